package market.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import market.catalog.Category;
import market.catalog.Pavilion;
import market.catalog.Product;
import market.kernel.Language;
import market.merchants.Merchant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a shopper may be about to type: names of goods from the index, all else from memory. While the search server is
 * away the goods are left out. A crowd typing the same letters asks it once a second.
 */
@Singleton
public class Suggestions {

    /** Nobody types a longer beginning and still wants help. */
    public static final int TYPED_MAX = 40;

    private static final Logger LOG = LoggerFactory.getLogger(Suggestions.class);
    private static final int QUERIES_MAX = 8;
    private static final int PRODUCTS_MAX = 5;
    private static final int SHELVES_MAX = 3;
    private static final int ANSWERS_MAX = 2_000;

    /** What may be meant, each list best first. */
    public record Suggested(
            List<String> queries,
            List<Product> products,
            List<Category> categories,
            List<Merchant> merchants,
            List<Pavilion> pavilions) {
        public Suggested {
            queries = List.copyOf(queries);
            products = List.copyOf(products);
            categories = List.copyOf(categories);
            merchants = List.copyOf(merchants);
            pavilions = List.copyOf(pavilions);
        }
    }

    private record Question(String typed, Language language) {}

    private final ListingIndex index;
    private final SuggestedNames names;
    private final HotWords hotWords;
    private final Cache<Question, Suggested> answers = Caffeine.newBuilder()
            .maximumSize(ANSWERS_MAX)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    Suggestions(ListingIndex index, SuggestedNames names, HotWords hotWords) {
        this.index = index;
        this.names = names;
        this.hotWords = hotWords;
    }

    public Suggested suggest(String typed, Language language) {
        var beginning = names.normalise(typed);
        if (beginning.isEmpty()) {
            return new Suggested(hotWords.top(QUERIES_MAX), List.of(), List.of(), List.of(), List.of());
        }
        return answers.get(new Question(beginning, language), this::find);
    }

    private Suggested find(Question question) {
        var named = names.beginningWith(question.typed());
        var queries = new LinkedHashSet<>(hotWords.beginningWith(question.typed(), QUERIES_MAX));
        named.queries().forEach(name -> queries.add(name.in(question.language())));
        return new Suggested(
                queries.stream().limit(QUERIES_MAX).toList(),
                products(question.typed()),
                named.categories().stream().limit(SHELVES_MAX).toList(),
                named.merchants().stream().limit(SHELVES_MAX).toList(),
                named.pavilions().stream().limit(SHELVES_MAX).toList());
    }

    private List<Product> products(String typed) {
        try {
            return index.suggest(typed, PRODUCTS_MAX);
        } catch (IndexAwayException e) {
            LOG.debug("No goods to suggest: {}", e.toString());
            return List.of();
        }
    }
}
