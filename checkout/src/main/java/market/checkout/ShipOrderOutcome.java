package market.checkout;

/** How shipping ended; all but {@link Shipped} changed nothing. */
public sealed interface ShipOrderOutcome {
    /** Also the answer to a retry. */
    record Shipped(MerchantOrder order) implements ShipOrderOutcome {}

    /** No such part, or another merchant's: the same to the caller. */
    record NotFound() implements ShipOrderOutcome {}

    record InvalidState(MerchantOrderState state) implements ShipOrderOutcome {}

    record VersionConflict(int currentVersion) implements ShipOrderOutcome {}

    record CarrierUnknown(String code) implements ShipOrderOutcome {}

    record TrackingNumberTaken(String trackingNumber) implements ShipOrderOutcome {}

    /** No such batch, or not of goods in this order. */
    record BatchUnknown(String code) implements ShipOrderOutcome {}

    record KeyReused() implements ShipOrderOutcome {}
}
