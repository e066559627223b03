package market.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import market.search.text.QueryTokens;
import market.search.text.QueryTokens.LatinTerm;
import market.search.text.QueryTokens.WordGroup;

/**
 * The words of a query as clauses with constant scores: what a hit is worth depends on the query and the document alone,
 * not on how many others there are, so that cursors hold while goods come and go.
 */
final class WordsQuery {

    /** Up to three groups must all be met; then one may fail, and of many three in ten. */
    private static final String GROUPS_NEEDED = "3<-1 6<70%";

    private static final String PAIRS_NEEDED = "3<75%";
    private static final int FUZZY_FROM = 5;
    private static final int FUZZY_TWICE_FROM = 9;
    private static final int PREFIX_FROM = 3;
    private static final int CODE_PREFIX_FROM = 4;
    private static final int EXPANSIONS_MAX = 40;

    /** Where words stand, and what a word is worth there. */
    private enum Zone {
        TITLE("title", 10f),
        NEAR("near", 4f);

        private final String field;
        private final float weight;

        Zone(String field, float weight) {
            this.field = field;
            this.weight = weight;
        }

        private String of(String kind) {
            return field + "." + kind;
        }

        private float worth(float share) {
            return weight * share;
        }
    }

    private static final float BODY_WEIGHT = 1f;
    private static final float SYNONYM = 0.8f;
    private static final float SPELT = 0.8f;
    private static final float PART = 0.5f;
    private static final float SOUND = 0.4f;
    private static final float BEGINNING = 0.4f;
    private static final float SLIP = 0.25f;
    private static final float PHRASE = 15f;
    private static final float WHOLE_TITLE = 30f;
    private static final float CODE = 40f;

    private final QueryTokens tokens;

    private WordsQuery(QueryTokens tokens) {
        this.tokens = tokens;
    }

    static Query of(QueryTokens tokens) {
        return new WordsQuery(tokens).query();
    }

    private Query query() {
        var ways = new ArrayList<Query>();
        groups().ifPresent(ways::add);
        tokens.pinyin().forEach(joined -> ways.add(spelling(joined)));
        pairs().ifPresent(ways::add);
        ways.add(constant(CODE, term("codes", Phrases.code(tokens.text()))));
        var better = List.of(
                constant(PHRASE, phrase(Phrases.tokens(tokens.text()))),
                constant(WHOLE_TITLE, term("exact", tokens.text())));
        return Query.of(q -> q.bool(bool -> bool.must(best(ways)).should(better)));
    }

