package market.checkout;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import market.catalog.Batch;
import market.catalog.Batches;
import market.checkout.payment.Refunds;
import market.kernel.Outbox;
import market.kernel.RequestKeys;
import market.kernel.RequestKeys.Claim;
import org.jspecify.annotations.Nullable;

/** A merchant's parcel leaves: one transaction, or nothing. */
@Singleton
class ShipOrderHandler {

    private static final String DEED = "fulfillmentCreate";

    private final TransactionOperations<Connection> transactions;
    private final OrderShelf shelf;
    private final Batches batches;
    private final Refunds refunds;
    private final RequestKeys keys;
    private final Outbox outbox;
    private final Clock clock;

    ShipOrderHandler(
            TransactionOperations<Connection> transactions,
            OrderShelf shelf,
            Batches batches,
            Refunds refunds,
            RequestKeys keys,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.shelf = shelf;
        this.batches = batches;
        this.refunds = refunds;
        this.keys = keys;
        this.outbox = outbox;
        this.clock = clock;
    }

    ShipOrderOutcome handle(ShipOrder command) {
        return Objects.requireNonNull(transactions.executeWrite(transaction -> {
            var outcome = ship(command);
            if (!(outcome instanceof ShipOrderOutcome.Shipped)) {
                transaction.setRollbackOnly();
            }
            return outcome;
        }));
    }

    private ShipOrderOutcome ship(ShipOrder command) {
        var principal = command.merchant().value().toString();
        return switch (keys.claim(DEED, principal, command.idempotencyKey(), command.toString())) {
            case Claim.Reused _ -> new ShipOrderOutcome.KeyReused();
            case Claim.Repeated _ -> new ShipOrderOutcome.Shipped(shelf.get(command));
            case Claim.First _ -> {
                var part = shelf.find(command);
                var refusal = part.isEmpty() ? new ShipOrderOutcome.NotFound() : refusal(part.get(), command);
                if (refusal != null) {
                    yield refusal;
                }
                var outcome = send(part.orElseThrow(), command);
                keys.complete(DEED, principal, command.idempotencyKey(), "shipped");
                yield outcome;
            }
        };
    }

    private @Nullable ShipOrderOutcome refusal(MerchantOrder part, ShipOrder command) {
        if (part.state() != MerchantOrderState.PAID && part.state() != MerchantOrderState.SHIPPED) {
            return new ShipOrderOutcome.InvalidState(part.state());
        }
        if (refunds.isGivenBackWhole(part.order().value(), part.id().value())) {
            return new ShipOrderOutcome.GivenBack();
        }
        if (part.version() != command.expectedVersion()) {
            return new ShipOrderOutcome.VersionConflict(part.version());
        }
        if (Carrier.parse(command.carrier()).isEmpty()) {
            return new ShipOrderOutcome.CarrierUnknown(command.carrier());
        }
        return unknownBatch(part, command.batchCodes())
                .<ShipOrderOutcome>map(ShipOrderOutcome.BatchUnknown::new)
                .or(() -> recalledBatch(part, command).map(ShipOrderOutcome.BatchRecalled::new))
                .orElse(null);
    }

    /** Of what is packed; where nobody says what is packed, of what was picked. */
    private Optional<String> recalledBatch(MerchantOrder part, ShipOrder command) {
        var codes = command.batchCodes().isEmpty()
                ? part.lines().stream()
                        .flatMap(line -> line.lots().stream())
                        .map(OrderSource.Lot::code)
                        .distinct()
                        .toList()
                : command.batchCodes();
        return batches.findByCodes(codes).values().stream()
                .filter(batch -> batch.recalled() != null)
                .map(Batch::code)
                .findFirst();
    }

    private Optional<String> unknownBatch(MerchantOrder part, List<String> codes) {
        var known = batches.findByCodes(codes);
        var ordered = part.lines().stream().map(OrderLine::product).collect(Collectors.toSet());
        return codes.stream()
                .filter(code -> {
                    var batch = known.get(code);
                    return batch == null || !ordered.contains(batch.productId());
                })
                .findFirst();
    }

    private ShipOrderOutcome send(MerchantOrder part, ShipOrder command) {
        if (!shelf.ship(part, command, clock.instant())) {
            return new ShipOrderOutcome.TrackingNumberTaken(command.trackingNumber());
        }
        outbox.append(new MerchantOrderShipped(part.order(), part.id(), part.merchant()));
        return new ShipOrderOutcome.Shipped(shelf.get(command));
    }
}
