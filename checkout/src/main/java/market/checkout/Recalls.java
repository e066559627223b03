package market.checkout;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.catalog.BatchRecalls;
import market.catalog.Batches;
import market.catalog.OpenRecall;
import market.catalog.Recall;
import market.catalog.SetRecordOutcome;
import market.inventory.LotStops;
import market.kernel.Ids;
import market.kernel.Slice;

/** Calls batches back: stops their sale, finds who bought of them, and sees to it that they are told. */
@Singleton
public class Recalls {

    /** How far telling the buyers has come. */
    public record Progress(long orders, long told) {}

    private final TransactionOperations<Connection> transactions;
    private final BatchRecalls recalls;
    private final Batches batches;
    private final LotStops stops;
    private final RecallMessageRepository messages;
    private final Ids ids;
    private final Clock clock;

    Recalls(
            TransactionOperations<Connection> transactions,
            BatchRecalls recalls,
            Batches batches,
            LotStops stops,
            RecallMessageRepository messages,
            Ids ids,
            Clock clock) {
        this.transactions = transactions;
        this.recalls = recalls;
        this.batches = batches;
        this.stops = stops;
        this.messages = messages;
        this.ids = ids;
        this.clock = clock;
    }

    /** One transaction: either nothing of the batch can be sold any more and its buyers are listed, or nothing happened. */
    public SetRecordOutcome<Recall> open(OpenRecall command) {
        return Objects.requireNonNull(transactions.executeWrite(transaction -> {
            var opened = recalls.open(command);
            if (!(opened instanceof SetRecordOutcome.Set<Recall>(var recall))) {
                transaction.setRollbackOnly();
                return opened;
            }
            var stopped = stops.stop(recall.merchant(), recall.product(), recall.batchCode());
            listBuyers(recall, stopped.untracked() > 0);
            return new SetRecordOutcome.Set<>(
                    recalls.stopped(recall, stopped.takenOff(), stopped.promised(), stopped.untracked()));
        }));
    }

    private void listBuyers(Recall recall, boolean isUntracked) {
        var given = new LinkedHashMap<UUID, Long>(stops.orders(recall.batchCode()));
        messages.shippedWith(recall.batchCode()).forEach(order -> given.putIfAbsent(order, 0L));
        var standing = given.isEmpty() ? List.<UUID>of() : messages.standing(given.keySet());
        standing.forEach(order -> insert(recall, order, given.getOrDefault(order, 0L), true));
        if (isUntracked) {
            var batch = batches.find(recall.batch()).orElseThrow();
            var since =
                    batch.producedOn().atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();
            var certain = new HashSet<>(standing);
            messages.untraced(recall.product().value(), since).stream()
                    .filter(order -> !certain.contains(order))
                    .forEach(order -> insert(recall, order, 0, false));
        }
    }

    private void insert(Recall recall, UUID order, long units, boolean isCertain) {
        var code = recall.batchCode();
        var reason = recall.reason();
        var remedy = recall.remedy();
        messages.insert(
                ids.next(),
                recall.id(),
                order,
                units,
                isCertain,
                "您购买的商品" + (isCertain ? "" : "可能") + "属于召回批次 " + code + "。原因：" + reason.zh() + "。" + remedy.zh(),
                "Goods you bought " + (isCertain ? "are" : "may be") + " of the batch " + code
                        + ", which was called back: "
                        + Objects.requireNonNullElse(reason.en(), reason.zh()) + ". "
                        + Objects.requireNonNullElse(remedy.en(), remedy.zh()),
                clock.instant());
    }

    /** Whom a recall concerns, in the order of their orders' listing; start with a nil id. */
    public Slice<RecallMessage> messages(UUID recall, UUID after, int limit) {
        return Slice.of(messages.page(recall, after, limit + 1), limit).map(RecallMessageRow::toMessage);
    }

    public Optional<RecallMessage> findMessage(UUID id) {
        return messages.findAll(List.of(id)).stream().findFirst().map(RecallMessageRow::toMessage);
    }

    public Progress progress(UUID recall) {
        return new Progress(messages.count(recall), messages.countSent(recall));
    }

    /** What buyers of orders are told. */
    public Map<OrderId, List<RecallMessage>> ofOrders(Collection<OrderId> orders) {
        return orders.isEmpty()
                ? Map.of()
                : messages.ofOrders(orders.stream().map(OrderId::value).toList()).stream()
                        .map(RecallMessageRow::toMessage)
                        .collect(Collectors.groupingBy(RecallMessage::order));
    }
}
