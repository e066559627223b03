package market.inventory;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import market.inventory.redis.RedisHolds;
import market.inventory.redis.RedisHolds.Rebuilt;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** Builds counters from what PostgreSQL has less what living holds keep. */
@Singleton
class RebuildCounters {

    // Some 100 arguments per millisecond of script time: a rebuild stops its Redis node for a few milliseconds at most.
    private static final int VARIANTS_PER_PAGE = 1_000;

    private final RedisHolds holds;
    private final StockRepository repository;
    private final FlashPoolRepository pools;
    private final RedisIncarnation incarnation;

    RebuildCounters(
            RedisHolds holds, StockRepository repository, FlashPoolRepository pools, RedisIncarnation incarnation) {
        this.holds = holds;
        this.repository = repository;
        this.pools = pools;
        this.incarnation = incarnation;
    }

    /** All counters of a merchant; it is open for holds afterwards. */
    Rebuilt all(MerchantId merchant) {
        // Asked before the first row is read: should Redis change meanwhile, what is built here counts for nothing.
        var token = incarnation.token();
        var found = new Rebuilt(0, 0, List.of());
        var after = new UUID(0, 0);
        while (true) {
            var rows = repository.page(merchant.value(), after, VARIANTS_PER_PAGE);
            var isLast = rows.stream()
                            .filter(StockRow::isOwn)
                            .map(StockRow::variantId)
                            .distinct()
                            .count()
                    < VARIANTS_PER_PAGE;
            found = page(merchant, isLast ? token : null, rows, found);
            if (isLast) {
                return found;
            }
            after = rows.getLast().variantId();
        }
    }

    private Rebuilt page(MerchantId merchant, @Nullable UUID token, List<StockRow> rows, Rebuilt before) {
        var page = holds.seed(
                merchant, token, false, rows.stream().map(StockRow::toCounter).toList());
        var drift = before.drift() + page.drift();
        if (!page.newer().isEmpty()) {
            drift += correctImpossible(merchant, page);
        }
        return new Rebuilt(drift, before.behind() + page.behind(), List.of());
    }

    /**
     * A level that Redis knows is no newer than what PostgreSQL says afterwards. Where it still claims to be, it is wrong: its
     * version was corrupted, or PostgreSQL was restored from a backup.
     */
    private long correctImpossible(MerchantId merchant, Rebuilt page) {
        var variants = new HashSet<UUID>();
        page.newer().forEach(row -> variants.add(row.variant()));
        var levels = Stream.concat(repository.findByVariants(variants).stream(), pools.findBySales(variants).stream())
                .map(StockRow::toCounter)
                .toList();
        var again = holds.seed(merchant, null, false, levels);
        if (again.newer().isEmpty()) {
            return again.drift();
        }
        var impossible = new HashSet<UUID>();
        again.newer().forEach(row -> impossible.add(row.variant()));
        holds.seed(
                merchant,
                null,
                true,
                levels.stream()
                        .filter(level -> impossible.contains(level.variant()))
                        .toList());
        return again.drift() + again.newer().size();
    }
}