    private Optional<Query> groups() {
        var groups = new ArrayList<Query>();
        tokens.words().forEach(group -> groups.add(word(group)));
        for (var i = 0; i < tokens.latin().size(); i++) {
            groups.add(latin(tokens.latin().get(i), i + 1 == tokens.latin().size()));
        }
        if (!tokens.codes().isEmpty()) {
            groups.add(codes());
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(some(groups, GROUPS_NEEDED));
    }

    private Query word(WordGroup group) {
        var zones = new ArrayList<Query>();
        var synonyms = group.anyOf().subList(1, group.anyOf().size());
        for (var zone : Zone.values()) {
            var ways = new ArrayList<Query>();
            ways.add(constant(zone.worth(1), term(zone.of("words"), group.word())));
            addSynonyms(ways, zone, synonyms);
            ways.add(constant(zone.worth(PART), allPairs(zone.of("bigrams"), group.word())));
            if (!group.sounds().isEmpty()) {
                ways.add(constant(zone.worth(SOUND), terms(zone.of("pinyin"), group.sounds())));
            }
            zones.add(best(ways));
        }
        zones.add(constant(BODY_WEIGHT, terms("body.words", group.anyOf())));
        return some(zones, "1");
    }

    private Query latin(LatinTerm term, boolean isLast) {
        var zones = new ArrayList<Query>();
        for (var zone : Zone.values()) {
            var ways = new ArrayList<Query>();
            ways.add(constant(zone.worth(1), term(zone.of("latin"), term.folded())));
            addSynonyms(ways, zone, term.synonyms());
            addSpellings(ways, zone, term);
            if (isLast && term.typed().length() >= PREFIX_FROM) {
                ways.add(constant(zone.worth(BEGINNING), prefix(zone.of("latin"), term.typed())));
                ways.add(constant(zone.worth(BEGINNING), prefix(zone.of("pinyin"), term.typed())));
            }
            if (mayHaveSlips(term.typed())) {
                ways.add(constant(zone.worth(SLIP), fuzzy(zone.of("latin"), term.folded())));
                ways.add(constant(zone.worth(SLIP), fuzzy(zone.of("pinyin"), term.typed())));
            }
            zones.add(best(ways));
        }
        zones.add(constant(BODY_WEIGHT, term("body.latin", term.folded())));
        return some(zones, "1");
    }

    private static void addSpellings(List<Query> ways, Zone zone, LatinTerm term) {
        ways.add(constant(zone.worth(SPELT), term(zone.of("pinyin"), term.typed())));
        term.syllables().forEach(reading -> ways.add(constant(zone.worth(PART), all(zone.of("pinyin"), reading))));
        if (term.initials()) {
            ways.add(constant(zone.worth(SPELT), term(zone.of("initials"), term.typed())));
        }
    }

    private static void addSynonyms(List<Query> ways, Zone zone, List<String> synonyms) {
        if (!synonyms.isEmpty()) {
            ways.add(constant(zone.worth(SYNONYM), terms(zone.of("words"), synonyms)));
            ways.add(constant(zone.worth(SYNONYM), terms(zone.of("latin"), synonyms)));
        }
    }

    private Query codes() {
        var ways = new ArrayList<Query>();
        ways.add(constant(CODE, terms("codes", tokens.codes())));
        tokens.codes().stream()
                .filter(code -> code.length() >= CODE_PREFIX_FROM)
                .forEach(code -> ways.add(constant(PHRASE, prefix("codes", code))));
        return best(ways);
    }

    /** A whole name in pinyin, however it was broken into words. */
    private static Query spelling(String joined) {
        var ways = new ArrayList<Query>();
        for (var zone : Zone.values()) {
            ways.add(constant(zone.worth(1), term(zone.of("pinyin"), joined)));
            if (mayHaveSlips(joined)) {
                ways.add(constant(zone.worth(SLIP), fuzzy(zone.of("pinyin"), joined)));
            }
        }
        return best(ways);
    }

    /** For Chinese whose words are cut in another way than the title's. */
    private Optional<Query> pairs() {
        var pairs = tokens.bigrams();
        if (pairs.size() < 2 || !tokens.latin().isEmpty() || !tokens.codes().isEmpty()) {
            return Optional.empty();
        }
        var clauses = pairs.stream()
                .map(pair -> best(List.of(
                        constant(Zone.TITLE.worth(PART) / pairs.size(), term("title.bigrams", pair)),
                        constant(Zone.NEAR.worth(PART) / pairs.size(), term("near.bigrams", pair)))))
                .toList();
        return Optional.of(some(clauses, PAIRS_NEEDED));
    }

    private static boolean mayHaveSlips(String typed) {
        return typed.length() >= FUZZY_FROM && typed.chars().allMatch(Character::isLetter);
    }

    private static Query allPairs(String field, String word) {
        if (word.length() < 2) {
            return term(field, word);
        }
        var pairs = new ArrayList<String>();
        for (var i = 0; i + 1 < word.length(); i++) {
            pairs.add(word.substring(i, i + 2));
        }
        return all(field, pairs);
    }

    private static Query all(String field, List<String> values) {
        return Query.of(q -> q.bool(bool ->
                bool.filter(values.stream().map(value -> term(field, value)).toList())));
    }

    private static Query best(List<Query> ways) {
        return ways.size() == 1 ? ways.getFirst() : Query.of(q -> q.disMax(max -> max.queries(ways)));
    }

    private static Query some(List<Query> clauses, String needed) {
        return Query.of(q -> q.bool(bool -> bool.should(clauses).minimumShouldMatch(needed)));
    }

    private static Query constant(float worth, Query filter) {
        return Query.of(q -> q.constantScore(score -> score.filter(filter).boost(worth)));
    }

    private static Query term(String field, String value) {
        return Query.of(q -> q.term(term -> term.field(field).value(value)));
    }

    private static Query terms(String field, List<String> values) {
        return Query.of(q -> q.terms(terms -> terms.field(field)
                .terms(any -> any.value(values.stream().map(FieldValue::of).toList()))));
    }

    private static Query prefix(String field, String value) {
        return Query.of(q -> q.prefix(prefix -> prefix.field(field).value(value)));
    }

    private static Query fuzzy(String field, String value) {
        var slips = value.length() >= FUZZY_TWICE_FROM ? "2" : "1";
        return Query.of(q -> q.fuzzy(fuzzy ->
                fuzzy.field(field).value(value).fuzziness(slips).prefixLength(1).maxExpansions(EXPANSIONS_MAX)));
    }

    private static Query phrase(String text) {
        return Query.of(q -> q.matchPhrase(phrase -> phrase.field("phrase").query(text)));
    }
}
