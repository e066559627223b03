package market.search.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words and synonyms that analysis goes by: those that ship with the engine, and the names of the catalogue and of
 * places that are added at run time. Immutable; the additions return a new dictionary.
 */
public final class Dictionary {
    /** A longer name is a title: taken for one word it would hide the words inside it from queries. */
    private static final int LONGEST_NAME = 8;

    /** Two characters may go together by chance, and more than this is a phrase. */
    private static final int LONGEST_KEYWORD = 6;

    /** As the names of autonomous places have them between the place and its rank. */
    private static final Pattern PEOPLES =
            Pattern.compile("(?:(?:土家|维吾尔|蒙古|哈尼|布依|朝鲜|哈萨克|柯尔克孜|傈僳|景颇|拉祜" + "|仡佬|达斡尔|鄂温克|[藏苗侗壮回傣白羌满瑶畲黎佤彝])族?)+$");

    private static final List<String> PLACE_ENDINGS =
            List.of("自治区", "自治州", "自治县", "街道", "社区", "省", "市", "县", "区", "镇", "乡", "村");

    private static final Normaliser NORMALISER = Normaliser.BUILT_IN;

    private final Set<String> words;
    private final Map<String, Set<String>> synonyms;
    private final Set<String> traits;
    private final Set<String> places;
    private final Set<String> stopWords;
    /** Words of the general language that goods are called by here. */
    private final Set<String> spelt;

    private Dictionary(
            Set<String> words,
            Map<String, Set<String>> synonyms,
            Set<String> traits,
            Set<String> places,
            Set<String> stopWords,
            Set<String> spelt) {
        this.words = words;
        this.synonyms = synonyms;
        this.traits = traits;
        this.places = places;
        this.stopWords = stopWords;
        this.spelt = spelt;
    }

    public static Dictionary builtIn() {
        var words = new LinkedHashSet<String>();
        for (String line : Resource.lines("words.txt")) {
            addNames(words, List.of(line));
        }
        var synonyms = new LinkedHashMap<String, Set<String>>();
        for (String line : Resource.lines("synonyms.txt")) {
            addSynonyms(synonyms, line);
        }
        synonyms.forEach((word, others) -> {
            addNames(words, List.of(word));
            addNames(words, others);
        });
        var places = new LinkedHashSet<String>();
        for (String line : Resource.lines("places.txt")) {
            addNames(places, List.of(line));
        }
        words.addAll(places);
        var traits = new LinkedHashSet<>(places);
        for (String line : Resource.lines("traits.txt")) {
            traits.addAll(List.of(line.split(" +", -1)));
            addNames(words, List.of(line));
        }
        return new Dictionary(words, synonyms, traits, places, Set.of(), Set.of());
    }

    /** Adds names of categories, brands, product types and goods. What is not Chinese in a name, or too long, is left out. */
    public Dictionary withNames(Collection<String> names) {
        var more = new LinkedHashSet<>(words);
        addNames(more, names);
        return new Dictionary(more, synonyms, traits, places, stopWords, spelt);
    }

    /** Adds what goods may be like: values of attributes, in Chinese and English. None of it is a name of goods. */
    public Dictionary withTraits(Collection<String> values) {
        var more = new LinkedHashSet<>(traits);
        addNames(more, values);
        for (String value : values) {
            for (Piece piece : Pieces.of(NORMALISER.normalise(value))) {
                if (piece instanceof Piece.Word(var word)) {
                    more.add(English.singular(word));
                }
            }
        }
        return new Dictionary(words, synonyms, more, places, stopWords, spelt).withNames(values);
    }

    /** Adds what else words mean, and words that mean nothing. */
    public Dictionary withRules(Map<String, List<String>> meanings, Collection<String> meaningless) {
        var more = new LinkedHashMap<String, Set<String>>();
        synonyms.forEach((word, others) -> more.put(word, new LinkedHashSet<>(others)));
        meanings.forEach((word, others) -> link(more, NORMALISER.normalise(word), others));
        var known = new ArrayList<String>(meanings.keySet());
        meanings.values().forEach(known::addAll);
        known.addAll(meaningless);
        return new Dictionary(words, more, traits, places, Set.copyOf(meaningless), spelt).withNames(known);
    }

    /** Words of asking and of grammar, and those that the operator wants left out. */
    boolean isStopWord(String word) {
        return StopWords.contains(word) || stopWords.contains(word);
    }

