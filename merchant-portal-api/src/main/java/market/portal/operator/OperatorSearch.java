package market.portal.operator;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import market.catalog.ProductId;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import market.portal.operator.OperatorUserError.Code;
import market.search.Explanation;
import market.search.ProductSearch;
import market.search.SearchRule;
import market.search.SearchRules;

/** What the operator lays down for searches, and why hits stand where they stand. */
@Singleton
class OperatorSearch implements Resolvers {

    private static final int QUERY_LENGTH_MAX = 200;
    private static final int PATH_LENGTH_MAX = 200;

    private final SearchRules rules;
    private final ProductSearch search;
    private final Clock clock;

    OperatorSearch(SearchRules rules, ProductSearch search, Clock clock) {
        this.rules = rules;
        this.search = search;
        this.clock = clock;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("searchRules", _ -> rules.list())
                .query("searchExplanations", this::explanations)
                .mutation("searchRuleSet", this::set)
                .mutation("searchRuleRemove", this::remove)
                .payload("SearchRuleSetPayload", "rule")
                .payload("SearchRuleRemovePayload", "words")
                .type("SearchRule", SearchRule.class)
                .field(
                        "SearchRule",
                        SearchRule.class,
                        "productIds",
                        (rule, _) -> rule.products().stream()
                                .map(product -> GlobalId.of("prd", product.value()))
                                .toList())
                .type("SearchExplanation", Explanation.class)
                .field(
                        "SearchExplanation",
                        Explanation.class,
                        "productHandle",
                        (explanation, _) -> explanation.product().handle())
                .field(
                        "SearchExplanation",
                        Explanation.class,
                        "title",
                        (explanation, call) -> explanation.product().title().in(call.language()))
                .type("SearchExplanationPart", Explanation.Part.class);
    }

    private List<Explanation> explanations(Call call) {
        var words = call.arguments().text("query");
        var first = call.arguments().integer("first");
        if (words.codePointCount(0, words.length()) > QUERY_LENGTH_MAX) {
            throw Refusal.badInput(List.of("query"), "at most " + QUERY_LENGTH_MAX + " characters");
        }
        if (first < 1 || first > ProductSearch.EXPLAINED_MAX) {
            throw Refusal.badInput(List.of("first"), "between 1 and " + ProductSearch.EXPLAINED_MAX);
        }
        return search.explain(words, first);
    }

    private Payload set(Call call) {
        var input = call.input();
        var kind = input.choice("kind", SearchRule.Kind.class);
        var words = input.text("words").strip();
        var faults = new ArrayList<String>();
        if (words.isEmpty() || words.length() > SearchRule.WORDS_MAX) {
            faults.add("words");
        }
        var products = products(input, kind, faults);
        var alternatives = alternatives(input, kind, faults);
        var path = kind == SearchRule.Kind.REDIRECT ? input.optionalText("path").orElse("") : null;
        if (path != null && (!path.matches("/(?!/).*") || path.length() > PATH_LENGTH_MAX)) {
            faults.add("path");
        }
        if (!faults.isEmpty()) {
            return Payload.refused(faults.stream()
                    .map(fault -> OperatorUserError.of(Code.INVALID, call, fault))
                    .toList());
        }
        var rule = new SearchRule(
                kind, words, products, alternatives, path, call.operator().staff(), clock.instant());
        return Payload.of(rules.set(rule));
    }

    private static List<ProductId> products(Input input, SearchRule.Kind kind, List<String> faults) {
        var isAbout = switch (kind) {
            case PIN, BURY, PROMOTE -> true;
            case REDIRECT, SYNONYM, STOP_WORD -> false;
        };
        if (!isAbout) {
            return List.of();
        }
        var given = input.has("productIds") ? input.texts("productIds") : List.<String>of();
        var known = given.stream()
                .flatMap(id -> GlobalId.parse("prd", id).stream())
                .map(ProductId::new)
                .distinct()
                .toList();
        if (known.isEmpty() || known.size() != given.size() || given.size() > SearchRule.MEMBERS_MAX) {
            faults.add("productIds");
        }
        return known;
    }

    private static List<String> alternatives(Input input, SearchRule.Kind kind, List<String> faults) {
        if (kind != SearchRule.Kind.SYNONYM) {
            return List.of();
        }
        var given = input.has("alternatives") ? input.texts("alternatives") : List.<String>of();
        var isFaulty = given.isEmpty()
                || given.size() > SearchRule.MEMBERS_MAX
                || given.stream().anyMatch(word -> word.isBlank() || word.length() > SearchRule.WORDS_MAX);
        if (isFaulty) {
            faults.add("alternatives");
        }
        return given;
    }

    private Payload remove(Call call) {
        var input = call.input();
        var words = input.text("words");
        return rules.remove(input.choice("kind", SearchRule.Kind.class), words)
                ? Payload.of(words)
                : Payload.refused(OperatorUserError.of(Code.NOT_FOUND, call, "words"));
    }
}
