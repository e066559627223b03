package market.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static market.local.testing.Drawings.jpeg;
import static market.local.testing.Drawings.png;
import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import market.catalog.Product;
import market.kernel.GlobalId;
import market.kernel.Language;
import market.portal.PortalWorld.Seller;
import market.portal.bulk.ProductExports;
import market.portal.bulk.TableFormat;
import market.portal.bulk.Uploads;
import org.junit.jupiter.api.Test;

class ImportingMediaTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String UPLOAD = """
            mutation ($v0: UploadCreateInput!) { uploadCreate(input: $v0) { upload { id url } } }
            """;
    private static final String CREATE = """
            mutation ($v0: ProductImportCreateInput!) {
              productImportCreate(input: $v0) { productImport { id } userErrors { code field } }
            }
            """;
    private static final String APPLY = """
            mutation ($v0: ProductImportApplyInput!) {
              productImportApply(input: $v0) { productImport { id } userErrors { code field } }
            }
            """;
    private static final String READ = """
            query ($v0: ID!) {
              productImport(id: $v0) {
                state productsCreated productsChanged productsUnchanged productsRefused
                faults(first: 100) { row column value reason } changes(first: 100) { key field before after }
              }
            }
            """;
    private static final String HEAD = "商品编码,sku,品类,中文标题,中文描述,产地,价格,图片\n";
    private static final String TEA = ",tea,六安瓜片,谷雨前采,34,128.00,";

    private final Seller seller = WORLD.seller();

    private String upload(byte[] content) {
        var upload = WORLD.merchant(seller.user(), UPLOAD, Map.of("fileName", "file"))
                .at("/data/uploadCreate/upload");
        var url = upload.at("/url").asText();
        try {
            assertThat(WORLD.bean(Uploads.class)
                            .receive(
                                    UUID.fromString(url.substring(url.lastIndexOf('/') + 1)),
                                    new ByteArrayInputStream(content)))
                    .isEqualTo(Uploads.Received.STORED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return upload.at("/id").asText();
    }

    private static byte[] zip(Charset names, Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, names)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] pictures() {
        return zip(UTF_8, Map.of("正面.jpg", jpeg(500, 250), "更多/背面.jpg", jpeg(40, 30)));
    }

    private JsonNode create(String text, Map<String, Object> wishes) {
        var input = new HashMap<>(wishes);
        input.put("uploadId", upload(text.getBytes(UTF_8)));
        return WORLD.merchant(seller.user(), CREATE, input).at("/data/productImportCreate");
    }

    private JsonNode read(String id) {
        return WORLD.merchant(seller.user(), READ, id).at("/data/productImport");
    }

    private JsonNode ended(String id) {
        await().atMost(SOON)
                .until(() -> !List.of("READING", "CHECKING", "APPLYING")
                        .contains(read(id).at("/state").asText()));
        return read(id);
    }

    private JsonNode run(String text, byte[] archive) {
        var payload = create(text, Map.of("mediaUploadId", upload(archive)));
        assertThat(payload.at("/userErrors")).isEmpty();
        return ended(payload.at("/productImport/id").asText());
    }

    private Product product(String key) {
        return WORLD.products.findByKey(seller.merchant(), key).orElseThrow();
    }

    private List<Integer> widths(String key) {
        return product(key).media().stream()
                .map(each -> each.media().widest().width())
                .toList();
    }

    private static List<String> faults(JsonNode work) {
        return StreamSupport.stream(work.at("/faults").spliterator(), false)
                .map(fault ->
                        fault.at("/row").asText() + " " + fault.at("/column").asText() + " "
                                + fault.at("/value").asText() + " "
                                + fault.at("/reason").asText())
                .toList();
    }

    private long media() {
        return WORLD.count(
                "SELECT count(*) FROM catalog.media WHERE merchant_id = ?",
                seller.merchant().value());
    }

    @Test
    void pictures_of_an_archive_are_shown_in_the_order_of_the_cell() {
        var work = run(HEAD + "GP-1,GP-1-1" + TEA + "更多/背面.jpg|正面.jpg\nGP-2,GP-2-1" + TEA + "正面.jpg\n", pictures());

        assertThat(faults(work)).isEmpty();
        assertThat(work.at("/state").asText()).isEqualTo("COMPLETED");
        assertThat(widths("GP-1")).containsExactly(40, 500);
        assertThat(widths("GP-2")).containsExactly(500);
        assertThat(media()).isEqualTo(2);
        assertThat(product("GP-1").version()).isEqualTo(1);
    }

    @Test
    void names_in_the_encoding_of_chinese_windows_are_found() {
        var work = run(
                HEAD + "GP-1,GP-1-1" + TEA + "正面.jpg\n",
                zip(Charset.forName("GB18030"), Map.of("正面.jpg", jpeg(70, 50))));

        assertThat(faults(work)).isEmpty();
        assertThat(widths("GP-1")).containsExactly(70);
    }

    @Test
    void whatever_is_wrong_with_pictures_is_told_by_row_column_value_and_reason_and_keeps_the_file_out() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("好.jpg", jpeg(20, 20));
        files.put("../外.jpg", jpeg(20, 20));
        files.put("页.jpg", "<svg onload=alert(1)>".getBytes(UTF_8));
        files.put("半.jpg", Arrays.copyOf(jpeg(60, 60), 200));
        files.put("炸.jpg", new byte[60 << 20]);
        var rows = List.of(
                "../外.jpg", "/etc/passwd", "..\\外.jpg", "C:外.jpg", "页.jpg", "半.jpg", "炸.jpg", "无.jpg", "好.jpg|好.jpg");
        var text = HEAD
                + IntStream.range(0, rows.size())
                        .mapToObj(i -> "F-" + i + ",F-" + i + TEA + rows.get(i) + "\n")
                        .collect(Collectors.joining());

        var work = run(text, zip(UTF_8, files));

        assertThat(work.at("/state").asText()).isEqualTo("REFUSED");
        assertThat(faults(work))
                .containsExactly(
                        "2 图片 ../外.jpg ../外.jpg：文件名不能含有 ..、反斜杠、盘符或以 / 开头",
                        "3 图片 /etc/passwd /etc/passwd：文件名不能含有 ..、反斜杠、盘符或以 / 开头",
                        "4 图片 ..\\外.jpg ..\\外.jpg：文件名不能含有 ..、反斜杠、盘符或以 / 开头",
                        "5 图片 C:外.jpg C:外.jpg：文件名不能含有 ..、反斜杠、盘符或以 / 开头",
                        "6 图片 页.jpg 页.jpg：只接受静态的 JPEG、PNG 或 WebP 图片，以内容为准",
                        "7 图片 半.jpg 半.jpg：图片不完整或已损坏",
                        "8 图片 炸.jpg 炸.jpg：图片最大 20 MiB",
                        "9 图片 无.jpg 无.jpg：压缩包中没有这个文件",
                        "10 图片 好.jpg|好.jpg 好.jpg：重复");
        assertThat(WORLD.count(
                        "SELECT count(*) FROM catalog.product WHERE merchant_id = ? AND key LIKE 'F-%'",
                        seller.merchant().value()))
                .isZero();
    }

    @Test
    void an_entry_that_cannot_be_inflated_is_told() {
        var archive = zip(UTF_8, Map.of("a.png", png(300, 300, 90)));
        var last = archive.clone();
        for (var at = 60; at < 90; at++) {
            last[at] ^= 0x5A;
        }

        var work = run(HEAD + "GP-1,GP-1-1" + TEA + "a.png\n", last);

        assertThat(faults(work)).singleElement().asString().startsWith("2 图片 a.png a.png：");
        assertThat(media()).isZero();
    }

    @Test
    void a_cell_that_names_pictures_without_a_sound_archive_is_told() {
        var text = HEAD + "GP-1,GP-1-1" + TEA + "正面.jpg\n";

        assertThat(faults(ended(create(text, Map.of()).at("/productImport/id").asText())))
                .containsExactly("2 图片 正面.jpg 正面.jpg：导入时没有提供图片压缩包");
        assertThat(faults(run(text, jpeg(20, 20)))).containsExactly("2 图片 正面.jpg 正面.jpg：图片压缩包无法读取，须为 ZIP");
        assertThat(faults(run(text, new byte[0]))).containsExactly("2 图片 正面.jpg 正面.jpg：图片压缩包无法读取，须为 ZIP");
        assertThat(media()).isZero();
    }

    @Test
    void an_archive_that_is_not_there_or_anothers_begins_no_import() {
        var text = HEAD + "GP-1,GP-1-1" + TEA + "正面.jpg\n";
        var waiting = WORLD.merchant(seller.user(), UPLOAD, Map.of("fileName", "file"))
                .at("/data/uploadCreate/upload/id")
                .asText();

        assertThat(create(text, Map.of("mediaUploadId", WORLD.unknown("upl")))
                        .at("/userErrors/0")
                        .toString())
                .isEqualTo("{\"code\":\"NOT_FOUND\",\"field\":[\"input\",\"mediaUploadId\"]}");
        assertThat(create(text, Map.of("mediaUploadId", waiting))
                        .at("/userErrors/0")
                        .toString())
                .isEqualTo("{\"code\":\"INVALID_STATE\",\"field\":[\"input\",\"mediaUploadId\"]}");
    }

    @Test
    void a_dry_run_shows_which_pictures_would_be_shown_and_shows_none_before_it_is_carried_out() {
        var payload = create(
                "sku,图片\n" + seller.key() + "-250,正面.jpg\n",
                Map.of("mediaUploadId", upload(pictures()), "isDryRun", true));
        var id = payload.at("/productImport/id").asText();
        var work = ended(id);

        assertThat(work.at("/state").asText()).isEqualTo("CHECKED");
        assertThat(work.at("/changes/0/field").asText()).isEqualTo("media");
        assertThat(work.at("/changes/0/after").asText()).startsWith("med_");
        assertThat(product(seller.key()).media()).isEmpty();

        WORLD.merchant(seller.user(), APPLY, Map.of("productImportId", id));

        assertThat(ended(id).at("/state").asText()).isEqualTo("COMPLETED");
        assertThat(widths(seller.key())).containsExactly(500);
    }

    @Test
    void what_was_exported_leaves_pictures_as_they_are_and_an_empty_cell_takes_them_away() throws IOException {
        run("sku,图片\n" + seller.key() + "-250,正面.jpg\n", pictures());
        var exports = WORLD.bean(ProductExports.class);
        var link = exports.create(seller.merchant(), TableFormat.CSV, Language.ZH_CN);
        var bytes = new ByteArrayOutputStream();
        exports.write(exports.find(link.secret()).orElseThrow(), bytes);
        var before = product(seller.key());
        assertThat(bytes.toString(UTF_8))
                .contains(GlobalId.of("med", before.media().getFirst().media().id()));

        var again = ended(
                create(bytes.toString(UTF_8), Map.of()).at("/productImport/id").asText());
        assertThat(again.at("/productsUnchanged").asText())
                .as(faults(again).toString())
                .isEqualTo("1");
        assertThat(product(seller.key())).isEqualTo(before);

        run("sku,图片\n" + seller.key() + "-250,\n", pictures());
        assertThat(product(seller.key()).media()).isEmpty();
    }

    @Test
    void pictures_of_another_merchant_cannot_be_named() {
        run("sku,图片\n" + seller.key() + "-250,正面.jpg\n", pictures());
        var id = GlobalId.of(
                "med", product(seller.key()).media().getFirst().media().id());
        var thief = new ImportingMediaTest();

        var work = thief.run("sku,图片\n" + thief.seller.key() + "-250," + id + "\n", pictures());

        assertThat(faults(work)).containsExactly("2 图片 " + id + " 有图片不存在或已被清理");
        assertThat(thief.product(thief.seller.key()).media()).isEmpty();
    }
}
