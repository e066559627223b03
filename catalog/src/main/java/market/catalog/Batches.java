package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.kernel.Ids;
import market.kernel.Json;

/** Batches and where they came from. */
@Singleton
public class Batches {

    private final BatchRepository repository;
    private final Ids ids;
    private final Clock clock;

    Batches(BatchRepository repository, Ids ids, Clock clock) {
        this.repository = repository;
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
                null));
        var isOwn = repository
                .findByCode(command.code())
                .filter(row -> row.productId().equals(command.productId().value()))
                .isPresent();
        if (!isOwn) {
            throw new IllegalArgumentException("The batch code " + command.code() + " is printed on other goods");
        }
    }
}
