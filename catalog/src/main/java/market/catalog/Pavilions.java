package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.LocalizedText;
import market.kernel.Outbox;
import market.kernel.Slice;
import org.jspecify.annotations.Nullable;

/** Pavilions and what they show: picks of their curators first, then what their rules find. */
@Singleton
public class Pavilions {

    private static final int LIST_MAX = 200;

    /** Where a page of listings starts. */
    public record After(long position, ProductId product) {
        public static final After BEGINNING = new After(Long.MIN_VALUE, Products.FIRST);

        public static After of(PavilionListing listing) {
            return new After(listing.position(), listing.product().id());
        }
    }

    private final PavilionRepository repository;
    private final PavilionListingRepository shown;
    private final PavilionAdmissions admissions;
    private final PavilionShelves shelves;
    private final PavilionRuleFaults ruleFaults;
    private final PavilionTurns turns;
    private final ProductRepository products;
    private final ProductBars bars;
    private final ProductWriter writer;
    private final Outbox outbox;
    private final Ids ids;

    Pavilions(
            PavilionRepository repository,
            PavilionListingRepository shown,
            PavilionAdmissions admissions,
            PavilionShelves shelves,
            PavilionRuleFaults ruleFaults,
            PavilionTurns turns,
            ProductRepository products,
            ProductBars bars,
            ProductWriter writer,
            Outbox outbox,
            Ids ids) {
        this.repository = repository;
        this.shown = shown;
        this.admissions = admissions;
        this.shelves = shelves;
        this.ruleFaults = ruleFaults;
        this.turns = turns;
        this.products = products;
        this.bars = bars;
        this.writer = writer;
        this.outbox = outbox;
        this.ids = ids;
    }

    public Optional<Pavilion> findByHandle(String handle) {
        return repository.findByHandle(handle).map(PavilionRow::toPavilion);
    }

    public Optional<Pavilion> find(UUID id) {
        return repository.findById(id).map(PavilionRow::toPavilion);
    }

    /** All pavilions, at most 200. */
    public List<Pavilion> list() {
        return repository.list(LIST_MAX).stream().map(PavilionRow::toPavilion).toList();
    }

    /** What shoppers see of it, in its own order. */
    public Slice<PavilionListing> shelf(Pavilion pavilion, After after, int limit) {
        return whole(
                shown.pageOnSale(
                        pavilion.id(), after.position(), after.product().value(), limit + 1),
                limit);
    }

    /** As {@link #shelf}, with what is off the shelf and what is kept out. */
    public Slice<PavilionListing> listings(Pavilion pavilion, After after, int limit) {
        return whole(shown.page(pavilion.id(), after.position(), after.product().value(), limit + 1), limit);
    }

    /** One product, if the pavilion shows it or keeps it out. */
    public Optional<PavilionListing> listing(Pavilion pavilion, ProductId product) {
        return shown.find(pavilion.id(), product.value())
                .flatMap(row -> products.findById(product.value()).map(found -> row.toListing(found.toProduct())));
    }

    private Slice<PavilionListing> whole(List<PavilionListingRow> rows, int limit) {
        var page = Slice.of(rows, limit);
        if (page.items().isEmpty()) {
            return new Slice<>(List.of(), false);
        }
        var goods = products
                .findAll(
                        page.items().stream().map(PavilionListingRow::productId).toList())
                .stream()
                .collect(Collectors.toMap(ProductRow::id, ProductRow::toProduct));
        return page.map(row -> row.toListing(Objects.requireNonNull(goods.get(row.productId()))));
    }

    /** Opens a pavilion, or renews one that no curator has written. */
    @Transactional
    public void open(String handle, LocalizedText name, LocalizedText description, String regionCode) {
        repository.open(ids.next(), handle, name.zh(), name.en(), description.zh(), description.en(), regionCode);
    }

    /** Writes name and description. */
    @Transactional
    public SetRecordOutcome<Pavilion> set(SetPavilion command) {
        var current = find(command.pavilion().id());
        if (current.isEmpty()) {
            return new SetRecordOutcome.NotFound<>();
        }
        var name = Objects.requireNonNullElse(command.name(), current.get().name());
        var description =
                Objects.requireNonNullElse(command.description(), current.get().description());
        var id = current.get().id();
        if (repository.write(
                        id,
                        name.zh(),
                        name.en(),
                        description.zh(),
                        description.en(),
                        command.curator(),
                        command.expectedVersion())
                == 0) {
            return new SetRecordOutcome.VersionConflict<>(version(id));
        }
        outbox.append(new PavilionChanged(id));
        return new SetRecordOutcome.Set<>(find(id).orElseThrow());
    }

    /** Goods follow within moments, page by page. */
    @Transactional
    public SetRecordOutcome<Pavilion> setRules(SetPavilionRules command) {
        var faults = ruleFaults.of(command.rules());
        if (!faults.isEmpty()) {
            return new SetRecordOutcome.Invalid<>(faults);
        }
        turns.takeAlone();
        var id = command.pavilion().id();
        if (repository.writeRules(id, Json.write(command.rules()), command.order(), command.expectedVersion()) == 0) {
            return new SetRecordOutcome.VersionConflict<>(version(id));
        }
        shelves.beginReview(id);
        return new SetRecordOutcome.Set<>(find(id).orElseThrow());
    }

    private int version(UUID id) {
        return find(id).map(Pavilion::version).orElse(0);
    }

    /**
     * Shows a product that a data pack names, or moves it to another place, and admits its merchant. What the curator decided
     * stands: false when the merchant is not admitted any more.
     */
    @Transactional
    public boolean list(Pavilion pavilion, Product product, int position) {
        turns.share();
        if (!admissions.admitListed(pavilion, product.merchant())) {
            return false;
        }
        bars.lock(List.of(product.id().value()));
        shown.list(pavilion.id(), product.id().value(), position);
        writer.touch(product.id(), product.merchant());
        return true;
    }

    /** Shows a product of an admitted merchant, moves it, or keeps it out; empty when its merchant is not admitted. */
    @Transactional
    public Optional<PavilionListing> pick(PickListing command) {
        turns.share();
        var pavilion = command.pavilion();
        var product = command.product().id();
        if (!admissions.isAdmitted(pavilion, command.product().merchant())) {
            return Optional.empty();
        }
        bars.lock(List.of(product.value()));
        var current = listing(pavilion, product);
        var title = command.title().over(current.map(PavilionListing::title).orElse(null));
        var blurb = command.blurb().over(current.map(PavilionListing::blurb).orElse(null));
        shown.pick(
                pavilion.id(),
                product.value(),
                command.position(),
                command.isExcluded(),
                chinese(title),
                english(title),
                chinese(blurb),
                english(blurb));
        writer.touch(product, command.product().merchant());
        return listing(pavilion, product);
    }

    private static @Nullable String chinese(@Nullable LocalizedText text) {
        return text == null ? null : text.zh();
    }

    private static @Nullable String english(@Nullable LocalizedText text) {
        return text == null ? null : text.en();
    }

    /** Takes a pick back, also one that keeps a product out; then the rules decide. False when it was no pick. */
    @Transactional
    public boolean unlist(Pavilion pavilion, Product product) {
        turns.share();
        bars.lock(List.of(product.id().value()));
        if (shown.unpick(pavilion.id(), product.id().value()) == 0) {
            return false;
        }
        writer.touch(product.id(), product.merchant());
        // As the rules are now: the caller may have read the pavilion before they changed.
        find(pavilion.id()).ifPresent(current -> shelves.follow(current, product.id()));
        return true;
    }
}
