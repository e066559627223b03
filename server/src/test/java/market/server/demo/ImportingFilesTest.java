package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import market.kernel.Digests;
import market.local.testing.Drawings;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of goods over HTTP, and through the death of an engine. */
final class ImportingFilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String MERCHANT = "dushan-guapian-coop";
    private static final Set<String> UNDER_WAY = Set.of("READING", "CHECKING", "APPLYING");
    private static final String UPLOAD = """
            mutation Upload($input: UploadCreateInput!) {
              uploadCreate(input: $input) { upload { id url } userErrors { code } }
            }""";
    private static final String IMPORT = """
            mutation Import($input: ProductImportCreateInput!) {
              productImportCreate(input: $input) { productImport { id } userErrors { code field } }
            }""";
    private static final String MEDIA = """
            mutation Media($input: MediaCreateInput!) {
              mediaCreate(input: $input) { media { id } userErrors { code } }
            }""";
    private static final String SET = """
            mutation Set($input: ProductMediaSetInput!) {
              productMediaSet(input: $input) { product { handle } userErrors { code field } }
            }""";
    private static final String PAGE = """
            query Page($handle: String!) {
              product(by: { handle: $handle }) { media { altText contentType renditions { url width height } } }
            }""";
    private static final String EXPORT = """
            mutation Export($input: ProductExportCreateInput!) {
              productExportCreate(input: $input) { export { url } userErrors { code } }
            }""";
    private static final String READ = """
            query Read($id: ID!) {
              productImport(id: $id) {
                state productsTotal productsDone productsCreated productsUnchanged faultsFound reportUrl(format: CSV)
                faults { row column value reason }
              }
            }""";
    private static final String TEMPLATE = "{ productKinds { code csv: templateUrl(format: CSV) xlsx: templateUrl } }";

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static Seller seller;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void open() {
        engine = TestEngine.start(folder.resolve("first"), Map.of("MARKET_PORTAL_IMPORT_INTERVAL", "3s"));
        seller = seller(engine.url());
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static Seller seller(URI url) {
        return new Town(url, new Report(_ -> {})).merchant(MERCHANT);
    }

    private HttpResponse<byte[]> put(String url, byte[] content) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .PUT(BodyPublishers.ofByteArray(content))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private byte[] get(String url) throws Exception {
        var answer = http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        return answer.body();
    }

    private String start(Seller at, byte[] content) throws Exception {
        var upload = at.caller().change(UPLOAD, Map.of("fileName", "goods")).at("/upload");
        assertThat(put(upload.text("/url"), content).statusCode()).isEqualTo(204);
        return at.caller()
                .change(IMPORT, Map.of("uploadId", upload.text("/id")))
                .text("/productImport/id");
    }

    private static Answer read(String id) {
        return seller.caller().ask(READ, Map.of("id", id)).at("/productImport");
    }

    private static Answer ended(String id) {
        await().atMost(PATIENCE).until(() -> !UNDER_WAY.contains(read(id).text("/state")));
        return read(id);
    }

    @Test
    void what_is_downloaded_is_uploaded_again_unchanged() throws Exception {
        var url = seller.caller().change(EXPORT, Map.of("format", "XLSX")).text("/export/url");
        var work = ended(start(seller, get(url)));

        assertThat(work.text("/state")).as(work.toString()).isEqualTo("COMPLETED");
        assertThat(work.text("/productsUnchanged"))
                .isEqualTo(work.text("/productsTotal"))
                .isNotEqualTo("0");
    }

    private String media(String upload) {
        return seller.caller().change(MEDIA, Map.of("uploadId", upload)).text("/media/id");
    }

    private String picture(byte[] content) throws Exception {
        var upload = seller.caller()
                .change(UPLOAD, Map.of("fileName", "picture", "sha256", Digests.sha256Hex(content)))
                .at("/upload");
        assertThat(put(upload.text("/url"), content).statusCode()).isEqualTo(204);
        return upload.text("/id");
    }

    @Test
    void pictures_are_made_once_and_served_for_good_though_the_engine_restarts_in_between() throws Exception {
        var front = picture(Drawings.jpeg(1_400, 700));
        var back = picture(Drawings.png(400, 200, 100));
        var made = media(front);

        engine.restart();
        assertThat(media(front)).isEqualTo(made);
        var own = seller.caller()
                .ask("{ products(first: 1) { edges { node { id version handle } } } }", Map.of())
                .at("/products/edges/0/node");
        var alt = List.of(Map.of("language", "zh-CN", "value", "正面"));
        seller.caller()
                .change(
                        SET,
                        Map.of(
                                "productId", own.text("/id"),
                                "media",
                                        List.of(
                                                Map.of("mediaId", media(back)),
                                                Map.of("mediaId", made, "altTexts", alt)),
                                "expectedVersion", own.whole("/version")));
        engine.restart();

        var guest = new Town(engine.url(), new Report(_ -> {})).guest().caller();
        var shown = guest.ask(PAGE, Map.of("handle", own.text("/handle"))).list("/product/media");
        assertThat(shown.stream().map(each -> each.text("/contentType"))).containsExactly("image/png", "image/jpeg");
        assertThat(shown.getLast().text("/altText")).isEqualTo("正面");
        assertThat(shown.getLast().list("/renditions")).hasSize(3);
        for (var picture : shown) {
            for (var rendition : picture.list("/renditions")) {
                assertServedForGood(engine.url() + rendition.text("/url"), picture.text("/contentType"));
            }
        }
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(engine.url() + "/images/media/..%2f..%2fetc/passwd"))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(404);
    }

    private void assertServedForGood(String url, String contentType) throws Exception {
        var answer = http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(contentType);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        var tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo("\"" + Digests.sha256Hex(answer.body()) + "\"");
        var again = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("If-None-Match", tag)
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void a_template_per_kind_names_its_columns_and_a_report_names_what_is_wrong() throws Exception {
        var kind = seller.caller().ask(TEMPLATE, Map.of()).list("/productKinds").getFirst();
        var header = new String(get(kind.text("/csv")), StandardCharsets.UTF_8).strip();
        assertThat(header).startsWith("\uFEFF商品编码 [key],规格编码 [sku]").contains("[attributes.");
        assertThat(get(kind.text("/xlsx"))).startsWith('P', 'K');

        var row = "X-1,X-1-1," + kind.text("/code") + ",".repeat(header.split(",", -1).length - 3);
        var work = ended(start(seller, (header + "\n" + row + "\n").getBytes(StandardCharsets.UTF_8)));

        assertThat(work.text("/state")).isEqualTo("REFUSED");
        var report = new String(get(work.text("/reportUrl")), StandardCharsets.UTF_8);
        assertThat(report.lines().findFirst().orElse("")).isEqualTo("\uFEFF行,列,值,类别,原因");
        assertThat(report).contains("2,中文标题 [title_zh],,错误,新商品必填", "2,价格 [price],,错误,新规格必填");
    }

    @Test
    void links_that_nobody_gave_lead_nowhere_and_a_body_is_bounded() throws Exception {
        for (var secret : List.of(UUID.randomUUID().toString(), "x", "..%2f..%2fetc")) {
            assertThat(put(engine.url() + "/uploads/" + secret, new byte[10]).statusCode())
                    .isEqualTo(404);
            for (var path : List.of("/exports/" + secret, "/imports/" + secret + "/report.csv", "/templates/x.csv")) {
                var answer = http.send(
                        HttpRequest.newBuilder(URI.create(engine.url() + path)).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).contains("NOT_FOUND");
            }
        }
        var upload = seller.caller()
                .change(UPLOAD, Map.of("fileName", "goods", "sha256", "0".repeat(64)))
                .at("/upload");
        assertThat(put(upload.text("/url"), new byte[3 << 20]).statusCode()).isEqualTo(422);
        assertThat(engine.number("SELECT count(*) FROM portal.upload_part")).isZero();
    }

    @Test
    void an_engine_that_is_killed_in_the_middle_is_replaced_and_every_row_is_applied_once() throws Exception {
        var settings = new HashMap<>(TestEngine.gatewaySettings(engine.gateway()));
        settings.putAll(engine.settings());
        try (var copy = new EngineCopy(folder.resolve("second"), settings)) {
            copy.start();
            copy.awaitReady();
            var text = new StringBuilder(
                    "key,sku,product_type,title_zh,description_zh,origin,attributes.use,attributes.size,price\n");
            for (var i = 0; i < 20_000; i++) {
                text.append("K-" + i / 5 + ",K-" + i + ",wicker,篮子 " + i / 5 + ",好篮子,341524,storage,s," + (10 + i % 90)
                        + "\n");
            }
            var at = seller(copy.url());
            var id = start(at, text.toString().getBytes(StandardCharsets.UTF_8));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
                var work = read(id);
                assertThat(work.text("/state")).as(work.toString()).isEqualTo("APPLYING");
                assertThat(work.text("/productsDone")).isNotEqualTo("0");
            });

            copy.kill();

            assertThat(read(id).text("/state")).isEqualTo("APPLYING");
            var work = ended(id);
            assertThat(work.text("/state")).as(work.toString()).isEqualTo("COMPLETED");
            assertThat(work.text("/productsCreated")).isEqualTo("4000");
        }
        var mine = "FROM catalog.product WHERE key LIKE 'K-%'";
        assertThat(engine.number("SELECT count(*) " + mine + " AND version = 1"))
                .isEqualTo(4_000);
        assertThat(engine.number("SELECT count(*) FROM catalog.variant WHERE sku LIKE 'K-%'"))
                .isEqualTo(20_000);
        assertThat(engine.number(
                        "SELECT count(*) FROM kernel.outbox_event WHERE type = 'ProductChanged' AND aggregate_id IN"
                                + " (SELECT id::text " + mine + ")"))
                .isEqualTo(4_000);
    }
}
