package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.catalog.SetListPricesOutcome.Fault;
import market.catalog.SetListPricesOutcome.FaultKind;
import market.kernel.Ids;
import market.kernel.MerchantId;
import market.kernel.Slice;
import org.jspecify.annotations.Nullable;

/** Price lists of merchants, what they say of variants, and what was ever said of a price. */
@Singleton
public class PriceLists {

    /** Sorts before every id. */
    public static final PriceListId FIRST = new PriceListId(new UUID(0, 0));

    private final PriceListRepository repository;
    private final PriceEntryRepository entries;
    private final PriceListWriter writer;
    private final PriceHistory history;
    private final PriceListRules rules;
    private final ProductWriter products;
    private final Products goods;
    private final Ids ids;
    private final Clock clock;

    PriceLists(
            PriceListRepository repository,
            PriceEntryRepository entries,
            PriceListWriter writer,
            PriceHistory history,
            PriceListRules rules,
            ProductWriter products,
            Products goods,
            Ids ids,
            Clock clock) {
        this.repository = repository;
        this.entries = entries;
        this.writer = writer;
        this.history = history;
        this.rules = rules;
        this.products = products;
        this.goods = goods;
        this.ids = ids;
        this.clock = clock;
    }

    /** Also one that was removed; empty when it is another merchant's. */
    public Optional<PriceList> find(MerchantId merchant, PriceListId id) {
        return repository.findById(merchant.value(), id.value()).map(PriceListRow::toPriceList);
    }

    /** As {@link #find}, one statement however many. */
    public Map<PriceListId, PriceList> findAll(MerchantId merchant, Collection<PriceListId> lists) {
        return repository
                .findAll(
                        merchant.value(), lists.stream().map(PriceListId::value).toList())
                .stream()
                .map(PriceListRow::toPriceList)
                .collect(Collectors.toMap(PriceList::id, Function.identity()));
    }

    public Optional<PriceList> findByCode(MerchantId merchant, String code) {
        return repository.findByCode(merchant.value(), code).map(PriceListRow::toPriceList);
    }

    /** Oldest first, without those that were removed; start with {@link #FIRST}. */
    public Slice<PriceList> page(MerchantId merchant, PriceListId after, int limit) {
        return Slice.of(repository.page(merchant.value(), after.value(), limit + 1), limit)
                .map(PriceListRow::toPriceList);
    }

    /** What a list says, in the order of the variants' ids; nothing when it is another merchant's. */
    public Slice<PriceListEntry> entries(MerchantId merchant, PriceListId list, VariantId after, int limit) {
        return Slice.of(entries.page(merchant.value(), list.value(), after.value(), limit + 1), limit)
                .map(PriceEntryRow::toEntry);
    }

    public Optional<PriceListEntry> entry(MerchantId merchant, PriceListId list, VariantId variant) {
        return entries.find(merchant.value(), list.value(), variant.value()).map(PriceEntryRow::toEntry);
    }

    /** What was said of the price of a variant, newest first; start with {@link Long#MAX_VALUE}. */
    @Transactional(readOnly = true)
    public Slice<PriceChange> changes(MerchantId merchant, VariantId variant, long before, int limit) {
        return Slice.of(history.page(merchant, variant, before, limit + 1), limit);
    }

    @Transactional(readOnly = true)
    public Optional<PriceChange> change(MerchantId merchant, long id) {
        return history.find(merchant, id);
    }

    /** What a quantity costs or cost at the moment of a purchase, by all that had been said until then. */
    @Transactional(readOnly = true)
    public Optional<PricedLine> priceAt(MerchantId merchant, VariantId variant, Purchase purchase, long quantity) {
        var said = history.at(merchant, variant, purchase.at());
        var own = said.stream().map(PriceChange::own).filter(Objects::nonNull).findFirst();
        var offer = Optional.ofNullable(goods.findOffers(List.of(variant)).get(variant));
        return own.flatMap(prices -> offer.map(found -> Pricing.price(
                found.variant()
                        .priced(
                                prices,
                                said.stream()
                                        .map(PriceChange::listed)
                                        .filter(Objects::nonNull)
                                        .toList()),
                purchase,
                quantity)));
    }

    /** Makes a list or rewrites one; guarded against lost updates. */
    @Transactional
    public SetRecordOutcome<PriceList> set(SetPriceList command) {
        products.takeTurn("price lists " + command.merchant().value());
        var current = findByCode(command.merchant(), command.code())
                .flatMap(found -> locked(command.merchant(), found.id()))
                .filter(list -> list.removedAt() == null);
        var version = current.map(PriceList::version).orElse(0);
        if (version != command.expectedVersion()) {
            return new SetRecordOutcome.VersionConflict<>(version);
        }
        var faults = new ArrayList<>(rules.faults(command, current));
        if (current.isEmpty() && repository.count(command.merchant().value()) >= PriceListRules.LISTS_MAX) {
            faults.add(new TypeFault(
                    "code",
                    "最多 " + PriceListRules.LISTS_MAX + " 个价目表",
                    "a merchant has at most " + PriceListRules.LISTS_MAX + " price lists"));
        }
        if (!faults.isEmpty()) {
            return new SetRecordOutcome.Invalid<>(faults);
        }
        var id = current.map(PriceList::id).orElseGet(() -> new PriceListId(ids.next()));
        repository.upsert(row(command, id));
        if (current.isPresent()) {
            history.keepList(id, false, command.by());
            writer.scheduleAll(id, clock.instant());
        }
        return new SetRecordOutcome.Set<>(find(command.merchant(), id).orElseThrow());
    }

