package market.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A title on the left, a query that a shopper types for it on the right. */
final class FindingGoodsTest {
    private static final TextAnalysis ANALYSIS = TextAnalysis.of(Dictionary.builtIn());

    @ParameterizedTest
    @CsvSource({
        "六安瓜片 特级 250g 礼盒装, 六安瓜片",
        "六安瓜片 特级 250g 礼盒装, 瓜片",
        "六安瓜片 特级 250g 礼盒装, 半斤瓜片礼盒",
        "六安瓜片 特级 250g 礼盒装, liuan guapian",
        "六安瓜片 特级 250g 礼盒装, luan guapian",
        "六安瓜片 特级 250g 礼盒装, liuanguapian",
        "六安瓜片 特级 250g 礼盒装, luanguapian",
        "六安瓜片 特级 250g 礼盒装, liu an gua pian",
        "六安瓜片 特级 250g 礼盒装, Lu'an Guapian",
        "六安瓜片 特级 250g 礼盒装, guapianliuan",
        "六安瓜片 特级 250g 礼盒装, lagp",
        "六安瓜片 特级 250g 礼盒装, gp",
        "六安瓜片 特级 250g 礼盒装, 六安刮片",
        "六安瓜片 特级 250g 礼盒装, liuan瓜片",
        "六安瓜片 特级 250g 礼盒装, 我想买瓜片",
        "正宗六安瓜片手工茶500克装, lagp",
        "正宗六安瓜片手工茶500克装, 一斤瓜片",
        "2026新茶霍山黄芽雨前茶, huangya",
        "2026新茶霍山黄芽雨前茶, 霍山黃芽",
        "2026新茶霍山黄芽雨前茶, hshy",
        "舒城童车 高景观婴儿推车 可坐可躺, 童车",
        "舒城童车 高景观婴儿推车 可坐可躺, strollers",
        "轻便婴儿车, 手推车",
        "轻便婴儿车, 推车",
        "90%白鹅绒羽绒服中长款 红色 L, 羽绒衣",
        "90%白鹅绒羽绒服中长款 红色 L, 鹅绒 90%",
        "霍山铁皮石斛枫斗, 石斛",
        "重庆黔江猕猴桃 5斤, chongqing mihoutao",
        "重庆黔江猕猴桃 5斤, 奇异果 2.5kg",
        "绿茶, lvcha",
        "绿茶, lucha",
        "银行卡套, yinhang",
        "重庆火锅, chongqing",
        "民族乐器, yueqi",
        "羽绒服 2XL, 2xl",
        "真丝四件套, 4件套",
        "Wicker baskets 霍邱柳编, basket",
        "金寨绿茶 500g, green tea",
        "Crème brûlée tea, creme brulee",
        "Ｌｕａｎ　ＴＥＡ, luan tea",
    })
    void a_title_is_found_by(String title, String query) {
        assertThat(found(title, query)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "霍山石斛 鲜条, 铁皮石斛",
        "六安羽绒服, 瓜片",
        "金寨翠眉 绿茶, 六安瓜片",
        "瓜片 500g, 瓜片 250g",
        "银行卡套, yinxing",
        "重庆火锅, zhongqing",
        "乐器, yuepu",
    })
    void a_title_is_not_found_by(String title, String query) {
        assertThat(found(title, query)).isFalse();
    }

    @Test
    void the_narrow_word_does_not_stand_in_for_the_wide_one() {
        assertThat(ANALYSIS.query("瓜片").words().getFirst().anyOf()).containsExactly("瓜片", "六安瓜片");
        assertThat(ANALYSIS.query("六安瓜片").words().getFirst().anyOf()).containsExactly("六安瓜片", "六安片茶");
    }

    @Test
    void what_holds_a_character_without_a_reading_sounds_like_nothing() {
        var query = "円㐀璖龟";

        assertThat(words(ANALYSIS, query)).containsExactly("円", "㐀", "璖", "龟");
        assertThat(Matching.matches(ANALYSIS.document(query), ANALYSIS.query(query)))
                .isTrue();
    }

    @Test
    void names_of_the_catalogue_become_words() {
        var query = "绿谷源毛尖";
        assertThat(words(ANALYSIS, query)).doesNotContain("绿谷源");

        var taught = TextAnalysis.of(Dictionary.builtIn().withNames(List.of("绿谷源")));

        assertThat(words(taught, query)).containsExactly("绿谷源", "毛尖");
    }

    @Test
    void many_threads_read_one_analysis() throws Exception {
        var title = "六安瓜片 特级 250g 礼盒装";
        var expected = ANALYSIS.document(title);

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<DocumentTokens> reading = () -> ANALYSIS.document(title);
            for (var outcome : executor.invokeAll(Collections.nCopies(200, reading))) {
                assertThat(outcome.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void words_that_several_titles_share_are_learnt() {
        var titles = List.of("绿谷源六安瓜片", "绿谷源霍山黄芽 特级", "礼盒 绿谷源", "皖岭茶 特级");

        var taught = TextAnalysis.of(Dictionary.builtIn().withTitles(titles));

        assertThat(words(taught, "绿谷源毛尖")).containsExactly("绿谷源", "毛尖");
        assertThat(words(taught, "皖岭毛尖")).containsExactly("皖", "岭", "毛尖");
    }

    @Test
    void places_are_known_by_their_short_form() {
        var analysis = TextAnalysis.of(Dictionary.builtIn().withPlaces(List.of("溧洼镇")));

        assertThat(words(analysis, "溧洼大米")).containsExactly("溧洼", "大米");
        assertThat(words(analysis, "溧洼镇大米")).containsExactly("溧洼镇", "大米");
    }

    private static boolean found(String title, String query) {
        return Matching.matches(ANALYSIS.document(title), ANALYSIS.query(query));
    }

    private static List<String> words(TextAnalysis analysis, String query) {
        return analysis.query(query).words().stream()
                .map(QueryTokens.WordGroup::word)
                .toList();
    }
}
