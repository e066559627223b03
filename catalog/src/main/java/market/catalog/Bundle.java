package market.catalog;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Goods of one merchant that are offered together, each at a price of its own; nobody gets it who did not ask for it.
 *
 * @param code the merchant's own key
 * @param startsAt null: it was always offered
 * @param endsAt the first moment at which it is not offered any more; null: it stays
 * @param isActive whether the merchant offers it at all
 * @param removedAt null while it is there
 */
public record Bundle(
        BundleId id,
        MerchantId merchant,
        String code,
        LocalizedText name,
        Currency currency,
        List<Component> components,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        boolean isActive,
        int version,
        @Nullable Instant removedAt,
        Instant createdAt,
        Instant updatedAt) {

    public static final int COMPONENTS_MIN = 2;
    public static final int COMPONENTS_MAX = 10;

    public Bundle {
        components = List.copyOf(components);
    }

    /**
     * What stands in one bundle.
     *
     * @param unitPrice of one piece
     */
    public record Component(VariantId variant, ProductId product, long quantity, Money unitPrice) {}

    public boolean isOfferedAt(Instant at) {
        return isActive
                && removedAt == null
                && (startsAt == null || !startsAt.isAfter(at))
                && (endsAt == null || endsAt.isAfter(at));
    }

    /** Pieces of each variant in one bundle. */
    public Map<VariantId, Long> pieces() {
        return components.stream().collect(Collectors.toMap(Component::variant, Component::quantity));
    }

    public Optional<Component> component(VariantId variant) {
        return components.stream()
                .filter(component -> component.variant().equals(variant))
                .findFirst();
    }

    /** The price of a component's pieces: that of the bundle, or what the buyer would pay without it where that is less. */
    public PricedLine price(VariantId variant, PricedLine without, long quantity) {
        return component(variant)
                .map(Component::unitPrice)
                .filter(price -> price.currency().equals(without.unitPrice().currency()))
                .filter(price -> price.minor() < without.unitPrice().minor())
                .map(price -> without.at(price, "BUNDLE_" + code, quantity))
                .orElse(without);
    }
}