    /** Takes a list and its prices back; guarded against lost updates. Its history stays. */
    @Transactional
    public SetRecordOutcome<PriceList> remove(RemovePriceList command) {
        var current = locked(command.merchant(), command.list());
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
        history.keepList(command.list(), true, command.by());
        writer.scheduleAll(command.list(), now);
        writer.clear(command.list());
        repository.remove(command.list().value(), now);
        return new SetRecordOutcome.Set<>(
                find(command.merchant(), command.list()).orElseThrow());
    }

    /** Says what a list says of variants, all or none; guarded against lost updates. */
    @Transactional
    public SetListPricesOutcome setPrices(SetListPrices command) {
        var current = locked(command.merchant(), command.list()).filter(list -> list.removedAt() == null);
        if (current.isEmpty()) {
            return new SetListPricesOutcome.NotFound();
        }
        if (current.get().version() != command.expectedVersion()) {
            return new SetListPricesOutcome.VersionConflict(current.get().version());
        }
        var variants = command.rows().stream().map(SetListPrices.Entry::variant).toList();
        var own = writer.goods(command.merchant(), variants);
        var faults = faults(command, current.get(), own);
        if (!faults.isEmpty()) {
            return new SetListPricesOutcome.Refused(faults);
        }
        var now = clock.instant();
        writer.write(
                command.list(), command.rows().stream().map(PriceLists::stored).toList());
        history.keepListed(command.list(), variants, command.by());
        writer.schedule(command.list(), variants, now);
        products.touchPrices(
                own.values().stream().map(PriceListWriter.Goods::product).collect(Collectors.toSet()), now);
        repository.raise(command.list().value());
        return new SetListPricesOutcome.Set(
                find(command.merchant(), command.list()).orElseThrow());
    }

    private static List<Fault> faults(
            SetListPrices command, PriceList list, Map<VariantId, PriceListWriter.Goods> own) {
        var faults = new ArrayList<Fault>();
        var seen = new HashSet<VariantId>();
        for (var i = 0; i < command.rows().size(); i++) {
            var row = command.rows().get(i);
            var path = "entries." + i;
            var found = own.get(row.variant());
            if (found == null) {
                faults.add(fault(FaultKind.VARIANT_NOT_FOUND, path, "没有这个规格", "there is no such variant of yours"));
            } else if (!found.currency().equals(list.currency().getCurrencyCode())) {
                faults.add(fault(
                        FaultKind.OTHER_CURRENCY,
                        path,
                        "该规格以 " + found.currency() + " 计价，价目表为 " + list.currency(),
                        "the variant is sold in " + found.currency() + ", the list is in " + list.currency()));
            }
            if (!seen.add(row.variant())) {
                faults.add(fault(FaultKind.INVALID, path, "重复的规格", "the variant stands twice in the rows"));
            }
            PriceListRules.faults(row.versions(), path).forEach(at -> faults.add(new Fault(FaultKind.INVALID, at)));
        }
        return faults;
    }

    private static Fault fault(FaultKind kind, String row, String zh, String en) {
        return new Fault(kind, new TypeFault(row + ".variantId", zh, en));
    }

    private Optional<PriceList> locked(MerchantId merchant, PriceListId id) {
        return repository.lock(merchant.value(), id.value()).map(PriceListRow::toPriceList);
    }

    private PriceListRow row(SetPriceList command, PriceListId id) {
        var audience = command.audience();
        return new PriceListRow(
                id.value(),
                command.merchant().value(),
                command.code(),
                command.name(),
                command.currency(),
                audience.customerGroup(),
                audience.company(),
                audience.channel(),
                audience.pavilion(),
                command.priority(),
                stored(command.validFrom()),
                stored(command.validUntil()),
                1,
                null,
                clock.instant(),
                clock.instant());
    }

    private static SetListPrices.Entry stored(SetListPrices.Entry row) {
        return new SetListPrices.Entry(
                row.variant(),
                row.versions().stream()
                        .map(version -> new ListedPrice.Version(stored(version.startsAt()), version.tiers()))
                        .toList());
    }

    /** A moment as finely as PostgreSQL keeps it: one moment for prices, and for those who are told of them. */
    private static @Nullable Instant stored(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
    }
}
