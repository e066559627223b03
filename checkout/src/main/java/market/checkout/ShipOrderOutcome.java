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

    /** Pieces of it were picked or packed, and it was called back. */
    record BatchRecalled(String code) implements ShipOrderOutcome {}

    /** All that was paid for it went back or is going. */
    record GivenBack() implements ShipOrderOutcome {}

    record KeyReused() implements ShipOrderOutcome {}
}
