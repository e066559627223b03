package market.local.testing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/** Small pictures for tests, sound ones and others. */
public final class Drawings {

    private static final String WEBP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=";
    private static final String WEBP_WITHOUT_LOSSES = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";
    private static final String WEBP_ANIMATED =
            "UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQAAABWUDhMDQAA"
                    + "AC8AAAAQBxAREYiI/gcA";

    private Drawings() {}

    /** Red on its left half, blue on its right. */
    public static byte[] jpeg(int width, int height) {
        return written(drawn(width, height, BufferedImage.TYPE_INT_RGB, 0xFF), "jpeg");
    }

    /** As {@link #jpeg}; {@code opacity} is 255 for one that cannot be seen through. */
    public static byte[] png(int width, int height, int opacity) {
        return written(drawn(width, height, BufferedImage.TYPE_INT_ARGB, opacity), "png");
    }

    /** A picture of a camera that was held so, and says where. */
    public static byte[] turned(byte[] jpeg, int orientation) {
        var exif = HexFormat.of()
                .parseHex("ffe1002e457869660000" + "4d4d002a00000008" + "0001" + "01120003000000010000" + "0000"
                        + "00000000");
        exif[29] = (byte) orientation;
        var place = "N31.6 E116.5".getBytes(StandardCharsets.US_ASCII);
        return joined(joined(new byte[] {jpeg[0], jpeg[1]}, exif, place), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** One pixel. */
    public static byte[] webp() {
        return Base64.getDecoder().decode(WEBP);
    }

    /** One pixel, kept without losses. */
    public static byte[] webpWithoutLosses() {
        return Base64.getDecoder().decode(WEBP_WITHOUT_LOSSES);
    }

    /** One pixel that moves. */
    public static byte[] webpAnimated() {
        return Base64.getDecoder().decode(WEBP_ANIMATED);
    }

    public static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static BufferedImage drawn(int width, int height, int type, int opacity) {
        var image = new BufferedImage(width, height, type);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(220, 20, 20, opacity));
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(new Color(20, 20, 220, opacity));
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        return image;
    }

    private static byte[] written(BufferedImage image, String format) {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
