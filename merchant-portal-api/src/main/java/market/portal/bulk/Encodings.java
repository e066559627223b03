package market.portal.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a text file is encoded, by its bytes: a byte order mark says it; else it is UTF-8 or, as Excel writes CSV on a Chinese
 * Windows, GB18030.
 */
final class Encodings {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int BUFFER = 1 << 16;

    private final Utf8Count utf8 = new Utf8Count();
    private final GbCount gb = new GbCount();

    private Encodings() {}

    /**
     * @param markLength bytes of the mark, which are no text
     */
    record Found(Charset charset, int markLength) {}

    static Found detect(InputStream in) throws IOException {
        var head = in.readNBytes(3);
        if (head.length == 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
            return new Found(StandardCharsets.UTF_8, 3);
        }
        if (head.length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            return new Found(StandardCharsets.UTF_16LE, 2);
        }
        if (head.length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
            return new Found(StandardCharsets.UTF_16BE, 2);
        }
        return new Found(new Encodings().guess(head, in), 0);
    }

    private Charset guess(byte[] head, InputStream in) throws IOException {
        count(head, head.length);
        var buffer = new byte[BUFFER];
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count(buffer, read);
        }
        utf8.end();
        gb.end();
        // Damaged UTF-8 would pass for odd GB18030, and some GB18030 for UTF-8 here and there: the many decide.
        return utf8.broken > utf8.long3 && gb.broken == 0 && gb.common * 2 > gb.pairs
                ? GB18030
                : StandardCharsets.UTF_8;
    }

    private void count(byte[] bytes, int length) {
        for (var i = 0; i < length; i++) {
            utf8.next(bytes[i] & 0xFF);
            gb.next(bytes[i] & 0xFF);
        }
    }

    /** Characters of three and more bytes, and places that are no UTF-8. */
    private static final class Utf8Count {
        long long3;
        long broken;
        private int wanted;
        private int length;

        void next(int value) {
            if (wanted > 0) {
                if ((value & 0xC0) == 0x80) {
                    wanted--;
                    long3 += wanted == 0 && length >= 3 ? 1 : 0;
                    return;
                }
                broken++;
                wanted = 0;
            }
            if (value < 0x80) {
                return;
            }
            length = value >= 0xF0 && value < 0xF5 ? 4 : value >= 0xE0 && value < 0xF0 ? 3 : value >= 0xC2 ? 2 : 1;
            if (length == 1 || value >= 0xF5) {
                broken++;
                return;
            }
            wanted = length - 1;
        }

        void end() {
            broken += wanted > 0 ? 1 : 0;
        }
    }

    /** Pairs, those of them that are common Chinese (GB 2312), and places that are no GB18030. */
    private static final class GbCount {
        long pairs;
        long common;
        long broken;
        private int lead;
        private int quad;

        void next(int value) {
            if (quad > 0) {
                var isSound = quad == 2 ? value >= 0x81 && value <= 0xFE : value >= 0x30 && value <= 0x39;
                broken += isSound ? 0 : 1;
                quad = isSound ? quad - 1 : 0;
                return;
            }
            if (lead == 0) {
                broken += value == 0x80 || value == 0xFF ? 1 : 0;
                lead = value > 0x80 && value < 0xFF ? value : 0;
                return;
            }
            if (value >= 0x30 && value <= 0x39) {
                quad = 2;
            } else if (value < 0x40 || value == 0x7F || value == 0xFF) {
                broken++;
            } else {
                pairs++;
                common += lead >= 0xA1 && lead <= 0xF7 && value >= 0xA1 ? 1 : 0;
            }
            lead = 0;
        }

        void end() {
            broken += lead > 0 || quad > 0 ? 1 : 0;
        }
    }
}
