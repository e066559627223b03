package market.catalog;

import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.jspecify.annotations.Nullable;

/** Which texts each kind of attribute takes, and how they are kept. */
class AttributeRulesTest {

    private static final List<AttributeChoice> CHOICES =
            List.of(new AttributeChoice("TEJI", text("特级")), new AttributeChoice("YIJI", text("一级")));

    private static final ProductType TEA = new ProductType(
            "tea",
            text("茶叶"),
            "tea",
            List.of(
                    of("note", AttributeKind.TEXT, AttributeLevel.PRODUCT, false),
                    of("leaves", AttributeKind.WHOLE, AttributeLevel.PRODUCT, false),
                    of("ph", AttributeKind.DECIMAL, AttributeLevel.PRODUCT, false),
                    number("altitude", AttributeKind.MEASURE, "MTR", "100", "3000"),
                    number("steps", AttributeKind.WHOLE, null, null, "7"),
                    number("age", AttributeKind.DECIMAL, null, "0.5", null),
                    of("grade", AttributeKind.CHOICE, AttributeLevel.PRODUCT, false),
                    of("aroma", AttributeKind.MULTI_CHOICE, AttributeLevel.PRODUCT, false),
                    of("picked", AttributeKind.DATE, AttributeLevel.PRODUCT, false),
                    of("organic", AttributeKind.BOOLEAN, AttributeLevel.PRODUCT, false),
                    of("weight", AttributeKind.MEASURE, AttributeLevel.VARIANT, true)));

    @Example
    void texts_have_one_to_five_hundred_characters() {
        accepts("note", "高山茶", "高山茶");
        accepts("note", "x".repeat(500), "x".repeat(500));
        refuses("note", "", " \t", "x".repeat(501));
    }

    @Example
    void texts_have_no_characters_that_cannot_be_kept_or_seen() {
        refuses("note", "a\u0000b", "\u0007", "a\u001fb", "a\ud800b");
        accepts("note", "第一行\n第二行", "第一行\n第二行");
    }

    @Example
    void whole_numbers_have_no_fraction() {
        accepts("leaves", "3", "3");
        accepts("leaves", "-3", "-3");
        accepts("leaves", "003", "3");
        accepts("leaves", "3.000000", "3");
        accepts("leaves", "1000", "1000");
        accepts("leaves", "999999999999999999", "999999999999999999");
        refuses("leaves", "", "3.5", "1e3", "+3", " 3", "3 ", "three", "三", "３", "1000000000000000000", "0x3", "1,000");
    }

    @Example
    void numbers_are_kept_without_needless_zeros() {
        accepts("ph", "6.50", "6.5");
        accepts("ph", "100", "100");
        accepts("ph", "-0.000001", "-0.000001");
        accepts("ph", "0.000", "0");
        accepts("ph", "-0", "0");
        refuses("ph", "", ".5", "5.", "6,5", "1e-3", "1e999999999", "NaN", "6.0000001", "--6", "6.5.0");
    }

    @Example
    void ranges_hold_at_both_ends() {
        accepts("altitude", "100", "100");
        accepts("altitude", "3000.000", "3000");
        refuses("altitude", "99.999999", "3000.000001", "-100");
        accepts("steps", "7", "7");
        accepts("steps", "-999999999999999999", "-999999999999999999");
        refuses("steps", "8");
        accepts("age", "0.5", "0.5");
        refuses("age", "0.499999");
    }

    @Example
    void choices_are_of_the_list() {
        accepts("grade", "TEJI", "TEJI");
        refuses("grade", "", "teji", "特级", "TEJI ", "TEJI|YIJI");
        accepts("aroma", "TEJI|YIJI", "TEJI", "YIJI");
        accepts("aroma", "YIJI|TEJI", "YIJI", "TEJI");
        accepts("aroma", "YIJI|YIJI", "YIJI");
        refuses("aroma", "", "|", "TEJI|", "|TEJI", "TEJI||YIJI", "TEJI, YIJI", "TEJI|OTHER");
    }

    @Example
    void days_are_of_the_calendar() {
        accepts("picked", "2026-04-11", "2026-04-11");
        accepts("picked", "2024-02-29", "2024-02-29");
        refuses(
                "picked",
                "",
                "2026-02-29",
                "2026-4-11",
                "11.04.2026",
                "2026-04-11T00:00",
                "+12026-04-11",
                "-2026-04-11");
    }

    @Example
    void truth_is_true_or_false() {
        accepts("organic", "true", "true");
        accepts("organic", "false", "false");
        refuses("organic", "", "TRUE", "yes", "1", "是");
    }

    @Example
    void unknown_attributes_and_those_of_the_other_level_are_told() {
        assertThat(check(null, Map.of("colour", "green")))
                .containsExactly(new AttributeFault(
                        null,
                        "attributes.colour",
                        "the type tea has no such attribute for a product",
                        "品类 tea 的商品没有这个属性"));
        assertThat(check(null, Map.of("weight", "250")))
                .containsExactly(new AttributeFault(
                        null,
                        "attributes.weight",
                        "the type tea has no such attribute for a product",
                        "品类 tea 的商品没有这个属性"));
        assertThat(check("tea-250", Map.of("grade", "TEJI", "weight", "250")))
                .containsExactly(new AttributeFault(
                        "tea-250",
                        "attributes.grade",
                        "the type tea has no such attribute for a variant",
                        "品类 tea 的规格没有这个属性"));
    }

