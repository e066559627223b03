package market.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static market.local.testing.Drawings.joined;
import static market.local.testing.Drawings.jpeg;
import static market.local.testing.Drawings.png;
import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import market.catalog.Product;
import market.graphql.Surface;
import market.kernel.Actor;
import market.kernel.Digests;
import market.kernel.Language;
import market.portal.PortalWorld.Seller;
import market.portal.bulk.Uploads;
import market.portal.bulk.Uploads.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShowingMediaTest {

    private static final String UPLOAD = """
            mutation ($v0: UploadCreateInput!) {
              uploadCreate(input: $v0) { upload { id url } userErrors { code field } }
            }
            """;
    private static final String CREATE = """
            mutation ($v0: MediaCreateInput!) {
              mediaCreate(input: $v0) {
                media { id renditions { url width height contentType } } userErrors { code field message }
              }
            }
            """;
    private static final String SET = """
            mutation ($v0: ProductMediaSetInput!) {
              productMediaSet(input: $v0) {
                product { version media { media { id } altTexts { language value } } }
                userErrors { code field currentVersion }
              }
            }
            """;
    private static final String SHOWN = """
            query ($v0: ID!) {
              product(by: { id: $v0 }) {
                imageUrl media { url width height contentType altText renditions { url width } }
              }
            }
            """;

    private final Seller seller = WORLD.seller();
    private final Uploads uploads = WORLD.bean(Uploads.class);

    private JsonNode opened(Map<String, Object> input) {
        return WORLD.merchant(seller.user(), UPLOAD, input).at("/data/uploadCreate");
    }

    private Received send(JsonNode upload, byte[] content) {
        var url = upload.at("/url").asText();
        try {
            return uploads.receive(
                    UUID.fromString(url.substring(url.lastIndexOf('/') + 1)), new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String upload(byte[] content) {
        var upload = opened(Map.of("fileName", "tea.jpg")).at("/upload");
        assertThat(send(upload, content)).isEqualTo(Received.STORED);
        return upload.at("/id").asText();
    }

    private JsonNode create(String upload) {
        return WORLD.merchant(seller.user(), CREATE, Map.of("uploadId", upload)).at("/data/mediaCreate");
    }

    private String media(byte[] content) {
        var created = create(upload(content));
        assertThat(created.at("/userErrors")).isEmpty();
        return created.at("/media/id").asText();
    }

    private JsonNode set(int version, List<?> media) {
        return WORLD.merchant(
                        seller.user(),
                        SET,
                        Map.of("productId", seller.productId(), "media", media, "expectedVersion", version))
                .at("/data/productMediaSet");
    }

    private static Map<String, Object> placed(String media) {
        return Map.of("mediaId", media);
    }

    private JsonNode shown(Language language) {
        return WORLD.run(Surface.STOREFRONT, new Actor.Guest(), language, SHOWN, seller.productId())
                .at("/data/product");
    }

    private Product product() {
        return WORLD.products.find(seller.product()).orElseThrow();
    }

    private static List<String> texts(JsonNode list, String path) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.at(path).asText())
                .toList();
    }

    private static List<String> errors(JsonNode payload) {
        return StreamSupport.stream(payload.at("/userErrors").spliterator(), false)
                .map(error -> error.at("/code").asText() + " " + String.join(".", texts(error.at("/field"), "")))
                .toList();
    }

    private long mediaOfSeller() {
        return WORLD.count(
                "SELECT count(*) FROM catalog.media WHERE merchant_id = ?",
                seller.merchant().value());
    }

    @Test
    void a_product_page_shows_its_pictures_in_order_with_what_is_read_out_in_their_place() {
        var front = media(jpeg(1_500, 750));
        var back = media(png(400, 400, 100));
        var alt = List.of(Map.of("language", "zh-CN", "value", "正面"), Map.of("language", "en", "value", "Front"));

        var payload = set(1, List.of(placed(back), Map.of("mediaId", front, "altTexts", alt)));

        assertThat(payload.at("/userErrors")).isEmpty();
        assertThat(payload.at("/product/version").asInt()).isEqualTo(2);
        assertThat(texts(payload.at("/product/media"), "/media/id")).containsExactly(back, front);
        assertThat(texts(payload.at("/product/media/1/altTexts"), "/value")).containsExactly("正面", "Front");
        var page = shown(Language.EN);
        assertThat(texts(page.at("/media"), "/contentType")).containsExactly("image/png", "image/jpeg");
        assertThat(page.at("/media/0/altText").isNull()).isTrue();
        assertThat(page.at("/media/1/altText").asText()).isEqualTo("Front");
        assertThat(shown(Language.ZH_CN).at("/media/1/altText").asText()).isEqualTo("正面");
        assertThat(texts(page.at("/media/1/renditions"), "/width")).containsExactly("320", "640", "1280");
        assertThat(page.at("/media/1/width").asInt()).isEqualTo(1_280);
        assertThat(page.at("/media/1/height").asInt()).isEqualTo(640);
        assertThat(page.at("/imageUrl").asText())
                .isEqualTo(page.at("/media/0/url").asText());
        assertThat(page.at("/media/1/url").asText()).matches("/images/media/[-0-9a-f]+/1280\\.jpg");
    }

    @Test
    void one_upload_makes_one_picture_however_often_it_is_asked_for() {
        var upload = upload(jpeg(40, 30));

        assertThat(create(upload)).isEqualTo(create(upload));
        assertThat(mediaOfSeller()).isEqualTo(1);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of("<svg onload='alert(1)'/>".getBytes(UTF_8), "UNSUPPORTED_TYPE"),
                Arguments.of(Arrays.copyOf(jpeg(40, 30), 300), "BROKEN_FILE"),
                Arguments.of(joined(jpeg(40, 30), "<?php".getBytes(UTF_8)), "HIDDEN_CONTENT"),
                Arguments.of(new byte[21 << 20], "TOO_LARGE"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unfit")
    void what_is_no_picture_is_refused_whatever_its_name_says(byte[] content, String code) {
        var payload = create(upload(content));

        assertThat(errors(payload)).containsExactly(code + " input.uploadId");
        assertThat(payload.at("/media").isNull()).isTrue();
        assertThat(mediaOfSeller()).isZero();
    }

    @Test
    void uploads_that_did_not_come_or_are_anothers_make_no_picture() {
        var waiting = opened(Map.of("fileName", "tea.jpg")).at("/upload/id").asText();
        var other = WORLD.seller();
        var anothers = upload(jpeg(8, 8));

        assertThat(errors(create(waiting))).containsExactly("INVALID_STATE input.uploadId");
        assertThat(errors(create(WORLD.unknown("upl")))).containsExactly("NOT_FOUND input.uploadId");
        assertThat(errors(WORLD.merchant(other.user(), CREATE, Map.of("uploadId", anothers))
                        .at("/data/mediaCreate")))
                .containsExactly("NOT_FOUND input.uploadId");
        assertThat(mediaOfSeller()).isZero();
    }

    @Test
    void a_picture_with_another_checksum_than_was_announced_does_not_come_in() {
        var upload = opened(Map.of("fileName", "tea.jpg", "sha256", Digests.sha256Hex("other")))
                .at("/upload");

        assertThat(send(upload, jpeg(8, 8))).isEqualTo(Received.OTHER_CHECKSUM);
        assertThat(errors(create(upload.at("/id").asText()))).containsExactly("INVALID_STATE input.uploadId");
    }

    @Test
    void names_that_lead_elsewhere_open_no_link() {
        var before = WORLD.count("SELECT count(*) FROM portal.upload");

        for (var name : List.of("../tea.jpg", "/etc/passwd", "..\\tea.jpg", "a/b.jpg", "tea\n.jpg", "..", " ")) {
            assertThat(errors(opened(Map.of("fileName", name)))).as(name).containsExactly("INVALID input.fileName");
        }

        assertThat(WORLD.count("SELECT count(*) FROM portal.upload")).isEqualTo(before);
    }

    @Test
    void a_list_with_a_fault_changes_nothing_and_tells_each_place() {
        var own = media(jpeg(8, 8));
        var english = List.of(Map.of("language", "en", "value", "Front"));
        var tooLong = List.of(Map.of("language", "zh-CN", "value", "长".repeat(251)));

        assertThat(errors(set(1, List.of(placed(WORLD.unknown("med")), placed("no id"), placed(own), placed(own)))))
                .containsExactly("NOT_FOUND input.media.1.mediaId", "DUPLICATE input.media.3.mediaId");
        assertThat(errors(set(1, List.of(placed(WORLD.unknown("med")), placed(own)))))
                .containsExactly("NOT_FOUND input.media.0.mediaId");
        assertThat(errors(set(1, List.of(Map.of("mediaId", own, "altTexts", english)))))
                .containsExactly("INVALID input.media.0.altTexts");
        assertThat(errors(set(1, List.of(Map.of("mediaId", own, "altTexts", tooLong)))))
                .contains("INVALID input.media.0.altTexts.0.value");
        assertThat(errors(set(
                        1,
                        IntStream.range(0, 51)
                                .mapToObj(_ -> placed(WORLD.unknown("med")))
                                .toList())))
                .containsExactly("LIMIT_EXCEEDED input.media");
        assertThat(product().version()).isEqualTo(1);
        assertThat(product().media()).isEmpty();
    }

    @Test
    void who_sets_pictures_later_on_what_he_read_before_is_told_the_version() {
        var first = media(jpeg(8, 8));
        var second = media(jpeg(9, 9));
        set(1, List.of(placed(first)));

        var payload = set(1, List.of(placed(second)));

        assertThat(errors(payload)).containsExactly("VERSION_CONFLICT input.expectedVersion");
        assertThat(payload.at("/userErrors/0/currentVersion").asInt()).isEqualTo(2);
        assertThat(texts(shown(Language.EN).at("/media"), "/width")).containsExactly("8");
    }

    @Test
    void of_two_files_by_one_link_the_first_that_is_whole_becomes_the_picture() throws Exception {
        var upload = opened(Map.of("fileName", "tea.jpg")).at("/upload");
        var start = new CyclicBarrier(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = IntStream.rangeClosed(1, 4)
                    .mapToObj(number -> threads.submit(() -> {
                        start.await();
                        return send(upload, jpeg(number * 10, 10));
                    }))
                    .toList();
            var received = new ArrayList<Received>();
            for (var each : sent) {
                received.add(each.get());
            }
            assertThat(received).containsOnlyOnce(Received.STORED);
        }

        assertThat(create(upload.at("/id").asText()).at("/media/renditions")).hasSize(1);
        assertThat(mediaOfSeller()).isEqualTo(1);
    }
}
