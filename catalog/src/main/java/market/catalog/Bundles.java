package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.SetBundleOutcome.FaultKind;
import market.kernel.Ids;
import market.kernel.MerchantId;
import market.kernel.Slice;
import market.merchants.Merchants;
import org.jspecify.annotations.Nullable;

/** Bundles of merchants, and which of them can be bought. */
@Singleton
public class Bundles {

    /** Sorts before every id. */
    public static final BundleId FIRST = new BundleId(new UUID(0, 0));

    /** Of one product that are shown. */
    public static final int SHOWN_MAX = 10;

    // Some of them may not be on sale.
    private static final int READ_MAX = 30;

    private final BundleRepository repository;
    private final BundleWriter writer;
    private final ProductWriter products;
    private final Products goods;
    private final Merchants merchants;
    private final Ids ids;
    private final Clock clock;

    Bundles(
            BundleRepository repository,
            BundleWriter writer,
            ProductWriter products,
            Products goods,
            Merchants merchants,
            Ids ids,
            Clock clock) {
        this.repository = repository;
        this.writer = writer;
        this.products = products;
        this.goods = goods;
        this.merchants = merchants;
        this.ids = ids;
        this.clock = clock;
    }

    /** Also one that was removed; empty when it is another merchant's. */
    public Optional<Bundle> find(MerchantId merchant, BundleId id) {
        return repository.findById(merchant.value(), id.value()).map(BundleRow::toBundle);
    }

    public Optional<Bundle> findByCode(MerchantId merchant, String code) {
        return repository.findByCode(merchant.value(), code).map(BundleRow::toBundle);
    }

    /** Of all merchants, also those that are not offered any more; one statement however many. */
    public Map<BundleId, Bundle> findAll(Collection<BundleId> bundles) {
        return bundles.isEmpty()
                ? Map.of()
                : repository.findAll(bundles.stream().map(BundleId::value).toList()).stream()
                        .map(BundleRow::toBundle)
                        .collect(Collectors.toMap(Bundle::id, Function.identity()));
    }

    /** Oldest first, without those that were removed; start with {@link #FIRST}. */
    public Slice<Bundle> page(MerchantId merchant, BundleId after, int limit) {
        return Slice.of(repository.page(merchant.value(), after.value(), limit + 1), limit)
                .map(BundleRow::toBundle);
    }

    /** What can be bought with goods of these products, newest first: one statement, and what memory does not know of the goods. */
    public Map<ProductId, List<OfferedBundle>> offeredWith(Collection<ProductId> with) {
        var rows = repository.offered(with.stream().map(ProductId::value).toList(), clock.instant(), READ_MAX);
        var found = new HashMap<ProductId, List<OfferedBundle>>();
        for (var offered : offered(rows.stream().map(BundleRow::toBundle).toList())) {
            productsOf(offered.bundle())
                    .forEach(product -> found.computeIfAbsent(product, _ -> new ArrayList<>())
                            .add(offered));
        }
        found.replaceAll((_, all) -> all.stream().limit(SHOWN_MAX).toList());
        return found;
    }

    /** Empty unless it can be bought now. */
    public Optional<OfferedBundle> findOffered(BundleId id) {
        var now = clock.instant();
        var found = findAll(List.of(id)).values().stream()
                .filter(bundle -> bundle.isOfferedAt(now))
                .toList();
        return offered(found).stream().findFirst();
    }

    private List<OfferedBundle> offered(List<Bundle> bundles) {
        if (bundles.isEmpty()) {
            return List.of();
        }
        var known = goods.recallAll(
                bundles.stream().flatMap(bundle -> productsOf(bundle).stream()).collect(Collectors.toSet()));
        var sellers = merchants.recallAll(bundles.stream().map(Bundle::merchant).collect(Collectors.toSet()));
        return bundles.stream()
                .filter(bundle -> {
                    var seller = sellers.get(bundle.merchant());
                    return seller != null && seller.isActive();
                })
                .flatMap(bundle -> OfferedBundle.of(bundle, known).stream())
                .toList();
    }

    private static Set<ProductId> productsOf(Bundle bundle) {
        return bundle.components().stream().map(Bundle.Component::product).collect(Collectors.toSet());
    }

    /** Makes a bundle or rewrites all of one; guarded against lost updates. */
    @Transactional
    public SetBundleOutcome set(SetBundle command) {
        products.takeTurn("bundles " + command.merchant().value());
        var current = findByCode(command.merchant(), command.code())
                .flatMap(found -> locked(command.merchant(), found.id()))
                .filter(bundle -> bundle.removedAt() == null);
        var version = current.map(Bundle::version).orElse(0);
        if (version != command.expectedVersion()) {
            return new SetBundleOutcome.VersionConflict(version);
        }
        var own = writer.goods(
                command.merchant(),
                command.parts().stream().map(SetBundle.Part::variant).toList());
        var prices = own.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().price()));
        var faults = new ArrayList<>(BundleRules.faults(command, current, prices));
        if (current.isEmpty() && repository.count(command.merchant().value()) >= BundleRules.BUNDLES_MAX) {
            faults.add(BundleRules.fault(
                    FaultKind.TOO_MANY,
                    "code",
                    "最多 " + BundleRules.BUNDLES_MAX + " 个套餐",
                    "a merchant has at most " + BundleRules.BUNDLES_MAX + " bundles"));
        }
        if (!faults.isEmpty()) {
            return new SetBundleOutcome.Refused(faults);
        }
        var now = clock.instant();
        var id = current.map(Bundle::id).orElseGet(() -> new BundleId(ids.next()));
        repository.upsert(row(command, id, now));
        writer.write(id, command.parts());
        writer.schedule(id, now);
        var shown = Stream.concat(
                current.stream().flatMap(bundle -> productsOf(bundle).stream()),
                own.values().stream().map(BundleWriter.Goods::product));
        products.touchPrices(shown.collect(Collectors.toCollection(HashSet::new)), now);
        return new SetBundleOutcome.Set(find(command.merchant(), id).orElseThrow());
    }

    /** Takes a bundle back; guarded against lost updates. */
    @Transactional
    public SetRecordOutcome<Bundle> remove(RemoveBundle command) {
        var current = locked(command.merchant(), command.bundle());
        if (current.isEmpty()) {
            return new SetRecordOutcome.NotFound<>();
        }
        if (current.get().removedAt() != null) {
            return new SetRecordOutcome.Set<>(current.get());
        }
        if (current.get().version() != command.expectedVersion()) {
            return new SetRecordOutcome.VersionConflict<>(current.get().version());
        }
        var now = clock.instant();
        repository.remove(command.bundle().value(), now);
        products.touchPrices(productsOf(current.get()), now);
        return new SetRecordOutcome.Set<>(
                find(command.merchant(), command.bundle()).orElseThrow());
    }

    private Optional<Bundle> locked(MerchantId merchant, BundleId id) {
        return repository.lock(merchant.value(), id.value()).map(BundleRow::toBundle);
    }

    private static BundleRow row(SetBundle command, BundleId id, Instant now) {
        return new BundleRow(
                id.value(),
                command.merchant().value(),
                command.code(),
                command.name().zh(),
                command.name().en(),
                command.currency(),
                stored(command.startsAt()),
                stored(command.endsAt()),
                command.isActive(),
                1,
                null,
                now,
                now,
                "[]");
    }

    /** A moment as finely as PostgreSQL keeps it: one moment for prices, and for those who are told of them. */
    private static @Nullable Instant stored(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
    }
}