    @Example
    void what_is_required_must_be_there_and_right() {
        assertThat(check("tea-250", Map.of()))
                .containsExactly(new AttributeFault("tea-250", "attributes.weight", "is required", "必填"));
        assertThat(check("tea-250", Map.of("weight", "heavy")))
                .containsExactly(new AttributeFault(
                        "tea-250", "attributes.weight", "\"heavy\" is not a number of GRM", "“heavy”不是以 GRM 为单位的数字"));
        assertThat(check("tea-250", Map.of("weight", "250"))).isEmpty();
        assertThat(check(null, Map.of())).isEmpty();
    }

    @Example
    void a_refusal_says_what_would_be_right() {
        assertThat(reason("altitude", "1")).isEqualTo("\"1\" is not a number of MTR from 100 to 3000");
        assertThat(reason("steps", "8")).isEqualTo("\"8\" is not a whole number up to 7");
        assertThat(reason("age", "0")).isEqualTo("\"0\" is not a number from 0.5");
        assertThat(reason("ph", "x")).isEqualTo("\"x\" is not a number");
        assertThat(reason("grade", "x")).isEqualTo("\"x\" is not one of [TEJI, YIJI]");
        assertThat(reason("aroma", "x")).isEqualTo("\"x\" is not some of [TEJI, YIJI] joined by |");
        assertThat(reason("picked", "x")).isEqualTo("\"x\" is not a date such as 2026-04-11");
        assertThat(reason("organic", "x")).isEqualTo("\"x\" is not true or false");
        assertThat(reason("note", "")).isEqualTo("\"\" is not a text of 1 to 500 characters");
    }

    @Example
    void all_faults_of_a_product_and_its_variants_are_collected() {
        var rules = rules();

        var kept = rules.check(null, new HashMap<>(Map.of("grade", "TEJI", "ph", "x")));
        rules.check("a", Map.of());
        rules.check("b", Map.of("weight", "-"));

        assertThat(kept).isEqualTo(Map.of("grade", List.of("TEJI")));
        assertThat(rules.faults())
                .extracting(fault -> fault.sku() + " " + fault.field())
                .containsExactly("null attributes.ph", "a attributes.weight", "b attributes.weight");
    }

    @Property
    void every_number_within_the_range_is_kept_exactly(
            @ForAll @BigRange(min = "100", max = "3000") @Scale(6) BigDecimal metres) {
        var kept = rules().check(null, Map.of("altitude", metres.toPlainString()));

        assertThat(kept).containsOnlyKeys("altitude");
        assertThat(new BigDecimal(kept.getOrDefault("altitude", List.of()).getFirst()))
                .isEqualByComparingTo(metres);
    }

    @Property
    void what_is_kept_is_taken_again_unchanged(@ForAll String raw) {
        for (var attribute : TEA.attributes()) {
            if (attribute.level() == AttributeLevel.PRODUCT) {
                var kept = rules().check(null, Map.of(attribute.code(), raw));
                for (var values : kept.values()) {
                    var again = rules().check(null, Map.of(attribute.code(), String.join("|", values)));
                    assertThat(again).isEqualTo(kept);
                }
            }
        }
    }

    /** There is nothing to refer to. */
    private static AttributeRules rules() {
        return new AttributeRules(TEA, (_, _) -> Optional.empty());
    }

    private static void accepts(String code, String text, String... kept) {
        var rules = rules();

        assertThat(rules.check(null, Map.of(code, text))).as(text).isEqualTo(Map.of(code, List.of(kept)));
        assertThat(rules.faults()).as(text).isEmpty();
    }

    private static void refuses(String code, String... texts) {
        for (var text : texts) {
            assertThat(check(null, Map.of(code, text)))
                    .as(text)
                    .extracting(AttributeFault::field)
                    .containsExactly("attributes." + code);
        }
    }

    private static String reason(String code, String text) {
        return check(null, Map.of(code, text)).getFirst().reason();
    }

    private static List<AttributeFault> check(@Nullable String sku, Map<String, String> raw) {
        var rules = rules();
        rules.check(sku, raw);
        return rules.faults();
    }

    private static Attribute number(
            String code, AttributeKind kind, @Nullable String unit, @Nullable String min, @Nullable String max) {
        return new Attribute(
                code,
                kind,
                AttributeLevel.PRODUCT,
                text(code),
                unit,
                false,
                false,
                false,
                false,
                min == null ? null : new BigDecimal(min),
                max == null ? null : new BigDecimal(max),
                List.of());
    }

    private static Attribute of(String code, AttributeKind kind, AttributeLevel level, boolean isRequired) {
        return new Attribute(
                code, kind, level, text(code), "GRM", isRequired, false, false, false, null, null, CHOICES);
    }
}
