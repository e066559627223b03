package market.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import market.catalog.PricedLine.PriceStep;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can be a bundle, when it is offered, and what it costs. */
class BundleRulesTest {

    private static final VariantId TEA = new VariantId(new UUID(0, 1));
    private static final VariantId CUP = new VariantId(new UUID(0, 2));
    private static final Map<VariantId, Money> OWN = Map.of(TEA, Money.cny(1_000), CUP, Money.cny(3_000));
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void a_bundle_up_to_the_list_price_has_no_fault() {
        assertThat(faults(command("CNY", part(TEA, 999, 1_000), part(CUP, 1, 1))))
                .isEmpty();
    }

    @Test
    void what_is_wrong_with_a_component_is_told_at_its_place() {
        var stranger = new VariantId(new UUID(0, 3));
        var command = command("CNY", part(TEA, 0, 1_001), part(TEA, 1_000, 0), part(stranger, 1, 1));

        assertThat(faults(command))
                .containsExactly(
                        "INVALID components.0.unitPrice",
                        "INVALID components.0.quantity",
                        "INVALID components.1.unitPrice",
                        "DUPLICATE components.1.variantId",
                        "INVALID components.1.quantity",
                        "VARIANT_NOT_FOUND components.2.variantId");
    }

    @Test
    void a_bundle_has_two_to_ten_components_in_its_own_currency() {
        assertThat(faults(command("CNY", part(TEA, 1, 1)))).containsExactly("INVALID components");
        var many = LongStream.rangeClosed(1, 11)
                .mapToObj(i -> part(new VariantId(new UUID(1, i)), 1, 1))
                .toArray(SetBundle.Part[]::new);
        assertThat(faults(command("CNY", many))).contains("INVALID components").hasSize(12);
        assertThat(faults(command("USD", part(TEA, 1, 1), part(CUP, 1, 1))))
                .containsExactly("OTHER_CURRENCY components.0.variantId", "OTHER_CURRENCY components.1.variantId");
        assertThat(BundleRules.faults(
                                command("USD", part(TEA, 1, 1), part(CUP, 1, 1)),
                                Optional.of(bundle(null, null, true, null)),
                                OWN)
                        .stream()
                        .map(fault -> fault.at().path()))
                .contains("currency");
    }

    @Test
    void a_bundle_is_offered_from_its_first_moment_until_the_one_before_its_end() {
        assertThat(bundle(null, null, true, null).isOfferedAt(NOON)).isTrue();
        assertThat(bundle(NOON, NOON.plusSeconds(1), true, null).isOfferedAt(NOON))
                .isTrue();
        assertThat(bundle(NOON.plusNanos(1_000), null, true, null).isOfferedAt(NOON))
                .isFalse();
        assertThat(bundle(null, NOON, true, null).isOfferedAt(NOON)).isFalse();
        assertThat(bundle(null, null, false, null).isOfferedAt(NOON)).isFalse();
        assertThat(bundle(null, null, true, NOON).isOfferedAt(NOON)).isFalse();
    }

    @Test
    void the_price_of_a_bundle_counts_where_it_is_the_lower_one() {
        var bundle = bundle(null, null, true, null);

        assertThat(bundle.price(TEA, line(1_000), 3).total()).isEqualTo(Money.cny(2_700));
        assertThat(bundle.price(TEA, line(1_000), 3).trace())
                .containsExactly(
                        new PriceStep("LIST", Money.cny(1_000)), new PriceStep("BUNDLE_PICNIC", Money.cny(900)));
        assertThat(Stream.of(899L, 900L).map(fen -> bundle.price(TEA, line(fen), 3)))
                .containsExactly(line(899), line(900));
        assertThat(bundle.price(new VariantId(new UUID(0, 9)), line(1_000), 3)).isEqualTo(line(1_000));
    }

    private static PricedLine line(long fen) {
        return new PricedLine(
                Money.cny(fen), Money.cny(3 * fen), 1, 1, null, List.of(new PriceStep("LIST", Money.cny(fen))));
    }

    private static Bundle bundle(
            @Nullable Instant from, @Nullable Instant until, boolean isActive, @Nullable Instant removedAt) {
        var components = List.of(
                new Bundle.Component(TEA, new ProductId(new UUID(0, 1)), 1, Money.cny(900)),
                new Bundle.Component(CUP, new ProductId(new UUID(0, 2)), 1, Money.cny(2_500)));
        return new Bundle(
                new BundleId(new UUID(0, 1)),
                new MerchantId(new UUID(0, 1)),
                "PICNIC",
                new LocalizedText("野餐", null),
                Currency.getInstance("CNY"),
                components,
                from,
                until,
                isActive,
                1,
                removedAt,
                NOON,
                NOON);
    }

    private static List<String> faults(SetBundle command) {
        return BundleRules.faults(command, Optional.empty(), OWN).stream()
                .map(fault -> fault.kind() + " " + fault.at().path())
                .toList();
    }

    private static SetBundle command(String currency, SetBundle.Part... parts) {
        return new SetBundle(
                new MerchantId(new UUID(0, 1)),
                "PICNIC",
                new LocalizedText("野餐", null),
                currency,
                List.of(parts),
                null,
                null,
                true,
                0);
    }

    private static SetBundle.Part part(VariantId variant, long quantity, long fen) {
        return new SetBundle.Part(variant, quantity, Money.cny(fen));
    }
}
