package market.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a QR code on a pack says: a GS1 Digital Link with the identifiers 01 (GTIN), 10 (batch) and 21 (serial number), or just
 * the code of a batch.
 */
public record DigitalLink(Optional<String> gtin, String batchCode, Optional<String> serial) {

    private static final Pattern GTIN = Pattern.compile("[0-9]{8}|[0-9]{12,14}");
    private static final int GTIN_LENGTH = 14;
    private static final int SERIAL_LENGTH_MAX = 20;

    /** Whatever is not a link is taken for the code of a batch. */
    public static DigitalLink parse(String text) {
        var path = text.replaceFirst("[?#].*", "").split("/", -1);
        Map<String, String> found = new HashMap<>();
        for (var i = 0; i + 1 < path.length; i++) {
            if (path[i].equals("01") || path[i].equals("10") || path[i].equals("21")) {
                found.put(path[i], decoded(path[i + 1]));
                i++;
            }
        }
        var batch = found.getOrDefault("10", decoded(path[path.length - 1]));
        return new DigitalLink(
                Optional.ofNullable(found.get("01"))
                        .filter(gtin -> GTIN.matcher(gtin).matches()),
                batch,
                Optional.ofNullable(found.get("21")).filter(serial -> isSerial(serial)));
    }

    /** The path to print for a batch of goods with this GTIN. */
    public static String path(String gtin, String batchCode) {
        return "/01/" + padded(gtin) + "/10/" + batchCode;
    }

    /** Whether a bar code on a pack is the GTIN of the link. */
    public boolean isOf(String barcode) {
        return gtin.map(own -> padded(own).equals(padded(barcode))).orElse(true);
    }

    private static String padded(String gtin) {
        return "0".repeat(Math.max(0, GTIN_LENGTH - gtin.length())) + gtin;
    }

    private static boolean isSerial(String serial) {
        return !serial.isEmpty()
                && serial.length() <= SERIAL_LENGTH_MAX
                && serial.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return segment;
        }
    }
}
