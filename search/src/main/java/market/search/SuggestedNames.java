package market.search;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.Category;
import market.catalog.Pavilion;
import market.catalog.Pavilions;
import market.catalog.Taxonomy;
import market.kernel.LocalizedText;
import market.merchants.Merchant;
import market.merchants.Merchants;
import market.search.text.Dictionary;
import market.search.text.TextAnalysis;
import org.jspecify.annotations.Nullable;

/** The names of kinds of goods, categories, merchants and pavilions by all that they begin with; read anew each minute. */
@Singleton
class SuggestedNames {

    private static final Duration STALE_AFTER = Duration.ofMinutes(1);
    private static final int MERCHANTS_PAGE = 500;
    private static final int MERCHANTS_MAX = 5_000;
    /** One letter begins thousands of names; the first ones are as good as any. */
    private static final int LOOKED_AT_MAX = 300;

    /** What a name stands for. */
    private sealed interface Named {
        record Kind(LocalizedText name) implements Named {}

        record Shelf(Category category) implements Named {}

        record Seller(Merchant merchant) implements Named {}

        record Shop(Pavilion pavilion) implements Named {}
    }

    /** What begins so, each kind for itself. */
    record Found(
            Set<LocalizedText> queries, Set<Category> categories, Set<Merchant> merchants, Set<Pavilion> pavilions) {}

    private record Known(NavigableMap<String, List<Named>> byBeginning, long freshUntil) {}

    private final Taxonomy taxonomy;
    private final Merchants merchants;
    private final Pavilions pavilions;
    private final Clock clock;
    private final TextAnalysis analysis = TextAnalysis.of(Dictionary.builtIn());
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Known known;

    SuggestedNames(Taxonomy taxonomy, Merchants merchants, Pavilions pavilions, Clock clock) {
        this.taxonomy = taxonomy;
        this.merchants = merchants;
        this.pavilions = pavilions;
        this.clock = clock;
    }

    /** As beginnings are compared: what was typed without its spaces. */
    String normalise(String typed) {
        return analysis.normalise(typed).replace(" ", "");
    }

    Found beginningWith(String normalised) {
        var found =
                new Found(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        current().byBeginning().tailMap(normalised).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(normalised))
                .limit(LOOKED_AT_MAX)
                .flatMap(entry -> entry.getValue().stream())
                .forEach(named -> add(found, named));
        return found;
    }

    private static void add(Found found, Named named) {
        switch (named) {
            case Named.Kind kind -> found.queries().add(kind.name());
            case Named.Shelf shelf -> found.categories().add(shelf.category());
            case Named.Seller seller -> found.merchants().add(seller.merchant());
            case Named.Shop shop -> found.pavilions().add(shop.pavilion());
        }
    }

    private Known current() {
        var now = known;
        if (now != null && (clock.millis() < now.freshUntil() || !reading.tryLock())) {
            return now;
        }
        if (now == null) {
            reading.lock();
        }
        try {
            var fresh = known;
            if (fresh == null || clock.millis() >= fresh.freshUntil()) {
                fresh = read();
                known = fresh;
            }
            return fresh;
        } finally {
            reading.unlock();
        }
    }

    private Known read() {
        var byBeginning = new TreeMap<String, List<Named>>();
        taxonomy.productTypes().stream()
                .flatMap(type -> type.attributes().stream())
                .filter(Attribute::isSearchable)
                .flatMap(attribute -> attribute.choices().stream())
                .map(AttributeChoice::name)
                .distinct()
                .forEach(name -> put(byBeginning, name, new Named.Kind(name)));
        for (var category : taxonomy.categories()) {
            put(byBeginning, category.name(), new Named.Kind(category.name()));
            put(byBeginning, category.name(), new Named.Shelf(category));
        }
        pavilions.list().forEach(pavilion -> put(byBeginning, pavilion.name(), new Named.Shop(pavilion)));
        var after = "";
        for (var count = 0; count < MERCHANTS_MAX; count += MERCHANTS_PAGE) {
            var page = merchants.list(after, MERCHANTS_PAGE);
            page.stream()
                    .filter(Merchant::isActive)
                    .forEach(merchant -> put(byBeginning, merchant.name(), new Named.Seller(merchant)));
            if (page.size() < MERCHANTS_PAGE) {
                break;
            }
            after = page.getLast().code();
        }
        return new Known(byBeginning, clock.millis() + STALE_AFTER.toMillis());
    }

    private void put(Map<String, List<Named>> byBeginning, LocalizedText name, Named named) {
        for (var beginning : analysis.beginnings(name.zh())) {
            byBeginning.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(named);
        }
        if (name.en() != null) {
            for (var beginning : analysis.beginnings(name.en())) {
                byBeginning.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(named);
            }
        }
    }
}
