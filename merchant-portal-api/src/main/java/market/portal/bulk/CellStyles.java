package market.portal.bulk;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * Which numbers of a workbook are days: Excel keeps both alike, and only the style tells.
 *
 * @param days by the number of the style
 */
record CellStyles(List<Boolean> days) {

    private static final int STYLES_MAX = 70_000;
    // Excel shows fifteen digits and means no more; what follows is noise of its binary numbers.
    private static final MathContext SHOWN = new MathContext(15);
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final BigDecimal LAST_DAY = new BigDecimal(2_958_465);
    private static final Pattern NOT_MEANT = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?");

    static CellStyles of(Sheet sheet) throws IOException {
        var xml = sheet.part("xl/styles.xml");
        var days = new ArrayList<Boolean>();
        if (xml == null) {
            return new CellStyles(days);
        }
        try {
            Set<String> own = new HashSet<>();
            var isOfCells = false;
            while (xml.hasNext()) {
                var event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "numFmt" -> {
                            if (isDay(Objects.requireNonNullElse(xml.getAttributeValue(null, "formatCode"), ""))) {
                                own.add(xml.getAttributeValue(null, "numFmtId"));
                            }
                        }
                        case "cellXfs" -> isOfCells = true;
                        case "xf" -> {
                            if (isOfCells && days.size() < STYLES_MAX) {
                                var format = Objects.requireNonNullElse(xml.getAttributeValue(null, "numFmtId"), "0");
                                days.add(own.contains(format) || isDayOfExcel(format));
                            }
                        }
                        default -> {}
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals("cellXfs")) {
                    isOfCells = false;
                }
            }
            return new CellStyles(days);
        } catch (XMLStreamException | RuntimeException e) {
            throw Sheet.broken(e);
        }
    }

    private static boolean isDay(String format) {
        return NOT_MEANT.matcher(format).replaceAll("").matches("(?is).*[yd年月日].*");
    }

    private static boolean isDayOfExcel(String format) {
        if (!format.matches("[0-9]{1,3}")) {
            return false;
        }
        var number = Integer.parseInt(format);
        return (number >= 14 && number <= 17)
                || number == 22
                || (number >= 27 && number <= 31)
                || number == 36
                || (number >= 50 && number <= 54)
                || (number >= 57 && number <= 58);
    }

    /** What the cell shows, without grouping: {@code 12.5}, or a day. */
    String text(String value, String style) {
        if (!NUMBER.matcher(value).matches()) {
            return value;
        }
        var number = new BigDecimal(value).round(SHOWN);
        if (isDay(style, number)) {
            return DAY_ZERO.plusDays(number.longValue()).toString();
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private boolean isDay(String style, BigDecimal number) {
        return style.matches("[0-9]{1,5}")
                && Integer.parseInt(style) < days.size()
                && days.get(Integer.parseInt(style))
                && number.signum() > 0
                && number.compareTo(LAST_DAY) <= 0;
    }
}
