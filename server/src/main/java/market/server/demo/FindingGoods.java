package market.server.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Step 1: words in Chinese, pinyin and initials, narrowed by facets. */
final class FindingGoods {

    static final String TEA = "liuan-guapian-superb-2026";
    static final String STROLLER = "shucheng-stroller-light-one";

    private static final Duration INDEX_TIME = Duration.ofMinutes(3);
    private static final Duration UNCHANGED = Duration.ofMillis(1_500);
    private static final String SEARCH = """
            query Search($input: ProductSearchInput!) {
              productSearch(input: $input, first: 100) {
                totalCount degraded
                edges { node { handle title availability priceRange { min { amount } } } }
                facets { code label kind values { value label count } }
              }
            }""";

    private final Town town;

    FindingGoods(Town town) {
        this.town = town;
    }

    static Answer search(Buyer buyer, Map<String, ?> input) {
        return buyer.caller().ask(SEARCH, Map.of("input", input)).at("/productSearch");
    }

    static boolean finds(Answer result, String handle) {
        return result.nodes("").stream().anyMatch(each -> each.text("/handle").equals(handle));
    }

    void awaitIndex() {
        var handles = List.of(Map.of("query", "六安瓜片"), Map.of("query", "童车"));
        for (var input : handles) {
            town.report()
                    .within(
                            INDEX_TIME,
                            "the search engine knows " + input.get("query"),
                            () -> search(town.guest(), input),
                            result -> !result.isTrue("/degraded") && result.whole("/totalCount") > 0);
        }
        // The index fills while it is asked; counts of two searches can be compared only afterwards.
        town.report()
                .within(
                        INDEX_TIME,
                        "the index is complete",
                        () -> {
                            var before = search(town.guest(), Map.of()).whole("/totalCount");
                            Pause.of(UNCHANGED);
                            return before == search(town.guest(), Map.of()).whole("/totalCount");
                        },
                        isUnchanged -> isUnchanged);
    }

    void run() {
        var report = town.report();
        report.step("1. A shopper looks for 六安瓜片 and for 童车");
        var all = search(town.guest(), Map.of("query", "六安瓜片"));
        tell("六安瓜片", all);
        report.holds("the search engine answered", !all.isTrue("/degraded"));
        report.holds(TEA + " is among the hits", finds(all, TEA));
        narrowByGrade(all);
        narrowByMark(all);
        for (var words : List.of("liuan guapian", "lagp")) {
            report.holds(
                    "\"" + words + "\" finds the same tea", finds(search(town.guest(), Map.of("query", words)), TEA));
        }
        narrowByAge();
    }

    private void narrowByGrade(Answer all) {
        var superb = facetValue(all, "grade", "superb");
        var narrowed = search(town.guest(), Map.of("query", "六安瓜片", "filters", List.of(attribute("grade", "superb"))));
        town.report()
                .equal(
                        "narrowed to " + superb.text("/label") + ", as many as the facet counted",
                        superb.whole("/count"),
                        narrowed.whole("/totalCount"));
        town.report().holds("fewer than before", narrowed.whole("/totalCount") < all.whole("/totalCount"));
        town.report().holds("the superb tea stays", finds(narrowed, TEA));
    }

    private void narrowByMark(Answer all) {
        var input = Map.of("query", "六安瓜片", "filters", List.of(attribute("grade", "superb"), Map.of("giMark", true)));
        var marked = search(town.guest(), input);
        tell("六安瓜片, superb, with the mark of the geographical indication", marked);
        town.report().holds("the superb tea has the mark", finds(marked, TEA));
        town.report()
                .holds(
                        "the mark narrows the hits",
                        search(town.guest(), Map.of("query", "六安瓜片", "filters", List.of(Map.of("giMark", true))))
                                        .whole("/totalCount")
                                <= all.whole("/totalCount"));
    }

    private void narrowByAge() {
        var strollers = search(town.guest(), Map.of("query", "童车"));
        tell("童车", strollers);
        var age = facetValue(strollers, "age_range", "m6_36");
        var narrowed = search(town.guest(), Map.of("query", "童车", "filters", List.of(attribute("age_range", "m6_36"))));
        town.report()
                .equal(
                        "narrowed to " + age.text("/label") + ", as many as the facet counted",
                        age.whole("/count"),
                        narrowed.whole("/totalCount"));
        town.report().holds(STROLLER + " fits that age", finds(narrowed, STROLLER));
    }

    private void tell(String words, Answer result) {
        town.report().say(words + ": " + result.whole("/totalCount") + " hits");
        result.nodes("").stream()
                .limit(3)
                .forEach(hit ->
                        town.report().say("  " + hit.text("/title") + " from ¥" + hit.text("/priceRange/min/amount")));
        result.list("/facets").stream()
                .limit(12)
                .map(facet -> "  " + facet.text("/label") + ": "
                        + facet.list("/values").stream()
                                .limit(4)
                                .map(value -> value.text("/label") + " " + value.text("/count"))
                                .collect(Collectors.joining(", ")))
                .forEach(town.report()::say);
    }

    private Answer facetValue(Answer result, String code, String value) {
        var facet =
                Answer.first(result.list("/facets"), each -> each.text("/code").equals(code));
        var found =
                Answer.first(facet.list("/values"), each -> each.text("/value").equals(value));
        town.report().require("the facet " + code + " has " + value, false, found.isNothing("/count"));
        return found;
    }

    private static Map<String, Object> attribute(String code, String value) {
        return Map.of("attribute", Map.of("code", code, "values", List.of(value)));
    }
}
