package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Outbox;
import market.kernel.Slice;

/** Batches that were called back, as the catalogue knows them. Stock and orders are the concern of whoever calls this. */
@Singleton
public class BatchRecalls {

    private final RecallRepository repository;
    private final BatchRepository batches;
    private final ProductRepository products;
    private final ProductBars bars;
    private final ProductWriter writer;
    private final Notices notices;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    BatchRecalls(
            RecallRepository repository,
            BatchRepository batches,
            ProductRepository products,
            ProductBars bars,
            ProductWriter writer,
            Notices notices,
            Outbox outbox,
            Ids ids,
            Clock clock) {
        this.repository = repository;
        this.batches = batches;
        this.products = products;
        this.bars = bars;
        this.writer = writer;
        this.notices = notices;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    public Optional<Recall> find(UUID id) {
        return repository.findById(id).map(RecallRow::toRecall);
    }

    /** Of all merchants, oldest first; start with {@link Certificates#FIRST}. */
    public Slice<Recall> page(UUID after, int limit) {
        return Slice.of(repository.page(after, limit + 1), limit).map(RecallRow::toRecall);
    }

    public Slice<Recall> pageOfMerchant(MerchantId merchant, UUID after, int limit) {
        return Slice.of(repository.pageOfMerchant(merchant.value(), after, limit + 1), limit)
                .map(RecallRow::toRecall);
    }

    /** In the transaction that stops the sale. A batch is called back once: a second call changes nothing. */
    @Transactional
    public SetRecordOutcome<Recall> open(OpenRecall command) {
        var batch = batches.findByCode(command.batchCode());
        var product = batch.flatMap(row -> products.findById(row.productId())).map(ProductRow::toProduct);
        var merchant = command.merchant();
        if (product.isEmpty() || (merchant != null && !product.get().merchant().equals(merchant))) {
            return new SetRecordOutcome.NotFound<>();
        }
        var id = ids.next();
        var owner = product.get().merchant();
        var inserted = repository.insert(
                id,
                batch.orElseThrow().id(),
                owner.value(),
                command.reason().zh(),
                command.reason().en(),
                command.remedy().zh(),
                command.remedy().en(),
                command.principal(),
                clock.instant());
        if (inserted == 0) {
            return new SetRecordOutcome.Invalid<>(
                    List.of(new TypeFault("batchCode", "该批次已被召回", "was called back already")));
        }
        writer.touch(product.get().id(), owner);
        notices.tell(
                owner,
                Notice.Kind.BATCH_RECALLED,
                command.batchCode(),
                new LocalizedText(
                        "批次 " + command.batchCode() + " 已召回：" + command.reason().zh(),
                        "The batch " + command.batchCode() + " was called back"));
        outbox.append(new BatchRecalled(id, command.batchCode(), product.get().id(), owner));
        return new SetRecordOutcome.Set<>(find(id).orElseThrow());
    }

    /** What the shelves say of it; goods whose pieces cannot be told apart are off the shelf as a whole. */
    @Transactional
    public Recall stopped(Recall recall, long takenOff, long promised, long untracked) {
        repository.setStopped(recall.id(), takenOff, promised, untracked);
        if (untracked > 0) {
            bars.bar(
                    products.findById(recall.product().value()).orElseThrow().toProduct(),
                    new ProductBar(ProductBar.Cause.RECALL, recall.batchCode(), recall.reason()));
        }
        return find(recall.id()).orElseThrow();
    }

    /** What was off the shelf as a whole comes back; the batch itself stays stopped. */
    @Transactional
    public SetRecordOutcome<Recall> close(UUID id, String note, int expectedVersion) {
        var before = find(id);
        if (before.isEmpty()) {
            return new SetRecordOutcome.NotFound<>();
        }
        if (repository.close(id, clock.instant(), note, expectedVersion) == 0) {
            return before.get().isOpen()
                    ? new SetRecordOutcome.VersionConflict<>(before.get().version())
                    : new SetRecordOutcome.Invalid<>(List.of(new TypeFault("recallId", "召回已结束", "was closed already")));
        }
        var product =
                products.findById(before.get().product().value()).orElseThrow().toProduct();
        bars.free(product, ProductBar.Cause.RECALL, before.get().batchCode());
        return new SetRecordOutcome.Set<>(find(id).orElseThrow());
    }
}
