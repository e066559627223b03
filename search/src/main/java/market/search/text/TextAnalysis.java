package market.search.text;

import java.util.List;
import java.util.Optional;

/**
 * Analyses texts for the index and queries for the search, by the same rules. Immutable and safe for any number of
 * threads. The first one built loads the general dictionaries, within a second; each further one takes some tens of
 * milliseconds, so when names are added to the dictionary, build another and swap it in.
 */
public final class TextAnalysis {
    private final Dictionary dictionary;
    private final Segmenter segmenter;
    private final Misspellings misspellings;

    private TextAnalysis(Dictionary dictionary) {
        this.dictionary = dictionary;
        this.segmenter = dictionary.segmenter();
        this.misspellings = dictionary.misspellings();
    }

    public static TextAnalysis of(Dictionary dictionary) {
        Thesaurus.load();
        return new TextAnalysis(dictionary);
    }

    /** The form in which texts are compared; normalising it again changes nothing. */
    public String normalise(String text) {
        return Normaliser.BUILT_IN.normalise(text);
    }

    public DocumentTokens document(String text) {
        return new DocumentReader(segmenter).read(normalise(text));
    }

    public QueryTokens query(String text) {
        return new QueryReader(segmenter, dictionary, misspellings).read(normalise(text));
    }

    /** The word of an English name that says what the goods are. */
    public Optional<String> englishHead(String name) {
        return English.head(name);
    }

    /** Where the words of a query stand in a text as it is shown. */
    public List<Mark> marks(QueryTokens query, String text) {
        return new Marker(text).of(query);
    }

    /**
     * All that a shopper may begin to type who has this name in mind: from each of its words on, in characters, in pinyin
     * and in initials, without spaces.
     */
    public List<String> beginnings(String name) {
        return new Beginnings(segmenter).of(normalise(name));
    }
}
