package market.inventory;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.inventory.redis.RedisHolds;
import market.inventory.redis.RedisHolds.Rebuilt;
import market.kernel.Ids;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** Builds counters from what PostgreSQL has less what living holds keep. */
@Singleton
class RebuildCounters {

    // Some ten variants take a tenth of a millisecond of script time, and so do ten holds: nobody waits long for a
    // rebuild, and the first buyer of nearly every merchant asks for one page only.
    private static final int VARIANTS_PER_PAGE = 250;
    private static final int HOLDS_PER_PAGE = 50;
    private static final long BETWEEN_PAGES_NANOS = 1_000_000;
    // A count that nobody waits for takes a tenth of Redis's time: buyers want the rest.
    private static final long PAUSES_PER_PAGE = 9;
    private static final long PAUSE_MAX_NANOS = 20_000_000;

    private final RedisHolds holds;
    private final StockRepository repository;
    private final FlashPoolRepository pools;
    private final RedisIncarnation incarnation;
    private final Ids ids;

    RebuildCounters(
            RedisHolds holds,
            StockRepository repository,
            FlashPoolRepository pools,
            RedisIncarnation incarnation,
            Ids ids) {
        this.holds = holds;
        this.repository = repository;
        this.pools = pools;
        this.incarnation = incarnation;
        this.ids = ids;
    }

    /** All counters of a merchant, from what is known to be held; it is open for holds afterwards. */
    Rebuilt all(MerchantId merchant) {
        return pages(merchant, null)
                .or(() -> exactly(merchant, false))
                .orElseThrow(() -> new IllegalStateException("Another copy counts its holds"));
    }

    /**
     * All counters of a merchant, with all its holds counted anew, page by page while selling goes on. Nothing when another
     * copy is at it.
     */
    Optional<Rebuilt> exactly(MerchantId merchant) {
        return exactly(merchant, true);
    }

    private Optional<Rebuilt> exactly(MerchantId merchant, boolean isPatient) {
        var counter = ids.next();
        var began = System.nanoTime();
        var state = holds.count(merchant, counter, HOLDS_PER_PAGE, true);
        while (state == RedisHolds.Counting.UNDER_WAY) {
            LockSupport.parkNanos(isPatient ? pauseAfter(System.nanoTime() - began) : BETWEEN_PAGES_NANOS);
            began = System.nanoTime();
            state = holds.count(merchant, counter, HOLDS_PER_PAGE, false);
        }
        if (state == RedisHolds.Counting.BY_ANOTHER) {
            return Optional.empty();
        }
        var found = pages(merchant, counter);
        holds.adopt(merchant, counter);
        return found;
    }

    private static long pauseAfter(long pageNanos) {
        return Math.clamp(PAUSES_PER_PAGE * pageNanos, BETWEEN_PAGES_NANOS, PAUSE_MAX_NANOS);
    }

    private Optional<Rebuilt> pages(MerchantId merchant, @Nullable UUID counter) {
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
            var page = page(merchant, isLast ? token : null, counter, rows);
            if (page.isEmpty()) {
                return page;
            }
            found = new Rebuilt(
                    found.drift() + page.get().drift(),
                    found.behind() + page.get().behind(),
                    List.of());
            if (isLast) {
                return Optional.of(found);
            }
            after = rows.getLast().variantId();
        }
    }

    private Optional<Rebuilt> page(
            MerchantId merchant, @Nullable UUID token, @Nullable UUID counter, List<StockRow> rows) {
        var levels = rows.stream().map(StockRow::toCounter).toList();
        return holds.seed(merchant, token, counter, false, levels)
                .map(page -> page.newer().isEmpty()
                        ? page
                        : new Rebuilt(
                                page.drift() + correctImpossible(merchant, counter, page), page.behind(), List.of()));
    }

    /**
     * A level that Redis knew is no newer than what PostgreSQL says afterwards. Where it is, it was wrong: its version was
     * corrupted, or PostgreSQL was restored from a backup. What Redis has learnt since proves nothing.
     */
    private long correctImpossible(MerchantId merchant, @Nullable UUID counter, Rebuilt page) {
        var variants = new HashSet<UUID>();
        page.newer().forEach(row -> variants.add(row.variant()));
        var levels = Stream.concat(repository.findByVariants(variants).stream(), pools.findBySales(variants).stream())
                .map(StockRow::toCounter)
                .toList();
        var again = holds.seed(merchant, null, counter, false, levels).orElse(page);
        var impossible = page.newer().stream()
                .filter(claimed -> levels.stream().anyMatch(level -> isImpossible(claimed, level)))
                .map(RedisHolds.Newer::variant)
                .collect(Collectors.toSet());
        if (impossible.isEmpty()) {
            return again.drift();
        }
        var last = levels.stream()
                .filter(level -> impossible.contains(level.variant()))
                .toList();
        holds.seed(merchant, null, counter, true, last);
        return again.drift() + impossible.size();
    }

    private static boolean isImpossible(RedisHolds.Newer claimed, RedisHolds.Level level) {
        return claimed.variant().equals(level.variant())
                && claimed.location().equals(level.location())
                && claimed.version() > level.version();
    }
}
