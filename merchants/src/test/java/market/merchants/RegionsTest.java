package market.merchants;

import static market.merchants.MerchantsWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way from a province down to a village, and what an edition of the tree changes. */
class RegionsTest {

    @BeforeAll
    static void an_edition_is_loaded() {
        WORLD.regions.load(List.of(
                new Region("31", "上海市", RegionLevel.PROVINCE, null),
                new Region("3101", "市辖区", RegionLevel.CITY, "31"),
                new Region("310101", "黄浦区", RegionLevel.COUNTY, "3101"),
                new Region("42", "湖北省", RegionLevel.PROVINCE, null),
                new Region("4290", "省直辖县级行政区划", RegionLevel.CITY, "42"),
                new Region("429005", "潜江市", RegionLevel.COUNTY, "4290"),
                new Region("50", "重庆市", RegionLevel.PROVINCE, null),
                new Region("5002", "县", RegionLevel.CITY, "50"),
                new Region("500229", "城口县", RegionLevel.COUNTY, "5002"),
                new Region("65", "新疆维吾尔自治区", RegionLevel.PROVINCE, null),
                new Region("6590", "自治区直辖县级行政区划", RegionLevel.CITY, "65"),
                new Region("659001", "石河子市", RegionLevel.COUNTY, "6590"),
                new Region("3415", "六安市", RegionLevel.CITY, "34"),
                new Region("341524", "金寨县", RegionLevel.COUNTY, "3415"),
                new Region("341524100", "梅山镇", RegionLevel.TOWNSHIP, "341524"),
                new Region("341524100001", "红军村", RegionLevel.VILLAGE, "341524100")));
    }

    @ParameterizedTest
    @CsvSource({
        "34, 安徽省",
        "3415, 安徽省/六安市",
        "341524, 安徽省/六安市/金寨县",
        "341524100, 安徽省/六安市/金寨县/梅山镇",
        "341524100001, 安徽省/六安市/金寨县/梅山镇/红军村",
        "310101, 上海市/黄浦区",
        "500229, 重庆市/城口县",
        "429005, 湖北省/潜江市",
        "659001, 新疆维吾尔自治区/石河子市"
    })
    void a_path_goes_down_from_the_province_and_skips_placeholders(String code, String path) {
        assertThat(names(code)).isEqualTo(path);
    }

