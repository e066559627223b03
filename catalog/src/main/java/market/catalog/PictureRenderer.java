package market.catalog;

import com.twelvemonkeys.image.ResampleOp;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes the sizes that are served out of a picture: its pixels upright in sRGB, and nothing else of what it said. */
final class PictureRenderer {

    private static final List<Integer> WIDTHS = List.of(320, 640, 1_280);
    private static final int WIDTH_MAX = 1_280;
    private static final int RENDITION_BYTES_MAX = 8 << 20;

    private PictureRenderer() {}

    /** From the narrowest to the widest; none is wider than the picture. */
    static List<Rendered> render(PictureFile file) throws UnfitPictureException {
        var upright = upright(decode(file), file.orientation());
        var isTurned = file.orientation() > 4;
        var width = isTurned ? file.height() : file.width();
        var height = isTurned ? file.width() : file.height();
        var rendered = new ArrayList<Rendered>();
        var image = upright;
        for (var each : widths(width).reversed()) {
            var high = Math.max(1, Math.toIntExact(((long) height * each + width / 2) / width));
            image = scale(image, each, high);
            rendered.add(encode(image));
        }
        return rendered.reversed();
    }

    private static List<Integer> widths(int width) {
        return IntStream.concat(
                        WIDTHS.stream().mapToInt(each -> each).filter(each -> each < width),
                        IntStream.of(Math.min(width, WIDTH_MAX)))
                .sorted()
                .distinct()
                .boxed()
                .toList();
    }

    private static BufferedImage decode(PictureFile file) throws UnfitPictureException {
        var reader = ImageIO.getImageReadersByFormatName(file.format().name()).next();
        var isMissingData = new AtomicBoolean();
        try (var in = new ByteArrayImageInputStream(file.bytes())) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((ImageReader _, String warning) -> isMissingData.compareAndSet(
                    false, warning.contains("Premature end") || warning.contains("Corrupt JPEG")));
            if (reader.getWidth(0) != file.width() || reader.getHeight(0) != file.height()) {
                throw new UnfitPictureException(PictureFault.BROKEN);
            }
            var param = reader.getDefaultReadParam();
            // Of large pictures only every second or third pixel is kept, still twice as many as are served.
            var step = Math.max(1, Math.min(file.width(), file.height()) / (2 * WIDTH_MAX));
            param.setSourceSubsampling(step, step, 0, 0);
            var image = reader.read(0, param);
            if (isMissingData.get()) {
                throw new UnfitPictureException(PictureFault.BROKEN);
            }
            return image;
        } catch (IOException | RuntimeException _) {
            // Decoders meet broken pictures with whatever exception comes first.
            throw new UnfitPictureException(PictureFault.BROKEN);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage upright(BufferedImage image, int orientation) {
        var isTurned = orientation > 4;
        var upright = new BufferedImage(
                isTurned ? image.getHeight() : image.getWidth(),
                isTurned ? image.getWidth() : image.getHeight(),
                isSeeThrough(image) ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var graphics = upright.createGraphics();
        graphics.drawImage(image, turn(image.getWidth(), image.getHeight(), orientation), null);
        graphics.dispose();
        return upright;
    }

    private static boolean isSeeThrough(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return false;
        }
        var row = new int[image.getWidth()];
        for (var y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (var pixel : row) {
                if (pixel >>> 24 != 0xFF) {
                    return true;
                }
            }
        }
        return false;
    }

    private static AffineTransform turn(int width, int height, int orientation) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static BufferedImage scale(BufferedImage image, int width, int height) {
        return image.getWidth() == width && image.getHeight() == height
                ? image
                : new ResampleOp(width, height, ResampleOp.FILTER_LANCZOS).filter(image, null);
    }

    private static Rendered encode(BufferedImage image) throws UnfitPictureException {
        var isSeeThrough = image.getColorModel().hasAlpha();
        var writer = ImageIO.getImageWritersByFormatName(isSeeThrough ? "png" : "jpeg")
                .next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var param = writer.getDefaultWriteParam();
            if (!isSeeThrough) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(0.85f);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new IllegalStateException("A picture in memory could not be written", e);
        } finally {
            writer.dispose();
        }
        if (bytes.size() > RENDITION_BYTES_MAX) {
            throw new UnfitPictureException(PictureFault.TOO_LARGE);
        }
        return new Rendered(
                image.getWidth(),
                image.getHeight(),
                isSeeThrough ? "image/png" : "image/jpeg",
                isSeeThrough ? ".png" : ".jpg",
                bytes.toByteArray());
    }

    /** One size of a picture, with its content. */
    static final class Rendered {
        private final int width;
        private final int height;
        private final String contentType;
        private final String ending;
        private final byte[] bytes;

        Rendered(int width, int height, String contentType, String ending, byte[] bytes) {
            this.width = width;
            this.height = height;
            this.contentType = contentType;
            this.ending = ending;
            this.bytes = bytes;
        }

        Media.Rendition at(String folder) {
            return new Media.Rendition(folder + width + ending, width, height, contentType);
        }

        /** Callers must not change them. */
        byte[] bytes() {
            return bytes;
        }
    }
}
