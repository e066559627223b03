package market.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;

/** What each scalar takes and gives, written in the document and carried as a variable alike. */
class ScalarsTest {

    private static final BookWorld WORLD = new BookWorld();

    @Example
    void decimals_are_exact() {
        accepts("Decimal", "12.50", new BigDecimal("12.50"));
        accepts("Decimal", "0", new BigDecimal("0"));
        accepts("Decimal", "-0.000001", new BigDecimal("-0.000001"));
        accepts("Decimal", "999999999999999999", new BigDecimal("999999999999999999"));
        accepts("Decimal", "-123456789012.345678", new BigDecimal("-123456789012.345678"));
    }

    @Example
    void decimals_beyond_eighteen_digits_or_six_decimals_are_refused() {
        refuses("Decimal", "1000000000000000000");
        refuses("Decimal", "1234567890123.123456");
        refuses("Decimal", "0.0000001");
        refuses("Decimal", "0".repeat(10_000) + "1");
    }

    @Example
    void decimals_have_no_exponent() {
        refuses("Decimal", "1e3");
        refuses("Decimal", "1E-3");
        refuses("Decimal", "10.5e1");
        refuses("Decimal", "1e999999999");
        refuses("Decimal", "1e-999999999");
        refuses("Decimal", "1e99999999999999");
    }

    @Example
    void other_writings_of_numbers_are_refused() {
        for (var text : List.of(
                "",
                " ",
                "1 ",
                " 1",
                "+1",
                ".5",
                "5.",
                "1,5",
                "1_000",
                "0x10",
                "NaN",
                "Infinity",
                "1.2.3",
                "--1",
                "１２",
                "١٢",
                "12f")) {
            refuses("Decimal", text);
        }
        refusesLiteral("Decimal", "12.5");
        refusesLiteral("Decimal", "12");
        refusesLiteral("Decimal", "true");
        refusesLiteral("Decimal", "{}");
        refusesVariable("Decimal", 12.5);
        refusesVariable("Decimal", 12);
        refusesVariable("Decimal", true);
        refusesVariable("Decimal", List.of("12"));
        refusesVariable("Decimal", Map.of("a", "12"));
    }

    @Example
    void instants_need_an_offset_and_are_kept_in_utc() {
        accepts("DateTime", "2026-11-22T08:30:00Z", Instant.parse("2026-11-22T08:30:00Z"));
        accepts("DateTime", "2026-11-22t08:30:00z", Instant.parse("2026-11-22T08:30:00Z"));
        accepts("DateTime", "2026-11-22T08:30:00.123456+08:00", Instant.parse("2026-11-22T00:30:00.123456Z"));
        accepts("DateTime", "2024-02-29T23:59:59-12:00", Instant.parse("2024-03-01T11:59:59Z"));
        accepts("DateTime", "9999-12-31T23:59:59Z", Instant.parse("9999-12-31T23:59:59Z"));
    }

    @Example
    void instants_without_an_offset_or_of_no_calendar_are_refused() {
        for (var text : List.of(
                "",
                "2026-11-22",
                "2026-11-22T08:30:00",
                "2026-11-22T08:30Z",
                "2026-11-22T08:30:00+0800",
                "2026-11-22T08:30:00+08",
                "2026-11-22T08:30:00+08:00:30",
                "2026-11-22T08:30:00+19:00",
                "2026-11-22T24:00:00Z",
                "2026-11-22T08:30:60Z",
                "2026-02-29T08:30:00Z",
                "2026-13-01T08:30:00Z",
                "26-11-22T08:30:00Z",
                "+12026-11-22T08:30:00Z",
                "-0001-11-22T08:30:00Z",
                "+999999999-12-31T23:59:59-18:00",
                "9999-12-31T23:59:59-18:00",
                "0000-01-01T00:00:00Z",
                "2026-11-22T08:30:00.1234567890Z",
                "1763800000")) {
            refuses("DateTime", text);
        }
        refusesVariable("DateTime", 1_763_800_000L);
        refusesLiteral("DateTime", "1763800000");
    }

    @Example
    void days_are_of_the_calendar() {
        accepts("Date", "2026-04-11", LocalDate.of(2026, 4, 11));
        accepts("Date", "2024-02-29", LocalDate.of(2024, 2, 29));
        accepts("Date", "0001-01-01", LocalDate.of(1, 1, 1));
        accepts("Date", "9999-12-31", LocalDate.of(9999, 12, 31));
        for (var text : List.of(
                "",
                "2026-02-29",
                "2026-4-11",
                "2026-04-31",
                "20260411",
                "2026-04-11T00:00:00Z",
                "+12026-04-11",
                "-2026-04-11",
                "0000-01-01",
                "26-04-11",
                "2026-00-10",
                "明天")) {
            refuses("Date", text);
        }
    }

