package market.portal.bulk;

import java.util.regex.Pattern;

/** Texts of a workbook: characters that XML cannot hold, and what looks like their form, are written as {@code _xHHHH_}. */
final class XmlText {

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private XmlText() {}

    static String decode(String text) {
        return text.contains("_x")
                ? ESCAPED.matcher(text)
                        .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(match.group(1), 16))))
                : text;
    }

    static void append(String text, Appendable out) throws java.io.IOException {
        var escaped = text.contains("_x") ? ESCAPED.matcher(text).replaceAll("_x005F_x$1_") : text;
        for (var i = 0; i < escaped.length(); i++) {
            var c = escaped.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n', '\t' -> out.append(c);
                default -> {
                    if (c < ' ' || c == 0xFFFE || c == 0xFFFF) {
                        out.append(String.format(java.util.Locale.ROOT, "_x%04X_", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
