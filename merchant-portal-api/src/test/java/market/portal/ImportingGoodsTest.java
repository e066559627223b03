package market.portal;

import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import market.catalog.Product;
import market.catalog.ProductStatus;
import market.catalog.ReviewRule;
import market.catalog.ReviewRules;
import market.kernel.Digests;
import market.kernel.GlobalId;
import market.kernel.Language;
import market.portal.PortalWorld.Seller;
import market.portal.bulk.ProductExports;
import market.portal.bulk.TableFormat;
import market.portal.bulk.Uploads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportingGoodsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String UPLOAD = """
            mutation ($v0: UploadCreateInput!) {
              uploadCreate(input: $v0) { upload { id url expiresAt } userErrors { code field } }
            }
            """;
    private static final String IMPORT = """
            id state isDryRun rowsRead productsTotal productsDone productsCreated productsChanged productsUnchanged
            productsRefused productsForReview faultsFound warningsFound ignoredColumns
            faults(first: 100) { row column value isWarning reason } changes(first: 100) { key sku field before after }
            """;
    private static final String CREATE = """
            mutation ($v0: ProductImportCreateInput!) {
              productImportCreate(input: $v0) { productImport { id state } userErrors { code field } }
            }
            """;
    private static final String APPLY = """
            mutation ($v0: ProductImportApplyInput!) {
              productImportApply(input: $v0) { productImport { id state } userErrors { code field } }
            }
            """;
    private static final String READ = "query ($v0: ID!) { productImport(id: $v0) { " + IMPORT + " } }";
    private static final String HEAD = "商品编码,sku,品类,中文标题,中文描述,产地,价格\n";

    private final Seller seller = WORLD.seller();
    private final Uploads uploads = WORLD.bean(Uploads.class);

    private String upload(byte[] content) {
        var upload = WORLD.merchant(seller.user(), UPLOAD, Map.of("fileName", "goods.csv"))
                .at("/data/uploadCreate/upload");
        assertThat(send(upload, content)).isEqualTo(Uploads.Received.STORED);
        return upload.at("/id").asText();
    }

    private Uploads.Received send(JsonNode upload, byte[] content) {
        var url = upload.at("/url").asText();
        try {
            return uploads.receive(
                    UUID.fromString(url.substring(url.lastIndexOf('/') + 1)), new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode create(String upload, Map<String, Object> wishes) {
        var input = new HashMap<String, Object>(wishes);
        input.put("uploadId", upload);
        return WORLD.merchant(seller.user(), CREATE, input).at("/data/productImportCreate");
    }

    private JsonNode read(String id) {
        return WORLD.merchant(seller.user(), READ, id).at("/data/productImport");
    }

    private JsonNode ended(JsonNode payload) {
        assertThat(payload.at("/userErrors")).isEmpty();
        var id = payload.at("/productImport/id").asText();
        await().atMost(SOON)
                .until(() -> !List.of("READING", "CHECKING", "APPLYING")
                        .contains(read(id).at("/state").asText()));
        return read(id);
    }

    private JsonNode run(String text, Map<String, Object> wishes) {
        return ended(create(upload(text.getBytes(StandardCharsets.UTF_8)), wishes));
    }

    private JsonNode run(String text) {
        return run(text, Map.of());
    }

    private Product product(String key) {
        return WORLD.products.findByKey(seller.merchant(), key).orElseThrow();
    }

    private static List<String> places(JsonNode work) {
        return StreamSupport.stream(work.at("/faults").spliterator(), false)
                .map(fault ->
                        fault.at("/row").asText() + " " + fault.at("/column").asText("-"))
                .toList();
    }

    @Test
    void goods_come_in_by_columns_named_in_the_merchants_language() {
        var work = run(
                HEAD + "GP-1,GP-1-250,tea,六安瓜片,谷雨前采,34,128.00\nGP-1,GP-1-500,,,,,240\nGP-2,GP-2-1,tea,黄芽,黄茶,34,66.6\n");

        assertThat(work.at("/state").asText()).isEqualTo("COMPLETED");
        assertThat(work.at("/productsCreated").asText()).isEqualTo("2");
        assertThat(work.at("/rowsRead").asText()).isEqualTo("3");
        var product = product("GP-1");
        assertThat(product.status()).isEqualTo(ProductStatus.DRAFT);
        assertThat(product.title().zh()).isEqualTo("六安瓜片");
        assertThat(product.variants().stream()
                        .map(variant -> variant.sku() + " " + variant.price().toMajor()))
                .containsExactly("GP-1-250 128.00", "GP-1-500 240.00");
        assertThat(product.handle()).matches("gp-1-[0-9a-f]{8}");
    }

    @Test
    void a_file_of_codes_and_prices_changes_prices_only() {
        var before = product(seller.key());

        var work = run("sku,price\n" + seller.key() + "-250,88.80\n");

        assertThat(work.at("/state").asText()).isEqualTo("COMPLETED");
        var after = product(seller.key());
        assertThat(after.variants().getFirst().price().toMajor()).isEqualTo("88.80");
        assertThat(after.variants().getFirst().tiers())
                .isEqualTo(before.variants().getFirst().tiers());
        assertThat(after.variants().get(1)).isEqualTo(before.variants().get(1));
        assertThat(after.status()).isEqualTo(ProductStatus.LISTED);
        assertThat(after.version()).isEqualTo(before.version() + 1);
    }

    @Test
    void goods_that_are_reviewed_first_are_counted_told_in_the_report_and_wait() {
        var person = WORLD.ids.next();
        WORLD.bean(ReviewRules.class).set(ReviewRule.of(seller.merchant(), true), person);
        var file = HEAD.replace("\n", ",状态\n")
                + "GP-1,GP-1-250,tea,六安瓜片,谷雨前采,34,128.00,上架\nGP-2,GP-2-1,tea,黄芽,黄茶,34,66.6,DRAFT\n";

        var dry = run(file, Map.of("isDryRun", true));
        assertThat(WORLD.products.findByKey(seller.merchant(), "GP-1")).isEmpty();
        var work = run(file);

        for (var each : List.of(dry, work)) {
            assertThat(each.at("/productsCreated").asText()).isEqualTo("2");
            assertThat(each.at("/productsForReview").asText()).isEqualTo("1");
            assertThat(each.at("/faultsFound").asText()).isEqualTo("0");
            assertThat(places(each)).containsExactly("2 状态");
            assertThat(each.at("/faults/0/isWarning").asBoolean()).isTrue();
            assertThat(each.at("/faults/0/reason").asText()).contains("审核");
        }
        assertThat(product("GP-1").status()).isEqualTo(ProductStatus.IN_REVIEW);
        assertThat(product("GP-2").status()).isEqualTo(ProductStatus.DRAFT);
        var again = run("key,sku,status\nGP-1,GP-1-250,IN_REVIEW\n");
        assertThat(again.at("/productsUnchanged").asText()).isEqualTo("1");
    }

    @Test
    void a_dry_run_shows_what_would_change_and_is_carried_out_afterwards() {
        var work = run("sku,price,keywords\n" + seller.key() + "-250,88.80,瓜片\n", Map.of("isDryRun", true));

        assertThat(work.at("/state").asText()).isEqualTo("CHECKED");
        assertThat(StreamSupport.stream(work.at("/changes").spliterator(), false)
                        .map(change -> change.at("/sku").asText("-") + " "
                                + change.at("/field").asText() + " "
                                + change.at("/before").asText("-") + " "
                                + change.at("/after").asText()))
                .containsExactly(
                        "null keywords null 瓜片".replace("null", "-"), seller.key() + "-250 price 100.00 88.80");
        assertThat(product(seller.key()).version()).isEqualTo(1);

        var id = work.at("/id").asText();
        var payload = WORLD.merchant(seller.user(), APPLY, Map.of("productImportId", id))
                .at("/data/productImportApply");
        assertThat(ended(payload).at("/productsChanged").asText()).isEqualTo("1");
        assertThat(product(seller.key()).keywords()).isEqualTo("瓜片");
        WORLD.merchant(seller.user(), APPLY, Map.of("productImportId", id));
        assertThat(product(seller.key()).version()).isEqualTo(2);
    }

    @Test
    void one_fault_keeps_the_whole_file_out_and_each_is_told_by_row_and_column() {
        var work = run(HEAD
                + "OK-1,OK-1-1,tea,好茶,好,34,10\n"
                + "BAD-1,BAD-1-1,tea,,空标题,34,10\n"
                + "BAD-2,BAD-2-1,coffee,咖啡,咖啡,34,10\n"
                + "BAD-3,BAD-3-1,tea,茶,茶,99,-1\n"
                + "OK-1,OK-1-1,tea,另一个,好,34,10\n"
                + "BAD-4,,tea,茶,茶,34,1\n");

        assertThat(work.at("/state").asText()).isEqualTo("REFUSED");
        assertThat(places(work))
                .containsExactlyInAnyOrder("3 中文标题", "4 品类", "5 产地", "5 价格", "6 sku", "6 中文标题", "7 sku");
        assertThat(WORLD.products.findByKey(seller.merchant(), "OK-1")).isEmpty();
    }

    @Test
    void sound_products_of_a_faulty_file_are_written_when_asked_for() {
        var work = run(
                HEAD
                        + "P-1,P-1-1,tea,好茶,好,34,10\nP-2,P-2-1,tea,坏茶,坏,34,0\nP-3,P-3-1,tea,茶,茶,34,10\nP-3,,tea,茶,茶,34,10\n",
                Map.of("isPartial", true));

        assertThat(work.at("/state").asText()).isEqualTo("COMPLETED");
        assertThat(work.at("/productsCreated").asText()).isEqualTo("1");
        assertThat(work.at("/productsRefused").asText()).isEqualTo("2");
        assertThat(WORLD.products.findByKey(seller.merchant(), "P-1")).isPresent();
        assertThat(WORLD.products.findByKey(seller.merchant(), "P-2")).isEmpty();
        assertThat(WORLD.products.findByKey(seller.merchant(), "P-3")).isEmpty();
    }

    @Test
    void columns_are_mapped_and_others_ignored() {
        var work = run(
                "货号,名字,备注\n" + seller.key() + "-250,新名字,给自己看的\n",
                Map.of(
                        "mapping",
                        List.of(Map.of("column", "货号", "field", "sku"), Map.of("column", "名字", "field", "title_zh"))));

        assertThat(work.at("/state").asText()).isEqualTo("COMPLETED");
        assertThat(work.at("/ignoredColumns/0").asText()).isEqualTo("备注");
        assertThat(product(seller.key()).title().zh()).isEqualTo("新名字");

        var refused = create(
                upload("a\n1\n".getBytes(StandardCharsets.UTF_8)),
                Map.of("mapping", List.of(Map.of("column", "a", "field", "no_such"))));
        assertThat(refused.at("/userErrors/0/field").toString()).isEqualTo("[\"input\",\"mapping\",\"0\",\"field\"]");
    }

    @Test
    void what_somebody_changed_since_the_export_is_not_overwritten() {
        var work = run("sku,price,version\n" + seller.key() + "-250,88.80,7\n");

        assertThat(work.at("/state").asText()).isEqualTo("REFUSED");
        assertThat(places(work)).containsExactly("2 version");
        assertThat(product(seller.key()).version()).isEqualTo(1);
    }

    @Test
    void a_variant_of_another_product_is_not_taken() {
        var work = run(HEAD + "N-1," + seller.key() + "-250,tea,茶,茶,34,10\n");

        assertThat(work.at("/state").asText()).isEqualTo("REFUSED");
        assertThat(places(work)).containsExactly("2 sku");
    }

    @Test
    void goods_of_other_merchants_are_out_of_reach() {
        var other = WORLD.seller();
        var work = run("sku,price\n" + other.key() + "-250,1\n");

        assertThat(work.at("/state").asText()).isEqualTo("REFUSED");
        assertThat(WORLD.products
                        .findByKey(other.merchant(), other.key())
                        .orElseThrow()
                        .version())
                .isEqualTo(1);
        var id = work.at("/id").asText();
        assertThat(WORLD.merchant(other.user(), READ, id)
                        .at("/data/productImport")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_file_that_breaks_off_leaves_nothing_and_says_where() {
        var work = ended(create(
                upload((HEAD + "B-1,B-1-1,tea,茶,茶,34,1\nB-2,B-2-1,tea,\"茶").getBytes(StandardCharsets.UTF_8)),
                Map.of()));

        assertThat(work.at("/state").asText()).isEqualTo("REFUSED");
        assertThat(places(work)).containsExactly("3 -");
        assertThat(WORLD.products.findByKey(seller.merchant(), "B-1")).isEmpty();
    }

    @Test
    void words_that_the_law_does_not_allow_are_told_and_written() {
        WORLD.write(
                "INSERT INTO catalog.forbidden_claim (word, reason_zh, reason_en) VALUES ('天下无双', '广告法', 'law') ON CONFLICT DO NOTHING");

        var work = run(HEAD + "W-1,W-1-1,tea,天下无双的茶,茶,34,1\n");

        assertThat(work.at("/state").asText()).isEqualTo("COMPLETED");
        assertThat(work.at("/warningsFound").asText()).isEqualTo("1");
        assertThat(work.at("/faults/0/isWarning").asBoolean()).isTrue();
        assertThat(product("W-1").title().zh()).isEqualTo("天下无双的茶");
    }

    @Test
    void an_upload_makes_one_import_and_a_link_takes_one_file() {
        var upload = upload(("sku,price\n" + seller.key() + "-250,1\n").getBytes(StandardCharsets.UTF_8));
        var first = ended(create(upload, Map.of()));

        assertThat(create(upload, Map.of()).at("/productImport/id")).isEqualTo(first.at("/id"));
        assertThat(create(GlobalId.of("upl", UUID.randomUUID()), Map.of())
                        .at("/userErrors/0/code")
                        .asText())
                .isEqualTo("NOT_FOUND");

        var link = WORLD.merchant(seller.user(), UPLOAD, Map.of("fileName", "x", "sha256", Digests.sha256Hex("abc")))
                .at("/data/uploadCreate/upload");
        assertThat(create(link.at("/id").asText(), Map.of())
                        .at("/userErrors/0/code")
                        .asText())
                .isEqualTo("INVALID_STATE");
        assertThat(send(link, "abd".getBytes(StandardCharsets.UTF_8))).isEqualTo(Uploads.Received.OTHER_CHECKSUM);
        assertThat(send(link, "abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(Uploads.Received.STORED);
        assertThat(send(link, "abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(Uploads.Received.ALREADY_THERE);
        assertThat(WORLD.merchant(seller.user(), UPLOAD, Map.of("fileName", "../../etc/passwd"))
                        .at("/data/uploadCreate/userErrors/0/code")
                        .asText())
                .isEqualTo("INVALID");
    }

    @ParameterizedTest
    @EnumSource(TableFormat.class)
    void what_is_exported_is_imported_unchanged(TableFormat format) throws IOException {
        run(HEAD + "R-1,R-1-1,tea,=1+1 茶,\"第一行\n'第二行\",34,9.90\nR-1,R-1-2,,,,,10\nR-2,R-2-1,tea,+茶,@茶,34,8\n");
        var out = new ByteArrayOutputStream();
        var exports = WORLD.bean(ProductExports.class);
        var link = exports.create(seller.merchant(), format, Language.ZH_CN);
        exports.write(exports.find(link.secret()).orElseThrow(), out);

        var work = ended(create(upload(out.toByteArray()), Map.of()));

        assertThat(work.at("/state").asText()).as(work.toString()).isEqualTo("COMPLETED");
        assertThat(work.at("/productsUnchanged").asText()).isEqualTo("3");
        assertThat(work.at("/productsChanged").asText()).isEqualTo("0");
        assertThat(product("R-1").version()).isEqualTo(1);
        assertThat(product("R-1").title().zh()).isEqualTo("=1+1 茶");
    }

    @Test
    void whoever_loses_the_import_in_the_middle_applies_no_row_twice() {
        var text = new StringBuilder(HEAD);
        IntStream.range(0, 6_000).forEach(i -> text.append("L-" + i + ",L-" + i + "-1,tea,茶 " + i + ",茶,34,1\n"));
        var id = create(upload(text.toString().getBytes(StandardCharsets.UTF_8)), Map.of())
                .at("/productImport/id")
                .asText();
        await().atMost(SOON).until(() -> read(id).at("/productsDone").asLong() > 0);

        // As if another copy had taken it over, which is then killed.
        var uuid = GlobalId.parse("imp", id).orElseThrow();
        WORLD.write(
                "UPDATE portal.product_import SET lease = gen_random_uuid(), leased_until = now() + interval '1 second' WHERE id = ?",
                uuid);

        await().atMost(SOON).until(() -> read(id).at("/state").asText().equals("COMPLETED"));
        assertThat(read(id).at("/productsCreated").asText()).isEqualTo("6000");
        assertThat(WORLD.count(
                        "SELECT count(*) FROM catalog.product WHERE merchant_id = ? AND key LIKE 'L-%' AND version = 1",
                        seller.merchant().value()))
                .isEqualTo(6_000);
        assertThat(WORLD.count("SELECT count(*) FROM portal.import_row WHERE import_id = ?", uuid))
                .isZero();
    }
}