    @Example
    void urls_are_absolute() {
        accepts("URL", "https://shop.example/a?b=c#d", "https://shop.example/a?b=c#d");
        for (var text : List.of(
                "",
                "/images/tea.jpg",
                "//shop.example/",
                "shop.example",
                "https:",
                "https://",
                "https:///a",
                "javascript:alert(1)",
                "data:text/html,x",
                "mailto:a@shop.example",
                "https://a b/",
                "https://[::1")) {
            refuses("URL", text);
        }
    }

    @Example
    void currencies_are_of_iso_4217() {
        accepts("CurrencyCode", "CNY", "CNY");
        accepts("CurrencyCode", "JPY", "JPY");
        for (var text : List.of("", "cny", "RMB", "CN", "CNYY", "人民币", "156")) {
            refuses("CurrencyCode", text);
        }
    }

    @Example
    void language_tags_are_of_bcp_47_and_written_one_way() {
        accepts("LanguageTag", "zh-CN", "zh-CN");
        accepts("LanguageTag", "ZH-cn", "zh-CN");
        accepts("LanguageTag", "en", "en");
        accepts("LanguageTag", "zh-hans-cn", "zh-Hans-CN");
        for (var text : List.of("", "zh_CN", "-", "z", "中文", "en-", "en--US")) {
            refuses("LanguageTag", text);
        }
    }

    @Property(tries = 300)
    void every_decimal_within_the_limits_survives(
            @ForAll @BigRange(min = "-999999999999999999", max = "999999999999999999") BigInteger digits,
            @ForAll @IntRange(min = 0, max = 6) int scale) {
        var decimal = new BigDecimal(digits, scale);

        accepts("Decimal", decimal.toPlainString(), decimal);
    }

    @Property(tries = 300)
    void no_text_breaks_a_scalar(@ForAll String text) {
        // U+0000 is refused before any scalar sees it.
        Assume.that(text.indexOf('\0') < 0);
        for (var scalar : ARGUMENTS.keySet()) {
            var answer = WORLD.run(query(scalar), variable(text));

            assertThat(answer.toString()).doesNotContain("INTERNAL");
        }
    }

    private static final Map<String, String> ARGUMENTS = Map.of(
            "Decimal", "decimal",
            "DateTime", "dateTime",
            "Date", "date",
            "URL", "url",
            "CurrencyCode", "currency",
            "LanguageTag", "language");

    private static String query(String scalar) {
        return "query($v: " + scalar + ") { echo(" + ARGUMENTS.get(scalar) + ": $v) }";
    }

    private static Map<String, Object> variable(Object value) {
        var variables = new HashMap<String, Object>();
        variables.put("v", value);
        return variables;
    }

    private static Map<String, Object> literally(String scalar, String literal) {
        return WORLD.run("{ echo(" + ARGUMENTS.get(scalar) + ": " + literal + ") }");
    }

    private static void accepts(String scalar, String text, Object value) {
        WORLD.heard.clear();

        var asVariable = WORLD.run(query(scalar), variable(text));
        var asLiteral = literally(scalar, '"' + text + '"');

        assertThat(List.of(asVariable, asLiteral)).as(text).containsOnly(Map.of("data", Map.of("echo", "heard")));
        assertThat(WORLD.heard).as(text).containsExactly(value, value);
    }

    private static void refuses(String scalar, String text) {
        refusesVariable(scalar, text);
        refusesLiteral(scalar, '"' + text + '"');
    }

    private static void refusesVariable(String scalar, Object value) {
        refused(WORLD.run(query(scalar), variable(value)), value);
    }

    private static void refusesLiteral(String scalar, String literal) {
        refused(literally(scalar, literal), literal);
    }

    private static void refused(Map<String, Object> answer, Object value) {
        assertThat(answer).as("%s", value).containsOnlyKeys("errors");
        assertThat(BookWorld.extension(answer, "code")).as("%s", value).isEqualTo("GRAPHQL_VALIDATION_FAILED");
        assertThat(answer.toString()).as("%s", value).doesNotContain("java.", "Exception");
    }
}
