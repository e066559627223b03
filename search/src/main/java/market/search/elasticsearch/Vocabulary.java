package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import market.search.IndexAwayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What merchants call the goods that are in the index: words that no dictionary of ours needs to have. */
@Singleton
class Vocabulary {

    private static final Logger LOG = LoggerFactory.getLogger(Vocabulary.class);
    /** The most used; whoever types a rarer one without a slip finds it all the same. */
    private static final int WORDS_MAX = 5_000;

    private static final String KEYWORDS = "keywords";
    private static final String HEADS = "heads";

    /**
     * What is in use.
     *
     * @param endings the words that titles end in
     */
    record Heard(Set<String> keywords, Set<String> endings) {
        static final Heard NOTHING = new Heard(Set.of(), Set.of());
    }

    private final ElasticsearchConnection connection;
    private final String alias;

    Vocabulary(
            ElasticsearchConnection connection, @Value("${market.elasticsearch.index-prefix:techan}") String prefix) {
        this.connection = connection;
        this.alias = ElasticsearchIndex.alias(prefix);
    }

    /** @param known what was heard before, which stays while the server is away */
    Heard hear(Heard known) {
        try {
            var answer = connection.search(client -> client.search(
                    search -> search.index(alias)
                            .size(0)
                            .ignoreUnavailable(true)
                            .aggregations(KEYWORDS, terms(KEYWORDS))
                            .aggregations(HEADS, terms(HEADS)),
                    Void.class));
            return new Heard(
                    words(answer.aggregations().get(KEYWORDS)),
                    words(answer.aggregations().get(HEADS)));
        } catch (IndexAwayException e) {
            LOG.debug("Nothing heard of the words in use: {}", e.toString());
            return known;
        }
    }

    private static Aggregation terms(String field) {
        return Aggregation.of(a -> a.terms(terms -> terms.field(field).size(WORDS_MAX)));
    }

    private static Set<String> words(@Nullable Aggregate terms) {
        return terms == null || !terms.isSterms()
                ? Set.of()
                : terms.sterms().buckets().array().stream()
                        .map(bucket -> bucket.key().stringValue())
                        .filter(word -> word.length() > 1)
                        .collect(Collectors.toSet());
    }
}
