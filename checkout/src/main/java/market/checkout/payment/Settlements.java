package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** The door of settlements: who knows how a part is divided plans it, everybody concerned reads. */
@Singleton
public class Settlements {

    /** How far a part is; {@code amount} and what {@code shares} others get of it are null until it is begun. */
    public record View(
            UUID id,
            UUID merchantOrderId,
            UUID merchantId,
            String provider,
            SettlementStatus status,
            @Nullable Money amount,
            @Nullable Money shares,
            Money takenBack,
            String failure) {}

    private final IntentRepository intents;
    private final LegRepository legs;
    private final AttemptRepository attempts;
    private final SettlementRepository settlements;
    private final SettlementDesk desk;
    private final TransactionOperations<Connection> transactions;

    Settlements(
            IntentRepository intents,
            LegRepository legs,
            AttemptRepository attempts,
            SettlementRepository settlements,
            SettlementDesk desk,
            TransactionOperations<Connection> transactions) {
        this.intents = intents;
        this.legs = legs;
        this.attempts = attempts;
        this.settlements = settlements;
        this.desk = desk;
        this.transactions = transactions;
    }

    /**
     * In the caller's transaction or one of its own. A part whose money went to the platform is not let go by the provider:
     * then nothing is planned. Repeating it changes nothing.
     */
    public void plan(UUID orderId, UUID merchantOrderId, List<SettledPart.Share> shares) {
        transactions.executeWrite(_ -> {
            intents.lockByOrder(orderId).ifPresent(intent -> plan(intent, merchantOrderId, shares));
            return true;
        });
    }

    private void plan(PaymentIntent intent, UUID merchantOrderId, List<SettledPart.Share> shares) {
        var counted = attempts.counted(intent.id());
        for (var leg : legs.of(intent.id())) {
            if (leg.merchantOrderId().equals(merchantOrderId)) {
                counted.stream()
                        .filter(attempt -> attempt.direct() != null && attempt.pays(leg))
                        .findFirst()
                        .ifPresent(attempt -> desk.plan(intent, leg, attempt, shares));
            }
        }
    }

    public List<View> ofParts(Collection<UUID> merchantOrders) {
        return transactions.executeRead(_ -> settlements.ofParts(merchantOrders)).stream()
                .map(Settlements::view)
                .toList();
    }

    /** In the order in which they were planned. */
    public List<View> page(Collection<SettlementStatus> statuses, UUID after, int limit) {
        var names = statuses.stream().map(Enum::name).toList();
        return transactions.executeRead(_ -> settlements.page(names, after, limit)).stream()
                .map(Settlements::view)
                .toList();
    }

    private static View view(PartSettlement settlement) {
        var amount = settlement.amount();
        var shares = Money.cny(0);
        var takenBack = Money.cny(0);
        for (var split : settlement.splits()) {
            var share = split.amount();
            if (share != null && split.status() != SplitStatus.FAILED) {
                shares = shares.plus(share);
                takenBack = takenBack.plus(split.reversed());
            }
        }
        return new View(
                settlement.id(),
                settlement.merchantOrderId(),
                settlement.merchantId(),
                settlement.provider(),
                settlement.status(),
                amount,
                amount == null ? null : shares,
                takenBack,
                settlement.failure());
    }
}
