package market.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a faulty pack stops the start, says where to look, and leaves nothing behind. */
final class RefusingDataPacksTest {

    @TempDir
    private Path folder;

    private static Map<String, String> environment;
    private Path packs;

    /** One for all: whatever one start left behind, the next test would see as well. */
    @BeforeAll
    static void makeDatabase(@TempDir Path data) {
        environment = TestEngine.environmentWithNothing(data);
    }

    @BeforeEach
    void copyThePacks() throws IOException {
        packs = folder.resolve("packs");
        try (var files = Files.walk(TestEngine.dataPacks())) {
            for (var file : files.toList()) {
                Files.copy(file, packs.resolve(TestEngine.dataPacks().relativize(file)));
            }
        }
        environment.put("MARKET_DATA_PACKS", packs.toString());
    }

    @Test
    void an_unknown_attribute_is_named_with_its_file_row_and_field() throws IOException {
        change(
                "luan/products.csv",
                "harvest=mingqian; tea_kind=green; harvest_date=2026-04-09",
                "colour_of_leaf=green");

        assertThatTheStartIsRefused("luan/products.csv row 2, field attributes", "colour_of_leaf");
    }

    @Test
    void a_negative_price_is_named_with_its_file_row_and_field() throws IOException {
        change("luan/variants.csv", "net_weight=50; package=tin,168.00", "net_weight=50; package=tin,-168.00");

        assertThatTheStartIsRefused(
                "luan/variants.csv row 2, field price", "a price must be more than zero, not -168.00");
    }

    @Test
    void an_unknown_region_is_named_with_its_file_row_and_field() throws IOException {
        change("luan/merchants.csv", ",341524101,", ",999999999,");

        assertThatTheStartIsRefused("luan/merchants.csv row 2, field region", "999999999");
    }

    @Test
    void a_code_that_takes_its_own_place_is_named_with_its_file_row_and_field() throws IOException {
        change("common/region-versions.csv", "2021-04-09,330105", "2021-04-09,330103");

        assertThatTheStartIsRefused("common/region-versions.csv row 2, field successor", "is another one");
    }

    @Test
    void a_certificate_for_another_merchants_goods_is_named_with_its_file_row_and_field() throws IOException {
        change("luan/certificates.csv", "2030-06-16,shucheng-stroller-light-one", "2030-06-16,red-jinzhai-two-day");

        assertThatTheStartIsRefused("luan/certificates.csv row 2, field products", "goods of its merchant only");
    }

    @Test
    void a_ladder_that_stands_on_nothing_is_named_with_its_file_row_and_field() throws IOException {
        change("luan/unit-ladders.csv", "TE04-250B,24", "TE04-999X,24");

        assertThatTheStartIsRefused("luan/unit-ladders.csv row 2, field pool_sku", "no variant \"TE04-999X\"");
    }

    @Test
    void a_text_in_languages_that_shoppers_should_filter_by_is_named_with_its_file_row_and_field() throws IOException {
        change("common/attributes.csv", "gi_mark,BOOLEAN", "gi_mark,LOCALIZED_TEXT");

        assertThatTheStartIsRefused("common/attributes.csv row 5, field kind", "cannot be filterable");
    }

    @Test
    void an_unknown_way_of_delivery_is_named_with_its_file_row_and_field() throws IOException {
        change("common/product-types.csv", "scenic-tickets,DIGITAL", "scenic-tickets,BY_MAIL");

        assertThatTheStartIsRefused("common/product-types.csv row 18, field delivery", "\"BY_MAIL\" is none of");
    }

    private void change(String file, String from, String to) throws IOException {
        var text = Files.readString(packs.resolve(file));
        assertThat(text).contains(from);
        var at = text.indexOf(from);
        Files.writeString(packs.resolve(file), text.substring(0, at) + to + text.substring(at + from.length()));
    }

    private void assertThatTheStartIsRefused(String place, String reason) {
        assertThatThrownBy(() -> TestEngine.start(environment))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
        for (var table :
                new String[] {"merchants.merchant", "merchants.region", "catalog.product", "inventory.stock"}) {
            var url = environment.getOrDefault("MARKET_POSTGRES_URL", "");
            assertThat(TestEngine.number(url, "SELECT count(*) FROM " + table))
                    .as(table)
                    .isZero();
        }
    }
}
