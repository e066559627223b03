package market.search.elasticsearch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.AttributeKind;
import market.catalog.Category;
import market.catalog.CertificateKind;
import market.catalog.Pricing;
import market.catalog.Product;
import market.catalog.Purchase;
import market.catalog.Variant;
import market.catalog.VariantId;
import market.kernel.LocalizedText;
import market.kernel.Money;
import market.merchants.Region;
import market.merchants.Regions;
import market.search.Listing;
import market.search.elasticsearch.ProductDocument.BodyTokens;
import market.search.elasticsearch.ProductDocument.Names;
import market.search.elasticsearch.ProductDocument.OfferedProduct;
import market.search.elasticsearch.ProductDocument.Period;
import market.search.elasticsearch.ProductDocument.Tokens;
import market.search.elasticsearch.ProductDocument.VariantDocument;
import market.search.elasticsearch.ProductDocument.Weight;
import market.search.text.DocumentTokens;
import market.search.text.TextAnalysis;
import org.jspecify.annotations.Nullable;

/** Makes search documents. */
@Singleton
class ProductDocuments {

    private static final int COUNTY_DIGITS = 6;
    private static final int NAMES_MAX = 60;
    private static final int KEYWORD_LENGTH_MAX = 30;
    /** Every place of a country and the words of a large market: some tens of megabytes of tokens. */
    private static final int SHARED_MAX = 10_000;

    /** As shoppers write them; what has no such sign stands as a bare number. */
    private static final Map<String, String> UNITS = Map.of(
            "GRM", "g", "KGM", "kg", "P1", "%", "MLT", "ml", "LTR", "l", "CMT", "cm", "MMT", "mm", "MON", "个月", "DAY",
            "天");

    private final CatalogueAnalysis analysis;
    private final Clock clock;
    private volatile @Nullable Shared shared;

    /**
     * What goods have in common: the texts of shelves, kinds and merchants, and those that stand together with many goods, are
     * read once and not with each product.
     */
    private record Shared(
            TextAnalysis analysis, Cache<String, DocumentTokens> texts, Cache<List<String>, DocumentTokens> together) {

        static Shared of(TextAnalysis analysis) {
            return new Shared(
                    analysis,
                    Caffeine.newBuilder().maximumSize(SHARED_MAX).build(),
                    Caffeine.newBuilder().maximumSize(SHARED_MAX).build());
        }

        DocumentTokens read(Stream<String> parts) {
            return together.get(
                    parts.toList(),
                    all -> DocumentTokens.of(all.stream()
                            .map(text -> texts.get(text, analysis::document))
                            .toList()));
        }
    }

    private Shared shared() {
        var current = analysis.current();
        var known = shared;
        if (known == null || known.analysis() != current) {
            known = Shared.of(current);
            shared = known;
        }
        return known;
    }

    ProductDocuments(CatalogueAnalysis analysis, Clock clock) {
        this.analysis = analysis;
        this.clock = clock;
    }

    /** What a change of prices, stock or sales changes; no text is read for it. */
    ProductDocument.Offer offer(Listing listing, long version) {
        var product = listing.product();
        var variants = variants(listing);
        return new ProductDocument.Offer(
                variants.stream().anyMatch(VariantDocument::inStock),
                prices(variants).stream().findFirst().orElse(0L),
                prices(variants),
                attributes(variants),
                deliversTo(listing),
                listing.sold(),
                product.updatedAt().toEpochMilli(),
                version,
                variants,
                new OfferedProduct(product.variants(), product.version(), product.updatedAt()),
                pieces(listing.available()),
                new Weight(weight(listing)));
    }

    private static List<String> deliversTo(Listing listing) {
        var regions = listing.deliversTo().regions();
        return regions == null ? List.of(ProductDocument.ANYWHERE) : List.copyOf(regions);
    }

    private List<VariantDocument> variants(Listing listing) {
        var now = clock.instant();
        var updated = listing.product().updatedAt();
        // A copy whose clock is behind is told of prices before they hold by its own clock, and never again.
        var open = Purchase.byAnybody(now.isAfter(updated) ? now : updated);
        return listing.product().variants().stream()
                .map(variant -> variant(listing, variant, Pricing.firstPrice(variant, open)))
                .toList();
    }

