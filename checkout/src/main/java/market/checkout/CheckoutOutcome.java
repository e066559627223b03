package market.checkout;

import java.time.Duration;
import java.util.List;
import market.catalog.VariantId;
import market.inventory.HoldOutcome;
import market.inventory.ShortLine;

/** How a step of a checkout ended; all but {@link Done} changed nothing. */
public sealed interface CheckoutOutcome {
    record Done(Checkout checkout) implements CheckoutOutcome {}

    record CartNotFound() implements CheckoutOutcome {}

    record CartEmpty() implements CheckoutOutcome {}

    record CheckoutNotFound() implements CheckoutOutcome {}

    record CheckoutExpired() implements CheckoutOutcome {}

    record VersionConflict(int currentVersion) implements CheckoutOutcome {}

    /** Lines that cannot be bought now, with the reason as the cart shows it. */
    record GoodsUnavailable(List<VariantId> variants) implements CheckoutOutcome {}

    /** Quantities that the price allows not: below the minimum or no multiple of the step. */
    record InvalidQuantity(VariantId variant, long min, long step) implements CheckoutOutcome {}

    /** Goods of bundles of which lines are missing or out of proportion. */
    record BundleIncomplete(List<VariantId> variants) implements CheckoutOutcome {}

    record OutOfStock(List<ShortLine> lines) implements CheckoutOutcome {}

    /** Goods of a merchant that sends nothing to the address. */
    record NotDeliverable(List<ShortLine> lines) implements CheckoutOutcome {}

    record TooManyHolds(long max) implements CheckoutOutcome {}

    /** The buyer would have more of a flash sale than one buyer may. */
    record AboveSaleLimit() implements CheckoutOutcome {}

    record TryAgain(Duration after) implements CheckoutOutcome {}

    record RegionUnknown(String code) implements CheckoutOutcome {}

    record DeliveryOptionUnknown(String code) implements CheckoutOutcome {}

    record AddressMissing() implements CheckoutOutcome {}

    record KeyReused() implements CheckoutOutcome {}

    /** Why stock was not held. */
    static CheckoutOutcome refusal(HoldOutcome outcome) {
        return switch (outcome) {
            case HoldOutcome.Held _ -> throw new IllegalArgumentException("Held is no refusal");
            case HoldOutcome.NotEnough tooFew -> new OutOfStock(tooFew.lines());
            case HoldOutcome.TooManyHolds many -> new TooManyHolds(many.max());
            case HoldOutcome.AboveSaleLimit _ -> new AboveSaleLimit();
            case HoldOutcome.KeyReused _ -> new KeyReused();
            case HoldOutcome.TryAgain later -> new TryAgain(later.after());
        };
    }
}
