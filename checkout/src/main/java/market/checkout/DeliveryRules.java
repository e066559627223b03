package market.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import market.catalog.DeliveryKind;
import market.kernel.LocalizedText;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What delivering one merchant's goods costs: by weight, dearer to far provinces, free above a value; chilled goods travel
 * chilled; goods of shops can be fetched there; tickets are delivered by message, services are done at the address. Pure.
 */
final class DeliveryRules {

    static final String STANDARD = "STANDARD";
    static final String COLD_CHAIN = "COLD_CHAIN";
    static final String PICK_UP = "PICK_UP";
    static final String DIGITAL = "DIGITAL";
    static final String SERVICE = "SERVICE";

    private static final Set<String> FAR_PROVINCES = Set.of("15", "54", "63", "64", "65");
    private static final long FIRST_KILOGRAM_FEN = 800;
    private static final long NEXT_KILOGRAM_FEN = 300;
    private static final long FAR_FACTOR = 2;
    private static final long COLD_CHAIN_EXTRA_FEN = 1_800;
    private static final long FREE_FROM_FEN = 19_900;
    private static final long GRAMS_PER_KILOGRAM = 1_000;

    private DeliveryRules() {}

    /** The ways to deliver, the usual one first; without an address the price is that of a near province. */
    static List<DeliveryOption> options(List<QuoteLine> lines, List<PickUpPlace> pickUp, @Nullable String regionCode) {
        var hasService = lines.stream().anyMatch(line -> line.deliveryKind() == DeliveryKind.SERVICE);
        if (lines.stream().noneMatch(line -> line.deliveryKind().isCarried())) {
            return List.of(
                    hasService
                            ? new DeliveryOption(
                                    SERVICE, new LocalizedText("上门服务", "Service at your address"), Money.cny(0))
                            : new DeliveryOption(DIGITAL, new LocalizedText("电子凭证", "Digital voucher"), Money.cny(0)));
        }
        var options = new ArrayList<DeliveryOption>();
        var parcel = parcelFen(lines, regionCode);
        if (lines.stream().anyMatch(line -> line.deliveryKind() == DeliveryKind.COLD_CHAIN)) {
            options.add(new DeliveryOption(
                    COLD_CHAIN, new LocalizedText("冷链快递", "Chilled parcel"), Money.cny(parcel + COLD_CHAIN_EXTRA_FEN)));
        } else {
            var price = Quote.total(lines).minor() >= FREE_FROM_FEN && !isFar(regionCode) ? 0 : parcel;
            options.add(new DeliveryOption(STANDARD, new LocalizedText("快递", "Parcel"), Money.cny(price)));
        }
        // Who comes to the buyer does not wait for them in the shop.
        if (!pickUp.isEmpty() && !hasService) {
            options.add(new DeliveryOption(
                    PICK_UP,
                    new LocalizedText("到店自提", "Pick up"),
                    Money.cny(0),
                    PickUpPlace.nearestFirst(pickUp, regionCode)));
        }
        return options;
    }

    private static long parcelFen(List<QuoteLine> lines, @Nullable String regionCode) {
        var grams = lines.stream()
                .filter(line -> line.deliveryKind().isCarried())
                .mapToLong(line -> Math.multiplyExact(line.weightGrams(), line.quantity()))
                .sum();
        var extraKilograms = Math.max(0, Math.ceilDiv(grams, GRAMS_PER_KILOGRAM) - 1);
        var fen = FIRST_KILOGRAM_FEN + NEXT_KILOGRAM_FEN * extraKilograms;
        return isFar(regionCode) ? fen * FAR_FACTOR : fen;
    }

    private static boolean isFar(@Nullable String regionCode) {
        return regionCode != null && FAR_PROVINCES.contains(regionCode.substring(0, 2));
    }
}
