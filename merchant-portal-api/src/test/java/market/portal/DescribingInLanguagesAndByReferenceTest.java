package market.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import market.catalog.Product;
import market.catalog.Taxonomy;
import market.kernel.Language;
import market.portal.PortalWorld.Seller;
import market.portal.bulk.ProductExports;
import market.portal.bulk.TableFormat;
import market.portal.bulk.Uploads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts in every language and references to other goods, by the API and by files. */
class DescribingInLanguagesAndByReferenceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SET = """
            mutation ($v0: ProductSetInput!) {
              productSet(input: $v0) {
                product { version attributes { code values texts { language value } } }
                userErrors { code field }
              }
            }
            """;
    private static final String UPLOAD = """
            mutation ($v0: UploadCreateInput!) { uploadCreate(input: $v0) { upload { id url } } }
            """;
    private static final String IMPORT = """
            mutation ($v0: ProductImportCreateInput!) {
              productImportCreate(input: $v0) { productImport { id } userErrors { code field } }
            }
            """;
    private static final String READ = """
            query ($v0: ID!) {
              productImport(id: $v0) {
                state productsChanged productsUnchanged productsRefused
                faults(first: 100) { row column value } changes(first: 100) { key field before after }
              }
            }
            """;
    private static final String HEAD = "key,sku,product_type,title_zh,description_zh,origin,price,";

    private final Seller seller = WORLD.seller();

    @Test
    void the_api_takes_and_shows_a_text_in_every_language_and_a_reference_by_id() {
        var payload = set(List.of(
                said("care", List.of(), Map.of("zh-CN", "手洗", "en", "wash by hand")),
                said("holds", List.of(seller.key()), Map.of())));

        assertThat(payload.at("/userErrors")).isEmpty();
        assertThat(payload.at("/product/attributes").toString())
                .isEqualTo("[{\"code\":\"care\",\"values\":[],\"texts\":[{\"language\":\"zh-CN\",\"value\":\"手洗\"},"
                        + "{\"language\":\"en\",\"value\":\"wash by hand\"}]},"
                        + "{\"code\":\"holds\",\"values\":[\"" + seller.productId() + "\"],\"texts\":[]}]");
    }

    @Test
    void each_wrong_place_is_told_and_nothing_is_written() {
        assertThat(refusals(said("care", List.of("手洗"), Map.of())))
                .containsExactly("INVALID input.attributes.0.values", "INVALID input.attributes.0.texts");
        assertThat(refusals(said("care", List.of(), Map.of("en", "wash"))))
                .containsExactly("INVALID input.attributes.0.texts");
        assertThat(refusals(said("care", List.of(), Map.of("zh-CN", "洗".repeat(501)))))
                .containsExactly("INVALID input.attributes.0.texts.0.value");
        assertThat(refusals(said("care.zh", List.of("手洗"), Map.of())))
                .containsExactly("INVALID input.attributes.0.code");
        assertThat(refusals(said("holds", List.of(seller.key()), Map.of("zh-CN", "茶"))))
                .containsExactly("INVALID input.attributes.0.texts");
        assertThat(refusals(said("holds", List.of(WORLD.seller().productId()), Map.of())))
                .containsExactly("INVALID input.attributes.0.values");
        assertThat(WORLD.products.findByKey(seller.merchant(), "G-1")).isEmpty();
    }

    @Test
    void files_have_a_column_for_each_language_and_change_one_without_the_other() {
        var made = run(HEAD + "attributes.care.zh,attributes.holds\n"
                + "F-1,F-1-1,gift,礼盒,茶礼,34,99,手洗,%s\n".formatted(seller.key())
                + "F-2,F-2-1,gift,礼盒,茶礼,34,99,,\n");
        assertThat(made.at("/state").asText()).as(made.toString()).isEqualTo("COMPLETED");

        var changed = run("sku,care in English [attributes.care.en]\nF-1-1,wash by hand\n");

        assertThat(changed.at("/productsChanged").asText())
                .as(changed.toString())
                .isEqualTo("1");
        assertThat(product("F-1").attributes())
                .isEqualTo(Map.of(
                        "care.zh", List.of("手洗"),
                        "care.en", List.of("wash by hand"),
                        "holds", List.of(seller.productId())));
        assertThat(product("F-2").attributes()).isEmpty();
    }

    @Test
    void a_file_is_told_where_a_reference_leads_nowhere_and_where_chinese_is_missing() {
        var work = run(HEAD + "attributes.care.en,attributes.holds\nF-1,F-1-1,gift,礼盒,茶礼,34,99,wash,no-such\n");

        assertThat(work.at("/state").asText()).isEqualTo("REFUSED");
        assertThat(StreamSupport.stream(work.at("/faults").spliterator(), false)
                        .map(fault -> fault.at("/row").asText() + " "
                                + fault.at("/column").asText()))
                .containsExactlyInAnyOrder("2 attributes.care.zh", "2 attributes.holds");
        assertThat(WORLD.products.findByKey(seller.merchant(), "F-1")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TableFormat.class)
    void what_is_exported_is_imported_unchanged_and_templates_have_every_column(TableFormat format) throws IOException {
        set(List.of(
                said("care", List.of(), Map.of("zh-CN", "=手洗|晾干", "en", " by hand; dry")),
                said("holds", List.of(seller.key()), Map.of())));
        var out = new ByteArrayOutputStream();
        var exports = WORLD.bean(ProductExports.class);
        exports.write(
                exports.find(exports.create(seller.merchant(), format, Language.ZH_CN)
                                .secret())
                        .orElseThrow(),
                out);

        var work = run(out.toByteArray());

        assertThat(work.at("/productsUnchanged").asText()).as(work.toString()).isEqualTo("2");
        assertThat(work.at("/state").asText()).isEqualTo("COMPLETED");
        var template = new ByteArrayOutputStream();
        exports.writeTemplate(
                WORLD.bean(Taxonomy.class).productType("gift").orElseThrow(),
                TableFormat.CSV,
                Language.ZH_CN,
                template);
        assertThat(template.toString(UTF_8))
                .contains("care 中（中文） [attributes.care.zh]", "care 中（英文） [attributes.care.en]", "[attributes.holds]");
    }

    private static Map<String, Object> said(String code, List<String> values, Map<String, String> texts) {
        return Map.of(
                "code",
                code,
                "values",
                values,
                "texts",
                texts.entrySet().stream()
                        .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                        .map(text -> Map.of("language", text.getKey(), "value", text.getValue()))
                        .toList());
    }

    private JsonNode set(List<Map<String, Object>> attributes) {
        var key = "G-1";
        return WORLD.merchant(
                        seller.user(),
                        SET,
                        Map.of(
                                "key",
                                key,
                                "handle",
                                "gift-" + seller.key(),
                                "kindCode",
                                "gift",
                                "titles",
                                List.of(Map.of("language", "zh-CN", "value", "礼盒")),
                                "descriptions",
                                List.of(Map.of("language", "zh-CN", "value", "茶礼")),
                                "originCode",
                                "34",
                                "attributes",
                                attributes,
                                "variants",
                                List.of(Map.of(
                                        "sku", key, "attributes", List.of(), "price", "99.00", "currency", "CNY")),
                                "expectedVersion",
                                0))
                .at("/data/productSet");
    }

    private List<String> refusals(Map<String, Object> attribute) {
        var payload = set(List.of(attribute));
        assertThat(payload.at("/product").isNull()).isTrue();
        return StreamSupport.stream(payload.at("/userErrors").spliterator(), false)
                .map(error -> error.at("/code").asText() + " "
                        + String.join(
                                ".",
                                StreamSupport.stream(error.at("/field").spliterator(), false)
                                        .map(JsonNode::asText)
                                        .toList()))
                .toList();
    }

    private Product product(String key) {
        return WORLD.products.findByKey(seller.merchant(), key).orElseThrow();
    }

    private JsonNode run(String text) {
        return run(text.getBytes(UTF_8));
    }

    private JsonNode run(byte[] content) {
        var upload = WORLD.merchant(seller.user(), UPLOAD, Map.of("fileName", "goods"))
                .at("/data/uploadCreate/upload");
        var url = upload.at("/url").asText();
        try {
            WORLD.bean(Uploads.class)
                    .receive(
                            UUID.fromString(url.substring(url.lastIndexOf('/') + 1)),
                            new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var payload = WORLD.merchant(
                        seller.user(),
                        IMPORT,
                        Map.of("uploadId", upload.at("/id").asText()))
                .at("/data/productImportCreate");
        assertThat(payload.at("/userErrors")).isEmpty();
        var id = payload.at("/productImport/id").asText();
        await().atMost(SOON)
                .until(() -> !List.of("READING", "CHECKING", "APPLYING")
                        .contains(read(id).at("/state").asText()));
        return read(id);
    }

    private JsonNode read(String id) {
        return WORLD.merchant(seller.user(), READ, id).at("/data/productImport");
    }
}
