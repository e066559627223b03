package market.search.elasticsearch;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.Category;
import market.catalog.ProductType;
import market.catalog.Taxonomy;
import market.kernel.LocalizedText;
import market.merchants.Merchant;
import market.merchants.Merchants;
import market.merchants.Region;
import market.merchants.Regions;
import market.search.SearchRules;
import market.search.text.Dictionary;
import market.search.text.TextAnalysis;
import org.jspecify.annotations.Nullable;

/** The text analysis, taught the names of the catalogue and of the places where its merchants are. */
@Singleton
class CatalogueAnalysis {

    /** New names need not be words at once: their pairs of characters are found meanwhile. */
    private static final Duration STALE_AFTER = Duration.ofMinutes(1);

    private static final int MERCHANTS_PAGE = 500;
    private static final int MERCHANTS_MAX = 10_000;

    private final Taxonomy taxonomy;
    private final Merchants merchants;
    private final Regions regions;
    private final SearchRules rules;
    private final Vocabulary vocabulary;
    private final Clock clock;
    private final ReentrantLock building = new ReentrantLock();
    private volatile @Nullable Taught taught;

    private record Taught(
            Set<String> names,
            Set<String> traits,
            Set<String> places,
            Vocabulary.Heard heard,
            SearchRules.Words rules,
            TextAnalysis analysis,
            long freshUntil) {}

    CatalogueAnalysis(
            Taxonomy taxonomy,
            Merchants merchants,
            Regions regions,
            SearchRules rules,
            Vocabulary vocabulary,
            Clock clock) {
        this.taxonomy = taxonomy;
        this.merchants = merchants;
        this.regions = regions;
        this.rules = rules;
        this.vocabulary = vocabulary;
        this.clock = clock;
    }

    TextAnalysis current() {
        var known = taught;
        if (known != null && (isFresh(known) || !building.tryLock())) {
            return known.analysis();
        }
        if (known == null) {
            building.lock();
        }
        try {
            return renewed(taught).analysis();
        } finally {
            building.unlock();
        }
    }

    private boolean isFresh(Taught known) {
        return clock.millis() < known.freshUntil() && known.rules().equals(rules.words());
    }

    private Taught renewed(@Nullable Taught known) {
        if (known != null && isFresh(known)) {
            return known;
        }
        var names = names();
        var traits = traits(names);
        var words = rules.words();
        var places = places();
        var heard = vocabulary.hear(known == null ? Vocabulary.Heard.NOTHING : known.heard());
        var analysis = known != null
                        && known.names().equals(names)
                        && known.traits().equals(traits)
                        && known.places().equals(places)
                        && known.heard().equals(heard)
                        && known.rules().equals(words)
                ? known.analysis()
                : TextAnalysis.of(Dictionary.builtIn()
                        .withNames(names)
                        .withTraits(traits)
                        .withPlaces(places)
                        .withCatalogue(heard.keywords(), heard.endings())
                        .withRules(words.synonyms(), words.stopWords()));
        var fresh = new Taught(names, traits, places, heard, words, analysis, clock.millis() + STALE_AFTER.toMillis());
        taught = fresh;
        return fresh;
    }

    /** What goods are called. */
    private Set<String> names() {
        var types = taxonomy.productTypes();
        return Stream.of(
                        taxonomy.categories().stream().map(Category::name),
                        types.stream().map(ProductType::name),
                        choices(Attribute::isSearchable))
                .flatMap(texts -> texts)
                .map(text -> text.zh())
                .collect(Collectors.toSet());
    }

    /** What goods may be like, in both languages; a word that some goods are called by is none of these. */
    private Set<String> traits(Set<String> names) {
        var named = Stream.concat(taxonomy.categories().stream().map(Category::name), choices(Attribute::isSearchable))
                .flatMap(name -> Stream.ofNullable(name.en()))
                .flatMap(name -> Stream.of(name.toLowerCase(Locale.ROOT).split(" ", -1)))
                .collect(Collectors.toSet());
        var values = choices(attribute -> !attribute.isSearchable());
        var attributes = taxonomy.productTypes().stream()
                .flatMap(type -> type.attributes().stream())
                .map(Attribute::name);
        return Stream.concat(values, attributes)
                .flatMap(text -> Stream.concat(
                        Stream.of(text.zh()),
                        Stream.ofNullable(text.en())
                                .flatMap(en ->
                                        Stream.of(en.toLowerCase(Locale.ROOT).split(" ", -1)))))
                .filter(text -> !names.contains(text) && !named.contains(text))
                .collect(Collectors.toSet());
    }

    private Stream<LocalizedText> choices(Predicate<Attribute> wanted) {
        return taxonomy.productTypes().stream()
                .flatMap(type -> type.attributes().stream())
                .filter(wanted)
                .flatMap(attribute -> attribute.choices().stream())
                .map(AttributeChoice::name);
    }

    private Set<String> places() {
        var codes = new LinkedHashSet<String>();
        var after = "";
        for (var read = 0; read < MERCHANTS_MAX; read += MERCHANTS_PAGE) {
            var page = merchants.list(after, MERCHANTS_PAGE);
            page.stream().map(Merchant::regionCode).forEach(codes::add);
            if (page.size() < MERCHANTS_PAGE) {
                break;
            }
            after = page.getLast().code();
        }
        return codes.isEmpty()
                ? Set.of()
                : regions.paths(codes).values().stream()
                        .flatMap(path -> path.stream().map(Region::name))
                        .collect(Collectors.toSet());
    }
}
