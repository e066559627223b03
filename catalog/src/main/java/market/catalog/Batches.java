package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.MerchantId;

/** Batches and where they came from. */
@Singleton
public class Batches {

    private static final int EVENTS_MAX = 50;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final BatchRepository repository;
    private final ProductWriter writer;
    private final Ids ids;
    private final Clock clock;

    Batches(BatchRepository repository, ProductWriter writer, Ids ids, Clock clock) {
        this.repository = repository;
        this.writer = writer;
        this.ids = ids;
        this.clock = clock;
    }

    /** Looks a batch up by the code of its pack and remembers the first time that was done. */
    @Transactional
    public Optional<Batch> scan(String code) {
        var batch = repository.findByCode(code);
        batch.filter(row -> row.firstScannedAt() == null)
                .ifPresent(row -> repository.recordFirstScan(row.id(), clock.instant()));
        return batch.map(BatchRow::toBatch);
    }

    /** As {@link #scan}, of one pack: counts how often its own serial number was looked up. */
    @Transactional
    public Optional<PackScan> countScan(Batch batch, String serial) {
        repository.countScan(batch.id(), serial, clock.instant());
        return repository.findScan(batch.id(), serial);
    }

    /** Leaves no mark of a scan: an id is not read off a pack. */
    public Optional<Batch> find(UUID id) {
        return repository.findById(id).map(BatchRow::toBatch);
    }

    public Map<String, Batch> findByCodes(Collection<String> codes) {
        if (codes.isEmpty()) {
            return Map.of();
        }
        return repository.findByCodes(codes).stream()
                .map(BatchRow::toBatch)
                .collect(Collectors.toMap(Batch::code, batch -> batch));
    }

    /** The batches of each product, newest first. */
    public Map<ProductId, List<Batch>> findByProducts(Collection<ProductId> products) {
        return repository.findByProducts(products.stream().map(ProductId::value).toList()).stream()
                .map(BatchRow::toBatch)
                .collect(Collectors.groupingBy(Batch::productId));
    }

    /** Registers or renews a batch, found by its code; a code that is printed on other goods is not given again. */
    @Transactional
    public void register(RegisterBatch command) {
        repository.upsert(new BatchRow(
                ids.next(),
                command.productId().value(),
                command.code(),
                command.producedOn(),
                command.bestBefore(),
                command.originCode(),
                Json.write(command.events()),
                null,
                null));
        var isOwn = repository
                .findByCode(command.code())
                .filter(row -> row.productId().equals(command.productId().value()))
                .isPresent();
        if (!isOwn) {
            throw new IllegalArgumentException("The batch code " + command.code() + " is printed on other goods");
        }
    }

    /** As {@link #register}, for a merchant's own goods; a batch that is there keeps its events. */
    @Transactional
    public SetRecordOutcome<Batch> set(MerchantId merchant, RegisterBatch command) {
        if (!writer.isOwn(command.productId(), merchant)) {
            return new SetRecordOutcome.NotFound<>();
        }
        var faults = new ArrayList<TypeFault>();
        var best = command.bestBefore();
        if (best != null && best.isBefore(command.producedOn())) {
            faults.add(new TypeFault("bestBefore", "不能早于生产日期", "must not be before producedOn"));
        }
        writer.takeTurn("batch " + command.code());
        var before = repository.findByCode(command.code()).map(BatchRow::toBatch);
        if (before.filter(batch -> !batch.productId().equals(command.productId()))
                .isPresent()) {
            faults.add(new TypeFault("code", "该批次号已用于其他商品", "is printed on other goods"));
        }
        if (!faults.isEmpty()) {
            return new SetRecordOutcome.Invalid<>(faults);
        }
        register(new RegisterBatch(
                command.productId(),
                command.code(),
                command.producedOn(),
                best,
                command.originCode(),
                before.map(Batch::events).orElse(List.of())));
        writer.touch(command.productId(), merchant);
        return new SetRecordOutcome.Set<>(
                repository.findByCode(command.code()).orElseThrow().toBatch());
    }

    /** Adds an event to a merchant's own batch; the same event again changes nothing, and none is ever taken away. */
    @Transactional
    public SetRecordOutcome<Batch> add(MerchantId merchant, String code, TraceEvent event) {
        var id = repository.lock(code);
        var before = id.flatMap(repository::findById).map(BatchRow::toBatch);
        if (before.filter(batch -> writer.isOwn(batch.productId(), merchant)).isEmpty()) {
            return new SetRecordOutcome.NotFound<>();
        }
        var batch = before.get();
        if (batch.events().contains(event)) {
            return new SetRecordOutcome.Set<>(batch);
        }
        if (batch.events().size() >= EVENTS_MAX) {
            return new SetRecordOutcome.Invalid<>(List.of(
                    new TypeFault("event", "每个批次最多 " + EVENTS_MAX + " 个事件", "a batch has at most " + EVENTS_MAX)));
        }
        if (event.at().isAfter(clock.instant().plus(CLOCK_SKEW))) {
            return new SetRecordOutcome.Invalid<>(List.of(new TypeFault("at", "不能晚于当前时间", "has not come yet")));
        }
        var events = new ArrayList<>(batch.events());
        events.add(event);
        events.sort(Comparator.comparing(TraceEvent::at));
        repository.setEvents(batch.id(), Json.write(events));
        return new SetRecordOutcome.Set<>(
                repository.findById(batch.id()).orElseThrow().toBatch());
    }
}
