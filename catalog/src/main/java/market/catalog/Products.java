package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import market.kernel.MerchantId;
import market.kernel.Slice;

/** Products and their variants: the only way in for other rooms. */
@Singleton
public class Products {

    /** Sorts before every id. */
    public static final ProductId FIRST = new ProductId(new UUID(0, 0));

    private final ProductRepository repository;
    private final ProductWriter writer;
    private final PriceWriter prices;
    private final ListingGates gates;
    private final Shelf shelf;
    private final ProductMemory memory;
    private final ShownMedia shown;

    Products(
            ProductRepository repository,
            ProductWriter writer,
            PriceWriter prices,
            ListingGates gates,
            Shelf shelf,
            ProductMemory memory,
            ShownMedia shown) {
        this.repository = repository;
        this.writer = writer;
        this.prices = prices;
        this.gates = gates;
        this.shelf = shelf;
        this.memory = memory;
        this.shown = shown;
    }

    public Optional<Product> find(ProductId id) {
        return repository.findById(id.value()).map(ProductRow::toProduct);
    }

    /** By its handle, or by one that it had before. */
    public Optional<Product> findByHandle(String handle) {
        return repository
                .findByHandle(handle)
                .or(() -> repository.findByFormerHandle(handle))
                .map(ProductRow::toProduct);
    }

    /** As {@link #findByHandle}, from this copy's memory: for pages, which may be a moment old. */
    public Optional<Product> recallByHandle(String handle) {
        return memory.byHandle(handle, this::findByHandle);
    }

    /** As {@link #findAll}, from this copy's memory, and what is missing there in one statement. */
    public Map<ProductId, Product> recallAll(Collection<ProductId> ids) {
        return memory.all(ids, this::findAll);
    }

    /** By the merchant's own key. */
    public Optional<Product> findByKey(MerchantId merchant, String key) {
        return repository.findByKey(merchant.value(), key).map(ProductRow::toProduct);
    }

    /** Codes of the kinds of goods that a merchant has. */
    public List<String> typesOf(MerchantId merchant) {
        return repository.typesOf(merchant.value());
    }

    public Map<ProductId, Product> findAll(Collection<ProductId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return products(repository.findAll(ids.stream().map(ProductId::value).toList())).stream()
                .collect(Collectors.toMap(Product::id, Function.identity()));
    }

    /** Variants with their products, one statement however many; unknown ids are left out. */
    public Map<VariantId, Offer> findOffers(Collection<VariantId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var offers = new HashMap<VariantId, Offer>();
        for (var product : products(
                repository.findByVariants(ids.stream().map(VariantId::value).toList()))) {
            product.variants().forEach(variant -> offers.put(variant.id(), new Offer(product, variant)));
        }
        return offers;
    }

    /** All products in the order of their ids, for rebuilding projections; start with {@link #FIRST}. */
    public List<Product> page(ProductId after, int limit) {
        return products(repository.page(after.value(), limit));
    }

    public Slice<Product> pageOfMerchant(MerchantId merchant, ProductId after, int limit) {
        return Slice.of(products(repository.pageOfMerchant(merchant.value(), after.value(), limit + 1)), limit);
    }

    /** Listed products whose title or keywords contain the words as written: the search of last resort. */
    public Slice<Product> searchPlainly(String words, ProductId after, int limit) {
        var pattern = "%" + words.strip().replaceAll("([%_\\\\])", "\\\\$1") + "%";
        return Slice.of(products(repository.searchPlainly(pattern, after.value(), limit + 1)), limit);
    }

    /** What the product type would say against a product, without storing anything. */
    @Transactional
    public List<AttributeFault> check(UpsertProduct command) {
        return writer.check(command);
    }

    /** Makes or renews a product and its variants. */
    @Transactional
    public UpsertProductOutcome upsert(UpsertProduct command) {
        return writer.upsert(command, ProductStatus.LISTED, null);
    }