    /** Lowest first. */
    private static List<Long> prices(List<VariantDocument> variants) {
        return variants.stream().map(VariantDocument::price).distinct().sorted().toList();
    }

    private static List<String> attributes(List<VariantDocument> variants) {
        return variants.stream()
                .flatMap(variant -> variant.attributes().stream())
                .distinct()
                .toList();
    }

    ProductDocument document(Listing listing, long version) {
        var texts = shared();
        var current = texts.analysis();
        var product = listing.product();
        var title = current.document(join(texts(product.title())));
        var kinds = kindTexts(listing).toList();
        var kind = texts.read(kinds.stream());
        var near = texts.read(nearTexts(listing));
        var traits = texts.read(traitTexts(listing));
        var body = current.document(join(texts(product.description())));
        var offer = offer(listing, version);
        return new ProductDocument(
                product.id().value().toString(),
                true,
                tokens(title),
                tokens(kind),
                tokens(near),
                new BodyTokens(traits.words(), traits.latin()),
                new BodyTokens(body.words(), body.latin()),
                texts(product.title()).map(text -> Phrases.of(current, text)).toList(),
                texts(product.title()).map(current::normalise).toList(),
                Stream.of(title, kind, near)
                        .flatMap(tokens -> tokens.spoken().stream())
                        .distinct()
                        .toList(),
                keywords(current, product),
                kinds.stream().map(current::normalise).distinct().toList(),
                heads(current, product, title),
                names(current, listing),
                codes(listing, current, title),
                listing.categories().stream().map(Category::code).toList(),
                product.merchant().value().toString(),
                listing.merchant().code(),
                product.pavilions(),
                Regions.ancestors(product.originCode()),
                county(product.originCode()),
                giMark(product),
                offer.inStock(),
                offer.priceMin(),
                offer.prices(),
                offer.attributes(),
                offer.deliversTo(),
                offer.sold(),
                offer.updatedAt(),
                version,
                offer.variants(),
                product,
                listing.merchant(),
                offer.available());
    }

    private static List<String> keywords(TextAnalysis analysis, Product product) {
        return Stream.of(analysis.normalise(product.keywords()).split(" ", -1))
                .filter(word -> !word.isEmpty() && word.length() <= KEYWORD_LENGTH_MAX)
                .distinct()
                .toList();
    }

    /** What the goods are, as both languages put it last: jujube honey is honey. */
    private static List<String> heads(TextAnalysis analysis, Product product, DocumentTokens title) {
        var english = product.title().en();
        return english == null
                ? title.heads()
                : Stream.concat(title.heads().stream(), analysis.englishHead(english).stream())
                        .distinct()
                        .toList();
    }

    /** Goods that can be bought now are suggested first, and before equals those with a protected name. */
    private static Names names(TextAnalysis analysis, Listing listing) {
        var product = listing.product();
        var inputs = texts(product.title())
                .flatMap(text -> analysis.beginnings(text).stream())
                .distinct()
                .limit(NAMES_MAX)
                .toList();
        return new Names(inputs, weight(listing));
    }

    private static int weight(Listing listing) {
        var isAvailable = listing.available().values().stream().anyMatch(pieces -> pieces > 0);
        return (isAvailable ? 2 : 0) + (giMark(listing.product()).isEmpty() ? 1 : 2);
    }

