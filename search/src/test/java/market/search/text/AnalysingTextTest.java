package market.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import market.search.text.QueryTokens.Kind;
import market.search.text.QueryTokens.LatinTerm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnalysingTextTest {
    private static final TextAnalysis ANALYSIS = TextAnalysis.of(Dictionary.builtIn());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ＡＢＣ１２３|abc123",
                "霍山黃芽、鐵皮石斛|霍山黄芽 铁皮石斛",
                "Café  Crème|cafe creme",
                "「明前」【特级】|明前 特级",
                "250 Ｇ×２盒|250 g*2盒",
                "L’an — Tea|l'an - tea",
                "㎏ ①|kg 1",
            })
    void text_is_normalised(String text, String normal) {
        assertThat(ANALYSIS.normalise(text)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "250g, 250g",
        "250克, 250g",
        "250 G, 250g",
        "0.25kg, 250g",
        "半斤, 250g",
        "二百五十克, 250g",
        "500克, 500g",
        "一斤, 500g",
        "1斤, 500g",
        "0.5公斤, 500g",
        "一斤半, 750g",
        "二两, 100g",
        "十二两, 600g",
        "62.5g, 62.5g",
        "3.5毫克, 0.0035g",
        "500ml, 500ml",
        "0.5L, 500ml",
        "1.5米, 1500mm",
        "2盒, 2盒",
        "两盒, 2盒",
        "十二袋, 12袋",
        "6个月, 6个月",
        "90%, 90%",
    })
    void measures_are_written_one_way(String written, String token) {
        assertThat(ANALYSIS.document(written).words()).containsExactly(token);
        assertThat(ANALYSIS.query(written).words()).hasSize(1);
        assertThat(ANALYSIS.query(written).words().getFirst().anyOf()).containsExactly(token);
        assertThat(ANALYSIS.query(written).latin()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "六安瓜片, 六安瓜片",
        "霍山黄芽明前特级礼盒, 霍山黄芽 明前 特级 礼盒",
        "皖西白鹅绒羽绒服, 皖西 白鹅绒 羽绒服",
        "舒城县童车产业, 舒城县 童车 产业",
        "三个农民, 三个农民",
        "漫水河 百合干, 漫水河 百合干",
        "叶集麻油两瓶, 叶集麻油 2瓶",
    })
    void chinese_is_cut_into_words(String text, String words) {
        var groups = ANALYSIS.query(text).words();

        assertThat(groups.stream().map(QueryTokens.WordGroup::word)).containsExactly(words.split(" "));
    }

    @Test
    void a_title_is_indexed_in_every_way_it_may_be_asked_for() {
        var tokens = ANALYSIS.document("六安瓜片 LAGP-250-T1");

        assertThat(tokens)
                .isEqualTo(new DocumentTokens(
                        List.of("六安瓜片", "六安", "瓜片"),
                        List.of("六安瓜片", "瓜片", "片"),
                        List.of("六", "六安", "安", "安瓜", "瓜", "瓜片", "片"),
                        List.of(
                                "lu",
                                "liu",
                                "an",
                                "gua",
                                "pian",
                                "luanguapian",
                                "liuanguapian",
                                "luan",
                                "liuan",
                                "guapian"),
                        List.of("lagp", "la", "gp"),
                        List.of("lu an gua pian", "liu an gua pian"),
                        List.of("lagp", "250", "t1"),
                        List.of("lagp-250-t1", "lagp250t1")));
    }

    @Test
    void a_latin_query_is_read_as_pinyin_where_it_can_be() {
        var query = ANALYSIS.query("xian guapan lagp");

        assertThat(query.kind()).isEqualTo(Kind.LATIN);
        assertThat(query.latin())
                .containsExactly(
                        new LatinTerm(
                                "xian",
                                "xian",
                                List.of(List.of("xian"), List.of("xi", "an")),
                                false,
                                List.of(),
                                List.of(),
                                false),
                        new LatinTerm(
                                "guapan",
                                "guapan",
                                List.of(List.of("gua", "pan"), List.of("gu", "a", "pan")),
                                false,
                                List.of(),
                                List.of(),
                                false),
                        new LatinTerm("lagp", "lagp", List.of(), true, List.of(), List.of(), false));
        assertThat(query.pinyin()).containsExactly("xianguapanlagp");
    }

    @ParameterizedTest
    @CsvSource({
        "六安瓜片, CHINESE",
        "六安瓜片250g, CHINESE",
        "250克, CHINESE",
        "250g, LATIN",
        "liuan guapian, LATIN",
        "liuan瓜片, MIXED",
        "T恤, MIXED",
        "LAGP-250-T1, CODE",
        "6901234567892, CODE",
        "PC20260405-01, CODE",
        "2026, LATIN",
        "!?, LATIN",
    })
    void the_kind_of_a_query_is_told(String query, Kind kind) {
        assertThat(ANALYSIS.query(query).kind()).isEqualTo(kind);
    }

    @Test
    void a_code_is_found_with_and_without_its_hyphens() {
        var article = ANALYSIS.document("LAGP-250-T1 六安瓜片");

        assertThat(article.codes()).containsAll(ANALYSIS.query("lagp250t1").codes());
        assertThat(article.codes()).containsAll(ANALYSIS.query("LAGP-250-T1").codes());
    }

    @ParameterizedTest
    @CsvSource({
        "strollers, stroller",
        "boxes, box",
        "glasses, glass",
        "brushes, brush",
        "berries, berry",
        "tea, tea",
        "glass, glass",
        "gas, gas",
    })
    void english_plurals_are_folded(String word, String singular) {
        assertThat(ANALYSIS.document(word).latin()).containsExactly(singular);
    }

    @Test
    void words_of_asking_are_dropped_unless_there_is_nothing_else() {
        assertThat(ANALYSIS.query("我想买童车").words()).hasSize(1);
        assertThat(ANALYSIS.query("我想买童车").bigrams()).containsExactly("童车");
        assertThat(ANALYSIS.query("推荐").words()).hasSize(1);
    }

    @Test
    void a_query_of_nothing_is_empty() {
        assertThat(ANALYSIS.query(" 。！ ").isEmpty()).isTrue();
        assertThat(ANALYSIS.query("").isEmpty()).isTrue();
    }
}
