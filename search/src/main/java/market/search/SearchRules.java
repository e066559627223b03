package market.search;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.catalog.ProductId;
import market.search.text.Dictionary;
import market.search.text.TextAnalysis;
import org.jspecify.annotations.Nullable;

/** The operator's rules, kept in memory; every copy of the engine reads them anew once a second. */
@Singleton
public class SearchRules {

    /** Two paid places on a page are what a shopper bears. */
    private static final int PROMOTED_MAX = 2;

    /** What the rules say of words in general: a new one means that queries are read anew. */
    public record Words(Map<String, List<String>> synonyms, Set<String> stopWords) {}

    /** What the rules say of one query. */
    public record Placing(
            List<ProductId> pinned,
            List<ProductId> buried,
            List<ProductId> promoted,
            @Nullable String path) {

        public static final Placing NONE = new Placing(List.of(), List.of(), List.of(), null);
    }

    private record Known(List<SearchRule> rules, Map<String, Placing> placings, Words words) {}

    private final SearchRuleRepository repository;
    private final TextAnalysis analysis = TextAnalysis.of(Dictionary.builtIn());
    private volatile Known known = new Known(List.of(), Map.of(), new Words(Map.of(), Set.of()));

    SearchRules(SearchRuleRepository repository) {
        this.repository = repository;
    }

    /** All rules in the order of their kinds and words. */
    public List<SearchRule> list() {
        return repository.list();
    }

    /** Lays down a rule, in place of one of the same kind for the same words. */
    public SearchRule set(SearchRule rule) {
        var kept = new SearchRule(
                rule.kind(),
                analysis.normalise(rule.words()),
                rule.products(),
                rule.alternatives(),
                rule.path(),
                rule.changedBy(),
                rule.changedAt());
        repository.write(kept);
        refresh();
        return kept;
    }

    /** False when there was none. */
    public boolean remove(SearchRule.Kind kind, String words) {
        var removed = repository.remove(kind, analysis.normalise(words));
        refresh();
        return removed;
    }

    /** What holds for this query as a whole. */
    public Placing placing(String normalisedWords) {
        return known.placings().getOrDefault(normalisedWords, Placing.NONE);
    }

    public Words words() {
        return known.words();
    }

    void refresh() {
        var rules = repository.list();
        var before = known;
        if (rules.equals(before.rules())) {
            return;
        }
        var placings = rules.stream()
                .map(SearchRule::words)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), words -> placing(rules, words)));
        var words = new Words(
                rules.stream()
                        .filter(rule -> rule.kind() == SearchRule.Kind.SYNONYM)
                        .collect(Collectors.toMap(SearchRule::words, SearchRule::alternatives)),
                rules.stream()
                        .filter(rule -> rule.kind() == SearchRule.Kind.STOP_WORD)
                        .map(SearchRule::words)
                        .collect(Collectors.toSet()));
        known = new Known(rules, placings, words.equals(before.words()) ? before.words() : words);
    }

    private static Placing placing(List<SearchRule> rules, String words) {
        var byKind = rules.stream()
                .filter(rule -> rule.words().equals(words))
                .collect(Collectors.toMap(SearchRule::kind, Function.identity()));
        var redirect = byKind.get(SearchRule.Kind.REDIRECT);
        return new Placing(
                products(byKind.get(SearchRule.Kind.PIN)),
                products(byKind.get(SearchRule.Kind.BURY)),
                products(byKind.get(SearchRule.Kind.PROMOTE)).stream()
                        .limit(PROMOTED_MAX)
                        .toList(),
                redirect == null ? null : redirect.path());
    }

    private static List<ProductId> products(@Nullable SearchRule rule) {
        return rule == null ? List.of() : rule.products();
    }
}