    private static Map<UUID, Long> pieces(Map<VariantId, Long> available) {
        return available.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().value(), Map.Entry::getValue));
    }

    static String county(String origin) {
        return origin.substring(0, Math.min(COUNTY_DIGITS, origin.length()));
    }

    private static Tokens tokens(DocumentTokens tokens) {
        return new Tokens(tokens.words(), tokens.bigrams(), tokens.pinyin(), tokens.initials(), tokens.latin());
    }

    /** What goods it is, as the shelf and the attributes that name goods call it. */
    private static Stream<String> kindTexts(Listing listing) {
        var values = new LinkedHashSet<String>();
        addValues(values, listing, Attribute::isSearchable);
        return Stream.of(
                        listing.categories().stream()
                                .skip(Math.max(0, listing.categories().size() - 1L))
                                .flatMap(category -> texts(category.name())),
                        values.stream())
                .flatMap(texts -> texts);
    }

    /** What a shopper may call the goods although the title does not. */
    private static Stream<String> nearTexts(Listing listing) {
        return Stream.of(
                        Stream.of(listing.product().keywords()),
                        listing.categories().stream().flatMap(category -> texts(category.name())),
                        texts(listing.type().name()),
                        texts(listing.merchant().name()),
                        listing.origin().stream().map(Region::name))
                .flatMap(texts -> texts);
    }

    /** What is said of the goods besides: a shopper may want just those. */
    private static Stream<String> traitTexts(Listing listing) {
        var values = new LinkedHashSet<String>();
        addValues(values, listing, attribute -> !attribute.isSearchable());
        for (var variant : listing.product().variants()) {
            if (variant.netWeightGrams() != null) {
                values.add(variant.netWeightGrams() + "g");
            }
        }
        return values.stream();
    }

    private static void addValues(Set<String> into, Listing listing, Predicate<Attribute> wanted) {
        addValues(into, listing, wanted, listing.product().attributes());
        listing.product().variants().forEach(variant -> addValues(into, listing, wanted, variant.attributes()));
    }

    private static void addValues(
            Set<String> into, Listing listing, Predicate<Attribute> wanted, Map<String, List<String>> attributes) {
        attributes.forEach((key, values) -> listing.type()
                .attributeSaidAt(key)
                .filter(wanted)
                .ifPresent(attribute -> values.forEach(value -> into.addAll(readable(attribute, value)))));
    }

    private static List<String> readable(Attribute attribute, String value) {
        if (attribute.kind().isChoice()) {
            return attribute.choices().stream()
                    .filter(choice -> choice.value().equals(value))
                    .map(AttributeChoice::name)
                    .flatMap(ProductDocuments::texts)
                    .toList();
        }
        if (attribute.kind() == AttributeKind.BOOLEAN) {
            return value.equals("true") ? texts(attribute.name()).toList() : List.of();
        }
        if (!attribute.kind().canBeSearched()) {
            return List.of();
        }
        var unit = attribute.unit();
        return List.of(unit == null ? value : value + UNITS.getOrDefault(unit, ""));
    }

    private static List<String> codes(Listing listing, TextAnalysis analysis, DocumentTokens title) {
        var codes = new LinkedHashSet<>(title.codes());
        var printed = new ArrayList<>(listing.batchCodes());
        for (var variant : listing.product().variants()) {
            printed.add(variant.sku());
            if (variant.barcode() != null) {
                printed.add(variant.barcode());
            }
        }
        for (var code : printed) {
            codes.add(Phrases.code(analysis.normalise(code)));
            codes.addAll(analysis.document(code).codes());
        }
        return List.copyOf(codes);
    }

    private static List<Period> giMark(Product product) {
        return product.certificates().stream()
                .filter(certificate -> certificate.kind() == CertificateKind.GI)
                .map(certificate -> new Period(
                        certificate.validFrom().toString(),
                        certificate.validTo().toString()))
                .toList();
    }

    private static VariantDocument variant(Listing listing, Variant variant, Money price) {
        var attributes = new ArrayList<String>();
        Stream.of(listing.product().attributes(), variant.attributes())
                .flatMap(values -> values.entrySet().stream())
                .filter(entry -> listing.type()
                        .attribute(entry.getKey())
                        .filter(Attribute::isFilterable)
                        .isPresent())
                .forEach(entry -> entry.getValue()
                        .forEach(value -> attributes.add(VariantDocument.attribute(entry.getKey(), value))));
        var available = listing.available().getOrDefault(variant.id(), 0L);
        return new VariantDocument(
                attributes, price.minor(), price.currency().getCurrencyCode(), available >= variant.minQuantity());
    }

    private static Stream<String> texts(LocalizedText text) {
        return text.en() == null ? Stream.of(text.zh()) : Stream.of(text.zh(), text.en());
    }

    /** A full stop ends a run of Chinese, so that no word is seen across two texts. */
    private static String join(Stream<String> texts) {
        return String.join(" . ", texts.toList());
    }
}