    @Test
    void paths_are_found_together_and_unknown_codes_have_none() {
        var paths = WORLD.regions.paths(List.of("341524", "999999", "310101", "341524", "", "34152"));

        assertThat(paths).containsOnlyKeys("341524", "310101");
        assertThat(WORLD.regions.paths(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "3, ''",
        "34, 34",
        "3415, 34|3415",
        "341524, 34|3415|341524",
        "3415241, 34|3415|341524",
        "341524100001, 34|3415|341524|341524100|341524100001"
    })
    void the_codes_on_the_way_are_prefixes(String code, String ancestors) {
        assertThat(String.join("|", Regions.ancestors(code))).isEqualTo(ancestors);
    }

    @Test
    void children_stand_in_the_order_of_their_codes() {
        assertThat(WORLD.regions.children(Optional.empty()))
                .extracting(Region::code)
                .containsSubsequence("31", "34", "42", "50", "65")
                .allMatch(code -> code.length() == 2);
        assertThat(WORLD.regions.children(Optional.of("341524")))
                .extracting(Region::name)
                .containsExactly("梅山镇");
        assertThat(WORLD.regions.children(Optional.of("999999"))).isEmpty();
        assertThat(WORLD.regions.children(Optional.of("341524100001"))).isEmpty();
    }

    @Test
    void single_regions_are_found_by_their_code() {
        assertThat(WORLD.regions.find("3415")).contains(new Region("3415", "六安市", RegionLevel.CITY, "34"));
        assertThat(WORLD.regions.find("9999")).isEmpty();
        assertThat(WORLD.regions.findAll(List.of("34", "9999"))).containsOnlyKeys("34");
        assertThat(WORLD.regions.allCodes()).contains("34", "341524100001").doesNotContain("9999");
    }

    @Test
    void a_new_edition_renews_names_and_removes_nothing() {
        load(new Region("12", "天津", RegionLevel.PROVINCE, null), new Region("1201", "市辖区", RegionLevel.CITY, "12"));
        assertThat(names("12")).isEqualTo("天津");

        load(new Region("12", "天津市", RegionLevel.PROVINCE, null));

        assertThat(names("12")).isEqualTo("天津市");
        assertThat(WORLD.regions.find("1201")).isPresent();
    }

    @Test
    void a_code_that_was_given_up_finds_what_took_its_place_if_need_be_over_several_steps() {
        load(
                new Region("33", "浙江省", RegionLevel.PROVINCE, null),
                new Region("3301", "杭州市", RegionLevel.CITY, "33"),
                new Region("330105", "拱墅区", RegionLevel.COUNTY, "3301"),
                new Region("330199", "旧区", RegionLevel.COUNTY, "3301"));
        WORLD.regions.loadVersions(List.of(
                version("330198", "更旧区", "2000-01-01", "2010-01-01", "330199"),
                version("330199", "旧区", "2010-01-01", "2021-04-09", "330105")));

        for (var code : List.of("330198", "330199", "330105")) {
            assertThat(WORLD.regions.current(code)).isEqualTo("330105");
            assertThat(names(code)).isEqualTo("浙江省/杭州市/拱墅区");
            assertThat(WORLD.regions.find(code)).map(Region::code).contains("330105");
            assertThat(WORLD.regions.findAll(List.of(code)).values())
                    .extracting(Region::name)
                    .containsExactly("拱墅区");
        }
        assertThat(WORLD.regions.children(Optional.of("3301")))
                .extracting(Region::code)
                .containsExactly("330105");
        assertThat(WORLD.regions.allCodes()).contains("330198", "330199");
    }

    @Test
    void a_code_leads_on_from_the_day_of_the_change_and_not_where_it_came_back_or_only_its_name_changed() {
        load(
                new Region("64", "宁夏回族自治区", RegionLevel.PROVINCE, null),
                new Region("6401", "银川市", RegionLevel.CITY, "64"),
                new Region("640104", "兴庆区", RegionLevel.COUNTY, "6401"),
                new Region("640105", "西夏区", RegionLevel.COUNTY, "6401"),
                new Region("640106", "金凤区", RegionLevel.COUNTY, "6401"));
        WORLD.regions.loadVersions(List.of(
                version("640104", "兴庆区", "2002-01-01", "2099-01-01", "640106"),
                version("640105", "西夏区", "2002-01-01", "2010-01-01", "640106"),
                version("640105", "西夏区", "2015-01-01", null, null),
                version("640106", "旧金凤区", "2002-01-01", "2010-01-01", null)));

        assertThat(WORLD.regions.current("640104")).isEqualTo("640104");
        assertThat(WORLD.regions.current("640105")).isEqualTo("640105");
        assertThat(WORLD.regions.current("640106")).isEqualTo("640106");
        assertThat(WORLD.regions.children(Optional.of("6401")))
                .extracting(Region::code)
                .containsExactly("640104", "640105", "640106");
    }

    private static RegionVersion version(
            String code, String name, String from, @Nullable String until, @Nullable String successor) {
        return new RegionVersion(
                code, LocalDate.parse(from), until == null ? null : LocalDate.parse(until), name, successor);
    }

    @Test
    void a_region_that_moves_keeps_its_name() {
        load(
                new Region("46", "海南省", RegionLevel.PROVINCE, null),
                new Region("4690", "直辖", RegionLevel.CITY, "46"),
                new Region("469002", "琼海市", RegionLevel.CITY, "46"));

        load(new Region("469002", "琼海市", RegionLevel.COUNTY, "4690"));

        assertThat(WORLD.regions.find("469002")).contains(new Region("469002", "琼海市", RegionLevel.COUNTY, "4690"));
    }

    @Test
    void a_new_name_is_shown_although_somebody_read_the_old_one_during_the_load() {
        load(new Region("13", "河北", RegionLevel.PROVINCE, null));

        WORLD.inTransaction(() -> {
            load(new Region("13", "河北省", RegionLevel.PROVINCE, null));
            assertThat(CompletableFuture.supplyAsync(() -> names("13")).join()).isEqualTo("河北");
            return true;
        });

        assertThat(names("13")).isEqualTo("河北省");
    }

    @Test
    void a_name_that_was_taken_back_is_not_shown() {
        load(new Region("14", "山西省", RegionLevel.PROVINCE, null));

        WORLD.rolledBack(() -> {
            load(new Region("14", "三西省", RegionLevel.PROVINCE, null));
            assertThat(names("14")).isEqualTo("三西省");
        });

        assertThat(names("14")).isEqualTo("山西省");
    }

    @Test
    void an_edition_with_a_wrong_line_changes_nothing() {
        for (var wrong : List.of(
                new Region("15a", "内蒙古", RegionLevel.PROVINCE, null),
                new Region("150", "内蒙古", RegionLevel.PROVINCE, null),
                new Region("1501", "呼和浩特市", RegionLevel.CITY, "16"))) {
            assertThatThrownBy(() -> load(new Region("15", "内蒙古自治区", RegionLevel.PROVINCE, null), wrong))
                    .hasMessageContaining("region_");
            assertThat(WORLD.regions.find("15")).isEmpty();
        }
    }

    @Test
    void only_cities_are_placeholders() {
        assertThat(new Region("3101", "市辖区", RegionLevel.CITY, "31").isPlaceholder())
                .isTrue();
        assertThat(new Region("341524", "县", RegionLevel.COUNTY, "3415").isPlaceholder())
                .isFalse();
        assertThat(new Region("3415", "六安市", RegionLevel.CITY, "34").isPlaceholder())
                .isFalse();
    }

    private static void load(Region... regions) {
        WORLD.regions.load(List.of(regions));
    }

    private static String names(String code) {
        return String.join(
                "/",
                WORLD.regions.paths(List.of(code)).getOrDefault(code, List.of()).stream()
                        .map(Region::name)
                        .toList());
    }
}
