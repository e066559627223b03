package market.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static market.catalog.CatalogWorld.WORLD;
import static market.local.testing.Drawings.joined;
import static market.local.testing.Drawings.jpeg;
import static market.local.testing.Drawings.png;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import market.kernel.MerchantId;
import market.local.testing.Drawings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MakingMediaTest {

    private final MerchantId merchant = WORLD.merchant();

    private CreateMediaOutcome create(byte[] bytes) {
        return create(WORLD.fresh("upload"), bytes);
    }

    private CreateMediaOutcome create(String source, byte[] bytes) {
        try {
            return WORLD.library.create(merchant, source, () -> bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Media created(byte[] bytes) {
        return ((CreateMediaOutcome.Created) create(bytes)).media();
    }

    private static BufferedImage served(Media.Rendition rendition) {
        try {
            return ImageIO.read(new ByteArrayInputStream(
                    WORLD.pictures.find(rendition.path()).orElseThrow().bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sizes(Media media) {
        return media.renditions().stream()
                .map(each -> each.width() + "x" + each.height() + " " + each.contentType())
                .toList();
    }

    private static boolean isRed(BufferedImage image, int x, int y) {
        var color = new Color(image.getRGB(x, y));
        return color.getRed() > 150 && color.getBlue() < 100;
    }

    private List<String> stored() {
        return WORLD.texts("SELECT CAST(id AS text) FROM catalog.media WHERE merchant_id = ?", merchant.value());
    }

    private static List<String> pictures() {
        return WORLD.texts("SELECT path FROM catalog.picture ORDER BY path");
    }

    @Test
    void a_picture_is_served_in_the_sizes_that_screens_need_and_never_enlarged() {
        var large = created(jpeg(2_000, 1_000));
        var small = created(png(100, 50, 255));

        assertThat(sizes(large)).containsExactly("320x160 image/jpeg", "640x320 image/jpeg", "1280x640 image/jpeg");
        assertThat(sizes(small)).containsExactly("100x50 image/jpeg");
        for (var rendition : large.renditions()) {
            var image = served(rendition);
            assertThat(image.getWidth() + "x" + image.getHeight())
                    .isEqualTo(rendition.width() + "x" + rendition.height());
            assertThat(isRed(image, image.getWidth() / 4, 5)).isTrue();
            assertThat(isRed(image, image.getWidth() * 3 / 4, 5)).isFalse();
            assertThat(WORLD.pictures.find(rendition.path()).orElseThrow().isFinal())
                    .isTrue();
        }
    }

    @Test
    void a_picture_of_a_turned_camera_stands_upright_and_no_longer_says_where_it_was_taken() {
        var turned = Drawings.turned(jpeg(400, 200), 6);

        var rendition = created(turned).widest();

        var image = served(rendition);
        assertThat(rendition.width() + "x" + rendition.height()).isEqualTo("200x400");
        assertThat(isRed(image, 100, 50)).isTrue();
        assertThat(isRed(image, 100, 350)).isFalse();
        assertThat(new String(turned, ISO_8859_1)).contains("N31.6");
        assertThat(new String(
                        WORLD.pictures.find(rendition.path()).orElseThrow().bytes(), ISO_8859_1))
                .doesNotContain("N31.6")
                .doesNotContain("Exif");
    }

    @Test
    void a_picture_that_can_be_seen_through_stays_so() {
        var rendition = created(png(700, 300, 120)).renditions().getFirst();

        assertThat(rendition.contentType()).isEqualTo("image/png");
        assertThat(new Color(served(rendition).getRGB(10, 10), true).getAlpha()).isBetween(115, 125);
    }

    @Test
    void pictures_in_webp_are_served_as_all_can_see_them() {
        assertThat(sizes(created(Drawings.webp()))).containsExactly("1x1 image/jpeg");
        assertThat(created(Drawings.webpWithoutLosses()).renditions()).hasSize(1);
    }

    @Test
    void a_camera_may_put_a_second_view_behind_the_first() {
        assertThat(sizes(created(joined(jpeg(64, 32), new byte[3], jpeg(16, 8)))))
                .containsExactly("64x32 image/jpeg");
    }

    static Stream<Arguments> unfit() {
        var jpeg = jpeg(64, 32);
        var png = png(64, 32, 255);
        var webp = Drawings.webp();
        var html = "<html><script>alert(1)</script></html>".getBytes(UTF_8);
        return Stream.of(
                Arguments.of("nothing", new byte[0], PictureFault.UNSUPPORTED_TYPE),
                Arguments.of(
                        "svg with a script",
                        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".getBytes(UTF_8),
                        PictureFault.UNSUPPORTED_TYPE),
                Arguments.of("gif", "GIF89a\1\0\1\0\0\0\0;".getBytes(ISO_8859_1), PictureFault.UNSUPPORTED_TYPE),
                Arguments.of("page", html, PictureFault.UNSUPPORTED_TYPE),
                Arguments.of(
                        "page that begins like a gif",
                        joined("GIF89a".getBytes(UTF_8), html),
                        PictureFault.UNSUPPORTED_TYPE),
                Arguments.of("moving webp", Drawings.webpAnimated(), PictureFault.UNSUPPORTED_TYPE),
                Arguments.of("moving png", withChunk(png, "acTL", new byte[8]), PictureFault.UNSUPPORTED_TYPE),
                Arguments.of("half a jpeg", Arrays.copyOf(jpeg, jpeg.length / 2), PictureFault.BROKEN),
                Arguments.of(
                        "half a jpeg with an end",
                        joined(Arrays.copyOf(jpeg(900, 900), 9_000), new byte[] {(byte) 0xFF, (byte) 0xD9}),
                        PictureFault.BROKEN),
                Arguments.of("half a png", Arrays.copyOf(png, png.length / 2), PictureFault.BROKEN),
                Arguments.of("half a webp", Arrays.copyOf(webp, webp.length - 10), PictureFault.BROKEN),
                Arguments.of("png with a wrong sum", changed(png, 45), PictureFault.BROKEN),
                Arguments.of("jpeg head only", Arrays.copyOf(jpeg, 3), PictureFault.BROKEN),
                Arguments.of("jpeg with an archive", joined(jpeg, zip()), PictureFault.HIDDEN_CONTENT),
                Arguments.of("jpeg with an archive in a remark", withRemark(jpeg, zip()), PictureFault.HIDDEN_CONTENT),
                Arguments.of("jpeg with a page", joined(jpeg, html), PictureFault.HIDDEN_CONTENT),
                Arguments.of("jpeg with a page in a remark", withRemark(jpeg, html), PictureFault.HIDDEN_CONTENT),
                Arguments.of("png with a page", joined(png, html), PictureFault.HIDDEN_CONTENT),
                Arguments.of("png with a script in a text", withChunk(png, "tEXt", html), PictureFault.HIDDEN_CONTENT),
                Arguments.of("webp with a page", joined(webp, html), PictureFault.HIDDEN_CONTENT),
                Arguments.of("png that inflates", pngOf(30_000, 30_000), PictureFault.TOO_MANY_PIXELS),
                Arguments.of("png just too large", pngOf(8_000, 5_001), PictureFault.TOO_MANY_PIXELS),
                Arguments.of("png without end in one direction", pngOf(2_000_000_000, 1), PictureFault.TOO_MANY_PIXELS),
                Arguments.of("jpeg that claims much", claiming(jpeg, 65_500), PictureFault.TOO_MANY_PIXELS),
                Arguments.of("jpeg that claims other sides", claiming(jpeg, 3_000), PictureFault.BROKEN),
                Arguments.of("png without pixels", pngOf(0, 10), PictureFault.BROKEN),
                Arguments.of(
                        "more bytes than are taken", new byte[MediaLibrary.BYTES_MAX + 1], PictureFault.TOO_LARGE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfit")
    void what_is_no_sound_picture_is_refused_and_leaves_nothing(String what, byte[] bytes, PictureFault fault) {
        var before = pictures();

        assertThat(create(bytes)).as(what).isEqualTo(new CreateMediaOutcome.Unfit(fault));

        assertThat(stored()).isEmpty();
        assertThat(pictures()).isEqualTo(before);
    }

    @Test
    void whatever_is_changed_in_a_picture_it_is_taken_whole_or_refused() {
        var random = new Random(20261129);
        var sound = List.of(jpeg(48, 48), png(48, 48, 90), Drawings.webp(), Drawings.webpWithoutLosses());
        var taken = 0;
        for (var round = 0; round < 160; round++) {
            var bytes = sound.get(round % sound.size()).clone();
            for (var change = 0; change <= random.nextInt(3); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (create("changed-" + round, bytes) instanceof CreateMediaOutcome.Created) {
                taken++;
            }
        }

        assertThat(stored()).hasSize(taken);
        assertThat(WORLD.texts("""
                SELECT CAST(m.id AS text)
                  FROM catalog.media AS m
                 WHERE jsonb_array_length(m.renditions)
                       <> (SELECT count(*) FROM catalog.picture AS p WHERE p.media_id = m.id)
                """)).isEmpty();
    }

    @Test
    void what_is_made_of_one_upload_by_many_at_once_is_one_picture() throws Exception {
        var bytes = jpeg(700, 700);

        var made = CatalogWorld.atOnce(8, _ -> () -> create("one", bytes));

        assertThat(made.stream().distinct()).hasSize(1);
        assertThat(stored()).hasSize(1);
        assertThat(pictures())
                .filteredOn(path -> path.startsWith("media/" + stored().getFirst()))
                .hasSize(3);
    }

    @Test
    void many_large_pictures_at_once_are_made_one_after_the_other_or_put_off() throws Exception {
        var bytes = jpeg(4_600, 4_600);

        var made = CatalogWorld.atOnce(4, number -> () -> create("large-" + number, bytes));

        assertThat(made)
                .allMatch(
                        each -> each instanceof CreateMediaOutcome.Created || each instanceof CreateMediaOutcome.Busy);
        assertThat(made).anyMatch(each -> each instanceof CreateMediaOutcome.Created);
        assertThat(stored()).hasSize((int) made.stream()
                .filter(each -> each instanceof CreateMediaOutcome.Created)
                .count());
    }

    @Test
    void pictures_that_no_product_shows_go_after_a_day_and_the_others_stay() {
        var product = WORLD.tea(merchant);
        var shown = created(jpeg(64, 32));
        var forgotten = created(jpeg(32, 64));
        var fresh = created(jpeg(16, 16));
        WORLD.products.setMedia(
                new SetMedia(merchant, product.id(), List.of(new PlacedMedia(shown.id(), null)), product.version()));
        for (var old : List.of(shown, forgotten)) {
            WORLD.write(
                    "UPDATE catalog.media SET needed_at = now() - interval '2 days' WHERE id = ?",
                    old.id().value());
        }

        WORLD.library.deleteOld();

        assertThat(WORLD.library.find(shown.id(), merchant)).isPresent();
        assertThat(WORLD.library.find(fresh.id(), merchant)).isPresent();
        assertThat(WORLD.library.find(forgotten.id(), merchant)).isEmpty();
        assertThat(WORLD.pictures.find(shown.widest().path())).isPresent();
        assertThat(WORLD.pictures.find(forgotten.widest().path())).isEmpty();
    }

    private static byte[] changed(byte[] bytes, int at) {
        var changed = bytes.clone();
        changed[at] ^= 0x55;
        return changed;
    }

    private static byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("run.sh"));
            zip.write(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The archive's own remark reaches to the end of the picture, as its readers want it. */
    private static byte[] withRemark(byte[] jpeg, byte[] remark) {
        var rest = Arrays.copyOfRange(jpeg, 2, jpeg.length);
        var content = remark.clone();
        if (content[0] == 'P') {
            content[content.length - 2] = (byte) rest.length;
            content[content.length - 1] = (byte) (rest.length >> 8);
        }
        return joined(
                new byte[] {jpeg[0], jpeg[1], (byte) 0xFF, (byte) 0xFE},
                new byte[] {(byte) ((content.length + 2) >> 8), (byte) (content.length + 2)},
                content,
                rest);
    }

    private static byte[] chunk(String name, byte[] content) {
        var named = joined(name.getBytes(ISO_8859_1), content);
        var sum = new CRC32();
        sum.update(named);
        return joined(number(content.length), named, number((int) sum.getValue()));
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] withChunk(byte[] png, String name, byte[] content) {
        return joined(Arrays.copyOf(png, 33), chunk(name, content), Arrays.copyOfRange(png, 33, png.length));
    }

    /** As small a file as can be that claims these sides. */
    private static byte[] pngOf(int width, int height) {
        return joined(
                Arrays.copyOf(png(1, 1, 255), 8),
                chunk("IHDR", joined(number(width), number(height), new byte[] {1, 0, 0, 0, 0})),
                chunk("IDAT", new byte[] {0x78, (byte) 0x9C, 3, 0, 0, 0, 0, 1}),
                chunk("IEND", new byte[0]));
    }

    private static byte[] claiming(byte[] jpeg, int height) {
        var claiming = jpeg.clone();
        for (var at = 2; at < jpeg.length; at++) {
            if ((jpeg[at] & 0xFF) == 0xFF && (jpeg[at + 1] & 0xFF) == 0xC0) {
                claiming[at + 5] = (byte) (height >> 8);
                claiming[at + 6] = (byte) height;
                return claiming;
            }
        }
        throw new IllegalArgumentException("No frame");
    }
}