    /**
     * Makes a product, as a draft, or rewrites one; guarded against lost updates. Its picture stays, and so do variants that
     * are left out.
     */
    @Transactional
    public SetProductOutcome set(SetProduct command) {
        var wanted = command.product();
        writer.takeTurn(ProductWriter.turn(wanted.merchant(), wanted.key()));
        var current = findByKey(wanted.merchant(), wanted.key());
        var version = current.map(Product::version).orElse(0);
        if (version != command.expectedVersion()) {
            return new SetProductOutcome.VersionConflict(version);
        }
        var image = current.map(Product::image).orElse(null);
        return switch (writer.upsert(wanted.withImage(image), ProductStatus.DRAFT, command.by())) {
            case UpsertProductOutcome.Invalid invalid -> new SetProductOutcome.Invalid(invalid.faults());
            case UpsertProductOutcome.Upserted upserted -> {
                gates.review(List.of(upserted.id()));
                yield new SetProductOutcome.Set(find(upserted.id()).orElseThrow());
            }
        };
    }

    /** Puts a product on sale or takes it off; guarded against lost updates. Where goods are reviewed, it may wait for that. */
    @Transactional
    public SetStatusOutcome setStatus(SetStatus command) {
        return shelf.set(command);
    }

    /** Sets a variant's list price; the product's version guards against lost updates. */
    @Transactional
    public SetPriceOutcome setPrice(SetPrice command) {
        return switch (prices.set(command)) {
            case PriceWriter.Written written ->
                new SetPriceOutcome.Set(find(written.product()).orElseThrow());
            case PriceWriter.Unknown _ -> new SetPriceOutcome.NotFound();
            case PriceWriter.Stale stale -> new SetPriceOutcome.VersionConflict(stale.currentVersion());
            case PriceWriter.Refused _ -> new SetPriceOutcome.InvalidPrice();
        };
    }

    /** Rewrites title and description; the product's version guards against lost updates. */
    @Transactional
    public SetTextsOutcome setTexts(SetTexts command) {
        var current =
                repository.lock(command.product().value(), command.merchant().value());
        if (current.isEmpty()) {
            return new SetTextsOutcome.NotFound();
        }
        if (current.get() != command.expectedVersion()) {
            return new SetTextsOutcome.VersionConflict(current.get());
        }
        var title = command.title();
        if (title != null) {
            repository.setTitle(command.product().value(), title.zh(), title.en());
        }
        var description = command.description();
        if (description != null) {
            var rich = command.richDescription();
            repository.setDescription(
                    command.product().value(),
                    description.zh(),
                    description.en(),
                    rich == null ? null : rich.html().zh(),
                    rich == null ? null : rich.html().en());
        }
        writer.rewritten(command.product(), command.merchant());
        return new SetTextsOutcome.Set(find(command.product()).orElseThrow());
    }

    /** Says which pictures a product shows, in which order; the product's version guards against lost updates. */
    @Transactional
    public SetMediaOutcome setMedia(SetMedia command) {
        var current =
                repository.lock(command.product().value(), command.merchant().value());
        if (current.isEmpty()) {
            return new SetMediaOutcome.NotFound();
        }
        if (current.get() != command.expectedVersion()) {
            return new SetMediaOutcome.VersionConflict(current.get());
        }
        var wanted = command.media().stream().map(PlacedMedia::media).toList();
        var known = shown.keep(command.merchant(), wanted, List.of(command.product()));
        var unknown = IntStream.range(0, wanted.size())
                .filter(i -> !known.contains(wanted.get(i)))
                .boxed()
                .toList();
        if (!unknown.isEmpty()) {
            return new SetMediaOutcome.UnknownMedia(unknown);
        }
        shown.replace(Map.of(command.product(), command.media()));
        writer.rewritten(command.product(), command.merchant());
        return new SetMediaOutcome.Set(find(command.product()).orElseThrow());
    }

    private static List<Product> products(List<ProductRow> rows) {
        return rows.stream().map(ProductRow::toProduct).toList();
    }
}
