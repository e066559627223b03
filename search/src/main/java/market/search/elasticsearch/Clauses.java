package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.ArrayList;
import java.util.List;

/** What queries are put together from. */
final class Clauses {

    private static final int EXPANSIONS_MAX = 40;

    private Clauses() {}

    static Query allPairs(String field, String word) {
        if (word.length() < 2) {
            return term(field, word);
        }
        var pairs = new ArrayList<String>();
        for (var i = 0; i + 1 < word.length(); i++) {
            pairs.add(word.substring(i, i + 2));
        }
        return all(field, pairs);
    }

    static Query all(String field, List<String> values) {
        return Query.of(q -> q.bool(bool ->
                bool.filter(values.stream().map(value -> term(field, value)).toList())));
    }

    static Query best(List<Query> ways) {
        return ways.size() == 1 ? ways.getFirst() : Query.of(q -> q.disMax(max -> max.queries(ways)));
    }

    static Query some(List<Query> clauses, String needed) {
        return Query.of(q -> q.bool(bool -> bool.should(clauses).minimumShouldMatch(needed)));
    }

    static Query constant(float worth, Query filter) {
        return Query.of(q -> q.constantScore(score -> score.filter(filter).boost(worth)));
    }

    static Query term(String field, String value) {
        return Query.of(q -> q.term(term -> term.field(field).value(value)));
    }

    static Query terms(String field, List<String> values) {
        return Query.of(q -> q.terms(terms -> terms.field(field)
                .terms(any -> any.value(values.stream().map(FieldValue::of).toList()))));
    }

    static Query prefix(String field, String value) {
        return Query.of(q -> q.prefix(prefix -> prefix.field(field).value(value)));
    }

    static Query fuzzy(String field, String value, String slips) {
        return Query.of(q -> q.fuzzy(fuzzy ->
                fuzzy.field(field).value(value).fuzziness(slips).prefixLength(1).maxExpansions(EXPANSIONS_MAX)));
    }

    static Query phrase(String field, String text) {
        return Query.of(q -> q.matchPhrase(phrase -> phrase.field(field).query(text)));
    }
}
