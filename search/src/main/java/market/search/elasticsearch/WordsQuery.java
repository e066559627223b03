package market.search.elasticsearch;

import static market.search.elasticsearch.Clauses.allPairs;
import static market.search.elasticsearch.Clauses.best;
import static market.search.elasticsearch.Clauses.constant;
import static market.search.elasticsearch.Clauses.fuzzy;
import static market.search.elasticsearch.Clauses.phrase;
import static market.search.elasticsearch.Clauses.prefix;
import static market.search.elasticsearch.Clauses.some;
import static market.search.elasticsearch.Clauses.term;
import static market.search.elasticsearch.Clauses.terms;

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

    /** A foreign name of goods seldom has all the words of ours. */
    private static final String FOREIGN_GROUPS_NEEDED = "2<-1 4<70%";

    private static final String PAIRS_NEEDED = "3<75%";
    private static final String PAIRS_NEEDED_LOOSELY = "2<50%";
    private static final int FUZZY_FROM = 5;
    private static final int FUZZY_TWICE_FROM = 6;
    /** What is longer is no word, and costs the server the more the longer it is. */
    private static final int FUZZY_UP_TO = 30;

    private static final int PREFIX_FROM = 3;
    private static final int CODE_PREFIX_FROM = 4;
    /** Of longer queries the beginning says enough; each word costs the server some ten clauses. */
    private static final int WORDS_MAX = 12;

    private static final int PAIRS_MAX = 24;
    private static final int KINDS_MAX = 60;

    /** Where words stand, and what a word is worth there. */
    private enum Zone {
        TITLE("title", 7f),
        KIND("kind", 8f),
        NEAR("near", 5f);

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

    /** The kind of goods comes first, and then whether they are as they should be. */
    private static final float TRAIT = 9f;

    private static final float BODY_WEIGHT = 1f;
    private static final float HEAD = 3f;
    private static final float SYNONYM = 0.8f;
    private static final float SPELT = 0.8f;
    private static final float PART = 0.5f;
    private static final float SOUND = 0.4f;
    private static final float BEGINNING = 0.4f;
    private static final float ENDING = 0.7f;
    private static final float GUESS = 0.3f;
    private static final float SLIP = 0.25f;
    /** The more a word was bent to fit, the less it is worth. */
    private static final float TWO_SLIPS = 0.15f;

    /** A name among the attributes is not quite what the goods are called. */
    private static final float NAMED_BESIDE = 6f;

    /** Where not all names are met, the last one says what was wanted: of a goose feather fan, the fan. */
    private static final float LAST_NAME = 1.6f;

    private static final float KIN = 0.2f;
    private static final float SPOKEN = 3.5f;
    private static final float PHRASE = 8f;
    private static final float WHOLE_TITLE = 30f;
    private static final float WHOLE_KIND = 5f;
    private static final float CODE = 40f;
    /** Of the zones that have a word, the best counts whole and the others a little. */
    private static final double OTHER_ZONES = 0.2;

    private final QueryTokens tokens;
    private final boolean isLoose;

    private WordsQuery(QueryTokens tokens, boolean isLoose) {
        this.tokens = tokens;
        this.isLoose = isLoose;
    }

    static Query of(QueryTokens tokens) {
        return new WordsQuery(tokens, false).query();
    }

    /** For a query that found nothing: any of its words will do, and so will what sounds or looks alike. */
    static Query loosely(QueryTokens tokens) {
        return new WordsQuery(tokens, true).query();
    }

    private Query query() {
        var ways = new ArrayList<Query>();
        // Who gives a number wants that article, and its parts are asked for only where there is none.
        if (isLoose || tokens.kind() != QueryTokens.Kind.CODE) {
            groups().ifPresent(ways::add);
            tokens.pinyin().forEach(joined -> ways.add(spelling(joined)));
            pairs().ifPresent(ways::add);
        }
        if (isLoose) {
            tokens.sounds().forEach(sound -> ways.add(spelling(sound)));
        }
        if (!tokens.codes().isEmpty()) {
            ways.add(codes());
        }
        ways.add(constant(CODE, term("codes", Phrases.code(tokens.text()))));
        var better = new ArrayList<Query>();
        better.add(constant(PHRASE, phrase("phrase", Phrases.tokens(tokens.text()))));
        better.add(constant(WHOLE_TITLE, term("exact", tokens.text())));
        var kinds = kinds();
        var heads = tokens.latin().isEmpty()
                ? kinds.stream().filter(kind -> kind.charAt(0) > '~').toList()
                : kinds;
        better.add(constant(WHOLE_KIND, terms("kinds", kinds)));
        better.add(constant(HEAD, terms("heads", heads)));
        return Query.of(q -> q.bool(bool -> bool.must(best(ways)).should(better)));
    }

    /** What kind of goods may be called by the whole query, or by one of its words. */
    private List<String> kinds() {
        var kinds = new ArrayList<String>();
        kinds.add(tokens.text());
        tokens.words().stream().filter(group -> !group.isTrait()).forEach(group -> kinds.addAll(group.anyOf()));
        tokens.latin().stream().filter(term -> !term.isTrait()).forEach(term -> {
            kinds.add(term.folded());
            kinds.addAll(term.synonyms());
        });
        return kinds.stream().distinct().limit(KINDS_MAX).toList();
    }

    /**
     * Words that name the goods must be there; those that say which of them only bring forward. A query of nothing but
     * traits takes them for names.
     */
    private Optional<Query> groups() {
        var names = new ArrayList<Query>();
        var traits = new ArrayList<Query>();
        var isOnlyTraits = tokens.words().stream().allMatch(WordGroup::isTrait)
                && tokens.latin().stream().allMatch(LatinTerm::isTrait);
        tokens.words().stream()
                .limit(WORDS_MAX)
                .forEach(group -> (group.isTrait() ? traits : names)
                        .add(group.isTrait() && !isOnlyTraits ? trait(group) : name(group)));
        var nativeNames = names.size();
        for (var i = 0; i < Math.min(WORDS_MAX, tokens.latin().size()); i++) {
            var term = tokens.latin().get(i);
            (term.isTrait() ? traits : names)
                    .add(latin(term, i + 1 == tokens.latin().size()));
        }
        if (names.isEmpty() && traits.isEmpty()) {
            return Optional.empty();
        }
        var isForeign = tokens.words().isEmpty()
                && tokens.pinyin().size() == 1
                && tokens.latin().stream().allMatch(term -> term.syllables().isEmpty());
        var needed = isLoose ? "1" : isForeign ? FOREIGN_GROUPS_NEEDED : GROUPS_NEEDED;
        if (names.isEmpty()) {
            return Optional.of(some(traits, needed));
        }
        if (isLoose && names.size() > 1) {
            var place = (nativeNames > 0 ? nativeNames : names.size()) - 1;
            var last = names.get(place);
            names.set(place, Query.of(q -> q.bool(bool -> bool.must(last).boost(LAST_NAME))));
        }
        var named = some(names, needed);
        return Optional.of(
                traits.isEmpty()
                        ? named
                        : Query.of(q -> q.bool(bool -> bool.must(named).should(traits))));
    }

    private static Query trait(WordGroup group) {
        return trait(
                group.word(), "words", group.anyOf().subList(1, group.anyOf().size()));
    }

    private Query name(WordGroup group) {
        var zones = new ArrayList<Query>();
        var synonyms = group.anyOf().subList(1, group.anyOf().size());
        for (var zone : Zone.values()) {
            var ways = new ArrayList<Query>();
            ways.add(constant(zone.worth(1), term(zone.of("words"), group.word())));
            addSynonyms(ways, zone, synonyms);
            ways.add(constant(zone.worth(PART), allPairs(zone.of("bigrams"), group.word())));
            if (!group.sounds().isEmpty() && (isLoose || !group.isKnown())) {
                ways.add(constant(zone.worth(SOUND), terms(zone.of("pinyin"), group.sounds())));
            }
            if (isLoose && !group.kin().isEmpty()) {
                ways.add(constant(zone.worth(KIN), terms(zone.of("words"), group.kin())));
            }
            if (!group.guesses().isEmpty()) {
                ways.add(constant(zone.worth(GUESS), terms(zone.of("words"), group.guesses())));
            }
            zones.add(best(ways));
        }
        if (group.parts().size() > 1) {
            zones.add(constant(Zone.TITLE.worth(PART), parts(group.parts())));
        }
        if (!group.endings().isEmpty()) {
            zones.add(constant(Zone.TITLE.worth(ENDING), terms("heads", group.endings())));
        }
        if (group.word().length() == 1) {
            zones.add(constant(Zone.KIND.worth(1), term("heads", group.word())));
        }
        zones.add(constant(group.isTrait() ? NAMED_BESIDE : TRAIT, terms("traits.words", group.anyOf())));
        zones.add(constant(BODY_WEIGHT, terms("body.words", group.anyOf())));
        return bestZone(zones);
    }

    /** A compound whose parts stand apart, each where it may. */
    private static Query parts(List<String> parts) {
        var clauses = parts.stream()
                .map(part -> {
                    var field = part.length() == 1 ? "bigrams" : "words";
                    var places = new ArrayList<Query>();
                    places.add(term(Zone.TITLE.of(field), part));
                    places.add(term(Zone.KIND.of(field), part));
                    if (part.length() > 1) {
                        places.add(term(Zone.NEAR.of(field), part));
                        places.add(term("traits.words", part));
                    }
                    return some(places, "1");
                })
                .toList();
        return Query.of(q -> q.bool(bool -> bool.filter(clauses)));
    }

    private Query latin(LatinTerm term, boolean isLast) {
        if (term.isTrait()) {
            var alike = new ArrayList<>(term.synonyms());
            alike.addAll(term.chinese());
            return trait(term.folded(), "latin", alike);
        }
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
            if (isLoose && mayHaveSlips(term.typed())) {
                addSlips(ways, zone, "latin", term.folded());
                addSlips(ways, zone, "pinyin", term.typed());
            }
            zones.add(best(ways));
        }
        term.syllables().stream()
                .filter(reading -> reading.size() > 1)
                .forEach(reading -> zones.add(constant(SPOKEN, phrase("spoken", String.join(" ", reading)))));
        zones.add(constant(TRAIT, term("traits.latin", term.folded())));
        if (!term.synonyms().isEmpty()) {
            zones.add(constant(TRAIT * SYNONYM, terms("traits.words", term.synonyms())));
        }
        zones.add(constant(BODY_WEIGHT, term("body.latin", term.folded())));
        return bestZone(zones);
    }

    /** A trait is worth the same wherever it is said. */
    private static Query trait(String word, String form, List<String> synonyms) {
        var ways = new ArrayList<Query>();
        for (var field : List.of("title.", "kind.", "near.", "traits.")) {
            ways.add(constant(TRAIT, term(field + form, word)));
            if (!synonyms.isEmpty()) {
                ways.add(constant(TRAIT * SYNONYM, terms(field + "words", synonyms)));
            }
        }
        if (form.equals("words") && word.length() > 1) {
            ways.add(constant(TRAIT * PART, allPairs("title.bigrams", word)));
            ways.add(constant(TRAIT * PART, allPairs("near.bigrams", word)));
        }
        ways.add(constant(BODY_WEIGHT, term("body." + form, word)));
        return best(ways);
    }

    private static Query bestZone(List<Query> zones) {
        return Query.of(q -> q.disMax(max -> max.queries(zones).tieBreaker(OTHER_ZONES)));
    }

    private static void addSpellings(List<Query> ways, Zone zone, LatinTerm term) {
        ways.add(constant(zone.worth(SPELT), term(zone.of("pinyin"), term.typed())));
        if (term.initials()) {
            ways.add(constant(zone.worth(SPELT), term(zone.of("initials"), term.typed())));
            if (term.typed().length() >= PREFIX_FROM) {
                ways.add(constant(zone.worth(BEGINNING), prefix(zone.of("initials"), term.typed())));
            }
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
    private Query spelling(String joined) {
        var ways = new ArrayList<Query>();
        for (var zone : Zone.values()) {
            ways.add(constant(zone.worth(1), term(zone.of("pinyin"), joined)));
            if (isLoose && mayHaveSlips(joined)) {
                addSlips(ways, zone, "pinyin", joined);
            }
        }
        return best(ways);
    }

    /** For Chinese whose words are cut in another way than the title's. */
    private Optional<Query> pairs() {
        var pairs = tokens.bigrams().stream().limit(PAIRS_MAX).toList();
        if (pairs.size() < 2 || !tokens.latin().isEmpty() || !tokens.codes().isEmpty()) {
            return Optional.empty();
        }
        var clauses = pairs.stream()
                .map(pair -> best(List.of(
                        constant(Zone.TITLE.worth(PART) / pairs.size(), term("title.bigrams", pair)),
                        constant(Zone.NEAR.worth(PART) / pairs.size(), term("near.bigrams", pair)))))
                .toList();
        return Optional.of(some(clauses, isLoose ? PAIRS_NEEDED_LOOSELY : PAIRS_NEEDED));
    }

    private static boolean mayHaveSlips(String typed) {
        return typed.length() >= FUZZY_FROM
                && typed.length() <= FUZZY_UP_TO
                && typed.chars().allMatch(Character::isLetter);
    }

    private static void addSlips(List<Query> ways, Zone zone, String field, String value) {
        ways.add(constant(zone.worth(SLIP), fuzzy(zone.of(field), value, "1")));
        if (value.length() >= FUZZY_TWICE_FROM) {
            ways.add(constant(zone.worth(TWO_SLIPS), fuzzy(zone.of(field), value, "2")));
        }
    }
}
