package market.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

final class TextAnalysisProperties {
    private static final TextAnalysis ANALYSIS = TextAnalysis.of(Dictionary.builtIn());

    @Property
    void no_string_is_refused_and_no_token_holds_a_space(@ForAll String text) {
        tokensAreWhole(text);
    }

    @Property
    void no_title_is_refused_and_no_token_holds_a_space(@ForAll("titles") String text) {
        tokensAreWhole(text);
    }

    @Property(tries = 5000)
    void normalising_twice_is_normalising_once(@ForAll String text) {
        assertThat(ANALYSIS.normalise(ANALYSIS.normalise(text))).isEqualTo(ANALYSIS.normalise(text));
    }

    @Property
    void a_text_matches_itself(@ForAll("titles") String text) {
        var query = ANALYSIS.query(text);
        var document = ANALYSIS.document(text);

        assertThat(Matching.matches(document, query)).isTrue();
        assertThat(document.bigrams()).containsAll(query.bigrams());
        assertThat(document.codes()).containsAll(query.codes());
    }

    @Property
    void any_string_matches_itself(@ForAll String text) {
        assertThat(Matching.matches(ANALYSIS.document(text), ANALYSIS.query(text)))
                .isTrue();
    }

    @Property
    void a_title_is_found_by_the_spelling_of_each_of_its_words(@ForAll("titles") String text) {
        var document = ANALYSIS.document(text);

        for (String spelling : document.pinyin()) {
            assertThat(Matching.matches(document, ANALYSIS.query(spelling))).isTrue();
        }
    }

    @Provide
    Arbitrary<String> titles() {
        var parts = Arbitraries.of(
                "六安瓜片",
                "霍山",
                "黄芽",
                "铁皮石斛",
                "童车",
                "羽绒服",
                "半斤",
                "两盒",
                "250g",
                "0.5",
                "kg",
                "500克",
                "%",
                "LAGP-250-T1",
                "6901234567892",
                "stroller",
                "boxes",
                "Lu'an",
                "礼盒",
                "，",
                " ",
                "-",
                ".",
                "'",
                "*",
                "鐵",
                "𠮷",
                "é",
                "ｋｇ",
                "斤",
                "一",
                "两");
        Arbitrary<String> anyHan = Arbitraries.chars().range('\u4e00', '\u9fff').map(String::valueOf);
        return Arbitraries.frequencyOf(Tuple.of(4, parts), Tuple.of(1, anyHan))
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }

    private static void tokensAreWhole(String text) {
        var document = ANALYSIS.document(text);
        ANALYSIS.query(text);

        assertThat(Stream.of(
                                document.words(),
                                document.bigrams(),
                                document.pinyin(),
                                document.initials(),
                                document.latin(),
                                document.codes())
                        .flatMap(List::stream))
                .noneMatch(String::isBlank)
                .noneMatch(token -> token.chars().anyMatch(Character::isWhitespace));
    }
}
