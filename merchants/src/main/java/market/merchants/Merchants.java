package market.merchants;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.kernel.Ids;
import market.kernel.MerchantId;
import market.kernel.Outbox;
import org.jspecify.annotations.Nullable;

/** The register of merchants. */
@Singleton
public class Merchants {

    private static final int PAGE = 1_000;

    private final MerchantRepository repository;
    private final Ids ids;
    private final Outbox outbox;
    private final MerchantMemory memory;

    Merchants(MerchantRepository repository, Ids ids, Outbox outbox, MerchantMemory memory) {
        this.repository = repository;
        this.ids = ids;
        this.outbox = outbox;
        this.memory = memory;
    }

    public Optional<Merchant> find(MerchantId id) {
        return repository.findById(id.value()).map(MerchantRow::toMerchant);
    }

    public Optional<Merchant> findByCode(String code) {
        return repository.findByCode(code).map(MerchantRow::toMerchant);
    }

    public Map<MerchantId, Merchant> findAll(Collection<MerchantId> wanted) {
        return repository.findAll(wanted.stream().map(MerchantId::value).toList()).stream()
                .map(MerchantRow::toMerchant)
                .collect(Collectors.toMap(Merchant::id, Function.identity()));
    }

    /** As {@link #findAll}, from this copy's memory: for pages, which may be a moment old. */
    public Map<MerchantId, Merchant> recallAll(Collection<MerchantId> wanted) {
        return memory.byId.recallAll(wanted, this::findAll);
    }

    /** Reads as many into this copy's memory as it holds, before the first page is asked for. */
    public void remember() {
        var before = memory.byId.beforeReading();
        var after = "";
        for (var count = 0; count < MerchantMemory.ENTRIES_MAX; count += PAGE) {
            var page = list(after, PAGE);
            page.forEach(merchant -> memory.byId.keep(merchant.id(), merchant, before));
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().code();
        }
    }

    /** At most {@code limit} merchants after a code, in the order of codes. */
    public List<Merchant> list(String afterCode, int limit) {
        return repository.list(afterCode, limit).stream()
                .map(MerchantRow::toMerchant)
                .toList();
    }

    /** Registers a merchant or renews it by its code; the standing is left as it is. */
    @Transactional
    public Merchant register(RegisterMerchant command) {
        var before = findByCode(command.code());
        repository.upsert(MerchantRow.of(ids.next(), command));
        var merchant = findByCode(command.code()).orElseThrow();
        if (!before.equals(Optional.of(merchant))) {
            outbox.append(new MerchantChanged(merchant.id(), merchant.version()));
        }
        return merchant;
    }

    /**
     * Suspends a merchant or lets it sell again. Its goods leave search and cannot be bought while it is suspended.
     *
     * @param reason kept for the audit, and told to shoppers while suspended
     * @param operator who decided, for the audit
     */
    @Transactional
    public SetStandingOutcome setStanding(
            MerchantId id, Standing standing, @Nullable String reason, int expectedVersion, UUID operator) {
        var told = standing == Standing.SUSPENDED ? reason : null;
        if (repository.setStanding(id.value(), standing, told, expectedVersion) == 0) {
            return find(id).<SetStandingOutcome>map(
                            merchant -> new SetStandingOutcome.VersionConflict(merchant.version()))
                    .orElseGet(SetStandingOutcome.NotFound::new);
        }
        repository.recordStanding(ids.next(), id.value(), standing, reason, operator);
        outbox.append(new MerchantChanged(id, expectedVersion + 1));
        return new SetStandingOutcome.Set(find(id).orElseThrow());
    }
}
