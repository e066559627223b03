package market.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import market.kernel.Language;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Which language a browser's wishes end in. */
class LanguagesTest {

    @Example
    void nothing_said_is_chinese() {
        assertThat(Languages.negotiate(null)).isEqualTo(Language.ZH_CN);
        assertThat(Languages.negotiate("")).isEqualTo(Language.ZH_CN);
        assertThat(Languages.negotiate(" ")).isEqualTo(Language.ZH_CN);
        assertThat(Languages.negotiate("*")).isEqualTo(Language.ZH_CN);
    }

    @Example
    void every_chinese_is_chinese_and_every_english_is_english() {
        for (var chinese : new String[] {"zh", "zh-CN", "zh-cn", "zh-Hans", "zh-Hant-HK", "zh-TW;q=0.1"}) {
            assertThat(Languages.negotiate(chinese)).as(chinese).isEqualTo(Language.ZH_CN);
        }
        for (var english : new String[] {"en", "EN", "en-GB", "en-US;q=0.1", "en-Latn-US"}) {
            assertThat(Languages.negotiate(english)).as(english).isEqualTo(Language.EN);
        }
    }

    @Example
    void the_heavier_wish_wins_whatever_the_order() {
        assertThat(Languages.negotiate("zh;q=0.5, en;q=0.9")).isEqualTo(Language.EN);
        assertThat(Languages.negotiate("en;q=0.5, zh-TW;q=0.9")).isEqualTo(Language.ZH_CN);
        assertThat(Languages.negotiate("en, zh")).isEqualTo(Language.EN);
        assertThat(Languages.negotiate("en-US,en;q=0.9,zh-CN;q=0.8")).isEqualTo(Language.EN);
        assertThat(Languages.negotiate("zh-CN,zh;q=0.9,en;q=0.8")).isEqualTo(Language.ZH_CN);
    }

    @Example
    void languages_that_are_not_spoken_are_passed_over() {
        assertThat(Languages.negotiate("fr")).isEqualTo(Language.ZH_CN);
        assertThat(Languages.negotiate("fr, de;q=0.9, en;q=0.1")).isEqualTo(Language.EN);
        assertThat(Languages.negotiate("fr, zh;q=0.1, en;q=0.05")).isEqualTo(Language.ZH_CN);
        assertThat(Languages.negotiate("zha, en;q=0.5"))
                .as("Zhuang is not Chinese")
                .isEqualTo(Language.EN);
    }

    @Example
    void a_weight_of_zero_is_a_no() {
        assertThat(Languages.negotiate("en;q=0")).isEqualTo(Language.ZH_CN);
        assertThat(Languages.negotiate("en;q=0, zh;q=0.1")).isEqualTo(Language.ZH_CN);
        assertThat(Languages.negotiate("zh;q=0, en;q=0.1")).isEqualTo(Language.EN);
    }

    @Property
    void no_header_breaks_a_request(@ForAll String header) {
        assertThat(Languages.negotiate(header)).isNotNull();
    }
}