    /** Adds place names, each also by its short form: 霍山县 is known as 霍山 too. */
    public Dictionary withPlaces(Collection<String> places) {
        var all = new ArrayList<String>();
        for (String place : places) {
            all.add(place);
            shortForm(place).ifPresent(all::add);
        }
        var known = new LinkedHashSet<>(this.places);
        addNames(known, all);
        var more = new LinkedHashSet<>(traits);
        more.addAll(known);
        return new Dictionary(words, synonyms, more, known, stopWords, spelt).withNames(all);
    }

    private static Optional<String> shortForm(String place) {
        var name = PLACE_ENDINGS.stream()
                .filter(ending -> place.endsWith(ending) && place.length() >= ending.length() + 2)
                .findFirst()
                .map(ending -> place.substring(0, place.length() - ending.length()));
        return name.map(whole -> {
            var bare = PEOPLES.matcher(whole).replaceFirst("");
            return bare.length() > 1 ? bare : whole;
        });
    }

    /**
     * Learns what merchants call their goods.
     *
     * @param keywords by themselves; those that no dictionary knows become words
     * @param endings of titles: known words, which a mistyped one may be meant for
     */
    public Dictionary withCatalogue(Collection<String> keywords, Collection<String> endings) {
        var known = segmenter();
        var unknown = keywords.stream()
                .map(NORMALISER::normalise)
                .filter(Dictionary::mayBeWord)
                .filter(word -> known.segment(word).stream().anyMatch(part -> part.end() - part.start() == 1))
                .toList();
        var more = new LinkedHashSet<>(spelt);
        Stream.concat(keywords.stream(), endings.stream())
                .map(NORMALISER::normalise)
                .filter(Dictionary::mayBeWord)
                .forEach(more::add);
        return new Dictionary(words, synonyms, traits, places, stopWords, more).withNames(unknown);
    }

    private static boolean mayBeWord(String text) {
        return text.length() > 1
                && text.length() <= LONGEST_KEYWORD
                && text.chars().allMatch(c -> Han.is((char) c));
    }

    /** Learns the brands and nouns that titles use again and again although no dictionary knows them. */
    public Dictionary withTitles(Collection<String> titles) {
        var learnt = new TitleWords(segmenter());
        titles.forEach(title -> learnt.read(NORMALISER.normalise(title)));
        return withNames(learnt.words());
    }

    /** What else a word may be called, without the word itself. */
    Collection<String> synonyms(String word) {
        return synonyms.getOrDefault(word, Set.of());
    }

    /** Whether a word says which of the goods are meant, and not what goods. */
    boolean isTrait(String word) {
        return traits.contains(word) || Measures.isMeasure(word);
    }

    /** What the words of the trade may have been mistyped as. */
    Misspellings misspellings() {
        var all = new LinkedHashSet<>(words);
        all.addAll(spelt);
        return Misspellings.of(all);
    }

    /** Whether a compound is no name of its own (as 六安瓜片 is) but its first word says which of what the rest names. */
    boolean isTraitOfRest(String compound, String first) {
        return traits.contains(first)
                && !traits.contains(compound)
                && !synonyms.containsKey(compound)
                && !(places.contains(first) && words.contains(compound));
    }

    /** Whether a word is one of the trade's own, whatever the general language takes it for. */
    boolean isOfTheTrade(String word) {
        return words.contains(word);
    }

    Segmenter segmenter() {
        return new Segmenter(Words.of(words));
    }

    private static void addNames(Set<String> words, Collection<String> names) {
        for (String name : names) {
            for (Piece piece : Pieces.of(NORMALISER.normalise(name))) {
                if (piece instanceof Piece.Chinese(var text) && text.length() > 1 && text.length() <= LONGEST_NAME) {
                    words.add(text);
                }
            }
        }
    }

    private static void addSynonyms(Map<String, Set<String>> synonyms, String line) {
        int oneWay = line.indexOf('>');
        if (oneWay >= 0) {
            var from = NORMALISER.normalise(line.substring(0, oneWay));
            var to = line.substring(oneWay + 1).strip().split(" +", -1);
            link(synonyms, from, List.of(to));
            return;
        }
        var alike = List.of(line.split(" *= *", -1));
        alike.forEach(word -> link(synonyms, NORMALISER.normalise(word), alike));
    }

    private static void link(Map<String, Set<String>> synonyms, String word, List<String> others) {
        var known = synonyms.computeIfAbsent(word, _ -> new LinkedHashSet<>());
        others.stream()
                .map(NORMALISER::normalise)
                .filter(other -> !other.equals(word))
                .forEach(known::add);
    }
}
