package market.portal.bulk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens tables by what they hold, not by what they are called. */
final class TableFiles {

    private TableFiles() {}

    static TableReader open(Path file) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(8);
        }
        if (startsWith(head, 'P', 'K', 3, 4)) {
            return new XlsxReader(file.toFile());
        }
        if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw BrokenTableException.of(
                    "这是旧版 Excel 或加密的文件，请另存为无密码的 .xlsx 或 CSV",
                    "this is an old or encrypted Excel file: save it as .xlsx without a password, or as CSV");
        }
        return text(file);
    }

    private static TableReader text(Path file) throws IOException {
        Encodings.Found found;
        try (var in = Files.newInputStream(file)) {
            found = Encodings.detect(in);
        }
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.skipNBytes(found.markLength());
            var text = new StrictText(in, found.charset());
            if (isJson(file, found)) {
                text.readAsLines();
                return new JsonlReader(text);
            }
            return new CsvReader(text);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Whether the first character that is no white space opens an object. */
    private static boolean isJson(Path file, Encodings.Found found) throws IOException {
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(found.markLength());
            var head = new String(in.readNBytes(4096), found.charset()).strip();
            return head.startsWith("{");
        }
    }

    private static boolean startsWith(byte[] head, int... magic) {
        for (var i = 0; i < magic.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
