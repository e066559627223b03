package market.merchants;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tree of regions: every province, city and county of the country, deeper where a data pack says so. Codes that were given
 * up when a division was merged or moved go on to find what took its place.
 */
@Singleton
public class Regions {

    private static final int[] CODE_LENGTHS = {2, 4, 6, 9, 12};
    private static final int KNOWN_MAX = 20_000;
    // No division has changed its code so often; a circle ends here, too.
    private static final int SUCCESSORS_MAX = 20;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    // A new edition comes once a year; other copies of the engine may name regions by the old one for so long.
    private static final Duration STALE_AFTER = Duration.ofMinutes(10);

    private final RegionRepository repository;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;
    private final Cache<String, Region> known = Caffeine.newBuilder()
            .maximumSize(KNOWN_MAX)
            .expireAfterWrite(STALE_AFTER)
            .build();
    // Which codes are former ones, and what took their place; read again every few minutes, also for a day that began.
    private volatile @Nullable Map<String, String> former;

    Regions(
            RegionRepository repository,
            JdbcOperations jdbc,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.repository = repository;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The code that a code leads to today: itself, or what took its place, if need be over several steps. */
    public String current(String code) {
        var followed = former();
        var found = code;
        for (var step = 0; step < SUCCESSORS_MAX; step++) {
            found = followed.getOrDefault(found, found);
        }
        return found;
    }

    private Map<String, String> former() {
        var current = former;
        if (current == null) {
            current = readFormer();
            former = current;
        }
        return current;
    }

    private Map<String, String> readFormer() {
        return repository.former(LocalDate.ofInstant(clock.instant(), ZONE)).stream()
                .collect(Collectors.toMap(FormerRegionRow::code, FormerRegionRow::successor));
    }

    /** Reads what every request asks for, before the first does. */
    public void remember() {
        former = readFormer();
    }

    public Optional<Region> find(String code) {
        return repository.findByCode(current(code));
    }

    /** By the codes asked for; a former one finds what took its place. */
    public Map<String, Region> findAll(Collection<String> codes) {
        var asked = codes.stream().distinct().collect(Collectors.toMap(Function.identity(), this::current));
        var found = stored(asked.values());
        return asked.entrySet().stream()
                .filter(entry -> found.containsKey(entry.getValue()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> Objects.requireNonNull(found.get(entry.getValue()))));
    }

    private Map<String, Region> stored(Collection<String> codes) {
        return known.getAll(
                Set.copyOf(codes),
                missing -> repository.findAll(List.copyOf(missing)).stream()
                        .collect(Collectors.toMap(Region::code, Function.identity())));
    }

    /** Reads the upper levels ahead, so that a page hardly ever has to ask for a region. */
    @Scheduled(initialDelay = "1s", fixedDelay = "5m")
    void readAhead() {
        remember();
        known.putAll(repository.upperLevels(KNOWN_MAX).stream()
                .collect(Collectors.toMap(Region::code, Function.identity())));
    }

    /** The path from the province down to each region, without placeholders; unknown codes have no path. */
    public Map<String, List<Region>> paths(Collection<String> codes) {
        var wanted = new LinkedHashSet<String>();
        codes.forEach(code -> wanted.addAll(ancestors(current(code))));
        var regions = stored(wanted);
        return codes.stream()
                .distinct()
                .filter(code -> regions.containsKey(current(code)))
                .collect(Collectors.toMap(
                        Function.identity(),
                        code -> ancestors(current(code)).stream()
                                .map(regions::get)
                                .filter(region -> region != null && !region.isPlaceholder())
                                .toList()));
    }

    /** The direct children of a region, or the provinces, without former ones, in the order of their codes; at most a few hundred. */
    public List<Region> children(Optional<String> parent) {
        var children = parent.map(this::current).map(repository::children).orElseGet(repository::provinces);
        var gone = former();
        return children.stream()
                .filter(region -> !gone.containsKey(region.code()))
                .toList();
    }

    /** With those that are former ones. */
    public Set<String> allCodes() {
        return Set.copyOf(repository.allCodes());
    }

    /** Loads an edition; names of known codes are renewed, nothing is removed. */
    @Transactional
    public void load(List<Region> regions) {
        known.invalidateAll();
        forgetAtTheEnd();
        jdbc.prepareStatement("""
                INSERT INTO merchants.region (code, name, level, parent)
                SELECT code, name, level, parent
                  FROM unnest(?, ?, ?, ?) AS row (code, name, level, parent)
                ON CONFLICT (code) DO UPDATE
                   SET name = excluded.name, level = excluded.level, parent = excluded.parent
                 WHERE (region.name, region.level, region.parent)
                       IS DISTINCT FROM (excluded.name, excluded.level, excluded.parent)
                """, statement -> {
            var connection = statement.getConnection();
            statement.setArray(1, connection.createArrayOf("text", column(regions, Region::code)));
            statement.setArray(2, connection.createArrayOf("text", column(regions, Region::name)));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", column(regions, region -> region.level().name())));
            statement.setArray(4, connection.createArrayOf("text", column(regions, Region::parent)));
            return statement.executeUpdate();
        });
    }

    /** Loads what divisions were called and what took their place; nothing is removed. */
    @Transactional
    public void loadVersions(List<RegionVersion> versions) {
        forgetAtTheEnd();
        versions.forEach(version -> repository.keep(
                version.code(), version.validFrom(), version.validUntil(), version.name(), version.successor()));
    }

    /** Meanwhile others may have read the old names, and this transaction new ones that it takes back. */
    private void forgetAtTheEnd() {
        transactions.findTransactionStatus().orElseThrow().registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(Status status) {
                known.invalidateAll();
                former = null;
            }
        });
    }

    /** The codes on the way from the province to this one: each is a prefix of the next. */
    public static List<String> ancestors(String code) {
        var path = new ArrayList<String>();
        for (var length : CODE_LENGTHS) {
            if (code.length() >= length) {
                path.add(code.substring(0, length));
            }
        }
        return path;
    }

    /** How many levels of the tree two places have in common: 0 in two provinces, 3 or more in one county. */
    public static int sharedLevels(String one, String other) {
        var shared = ancestors(one);
        shared.retainAll(ancestors(other));
        return shared.size();
    }

    private static @Nullable Object[] column(List<Region> regions, Function<Region, @Nullable Object> value) {
        var column = new @Nullable Object[regions.size()];
        for (var i = 0; i < column.length; i++) {
            column[i] = value.apply(regions.get(i));
        }
        return column;
    }
}
