package market.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The data that ships with the engine, and what is added to it. */
final class DictionaryTest {
    private static final List<String> WORDS = Stream.of("words.txt", "places.txt")
            .flatMap(file -> Resource.lines(file).stream())
            .flatMap(line -> Arrays.stream(line.split(" +", -1)))
            .toList();

    @Test
    void the_words_are_written_in_their_normal_form() {
        assertThat(WORDS).hasSizeGreaterThan(900);
        assertThat(WORDS)
                .allSatisfy(
                        word -> assertThat(Normaliser.BUILT_IN.normalise(word)).isEqualTo(word));
    }

    @Test
    void each_word_is_found_by_itself_and_by_its_spelling() {
        var analysis = TextAnalysis.of(Dictionary.builtIn());

        assertThat(WORDS).allSatisfy(word -> {
            var document = analysis.document(word);
            assertThat(document.words()).contains(word);
            assertThat(document.pinyin()).containsAll(Spelling.of(word).whole(0, word.length()));
            assertThat(Spelling.of(word).whole(0, word.length())).isNotEmpty();
        });
    }

    @Test
    void kinds_of_one_thing_are_no_synonyms() {
        var dictionary = Dictionary.builtIn();

        assertThat(dictionary.synonyms("石斛")).isEmpty();
        assertThat(dictionary.synonyms("铁皮石斛")).isEmpty();
        assertThat(dictionary.synonyms("霍山石斛")).doesNotContain("石斛", "铁皮石斛");
    }

    @Test
    void equal_words_mean_one_another() {
        var dictionary = Dictionary.builtIn();

        assertThat(dictionary.synonyms("童车")).contains("婴儿推车", "手推车", "婴儿车", "stroller");
        assertThat(dictionary.synonyms("婴儿车")).contains("童车", "婴儿推车", "手推车");
        assertThat(dictionary.synonyms("羽绒衣")).contains("羽绒服");
    }

    @Test
    void a_whole_title_is_not_taken_for_one_word() {
        var analysis = TextAnalysis.of(Dictionary.builtIn().withNames(List.of("正宗六安瓜片特级礼盒装")));

        assertThat(analysis.query("正宗六安瓜片特级礼盒装").words()).hasSize(4);
    }
}
