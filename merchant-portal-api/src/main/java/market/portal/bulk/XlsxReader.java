package market.portal.bulk;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The first sheet of an Excel workbook. What a sheet claims of its size is not believed: only cells that are there count. */
final class XlsxReader implements TableReader {

    private static final int ROWS_MAX = 1 << 20;
    private static final int SHEET_COLUMNS_MAX = 1 << 14;

    private final Sheet sheet;
    private final SharedTexts texts;
    private final CellStyles styles;
    private final XMLStreamReader xml;
    private final Header header;
    private long number;
    private int length;
    private boolean isAtEnd;

    XlsxReader(File file) throws IOException {
        sheet = new Sheet(file);
        try {
            texts = SharedTexts.of(sheet);
            styles = CellStyles.of(sheet);
            xml = sheet.rows();
            var faults = new ArrayList<TableFault>();
            var first = cells(faults);
            if (!faults.isEmpty()) {
                throw new BrokenTableException(faults.getFirst());
            }
            if (first == null) {
                throw BrokenTableException.of("工作表是空的", "the sheet is empty");
            }
            header = Header.of(first, number);
        } catch (IOException e) {
            sheet.close();
            throw e;
        }
    }

    @Override
    public List<String> columns() {
        return header.names();
    }

    @Override
    public @Nullable TableRow next() throws IOException {
        var faults = new ArrayList<TableFault>();
        for (var cells = cells(faults); cells != null; cells = cells(faults)) {
            if (!faults.isEmpty() || cells.stream().anyMatch(cell -> !cell.isBlank())) {
                return header.row(number, cells, faults);
            }
        }
        return faults.isEmpty() ? null : new TableRow(faults.getFirst().row(), java.util.Map.of(), faults);
    }

    /** Of the next row that has any; null at the end, where merged cells may be told of. */
    private @Nullable List<String> cells(List<TableFault> faults) throws IOException {
        if (isAtEnd) {
            return null;
        }
        try {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    var element = xml.getLocalName();
                    if (element.equals("row")) {
                        return row(faults);
                    }
                    if (element.equals("mergeCell")) {
                        merged(faults);
                    }
                }
            }
            isAtEnd = true;
            return null;
        } catch (XMLStreamException | RuntimeException e) {
            throw Sheet.broken(e);
        }
    }

    private List<String> row(List<TableFault> faults) throws XMLStreamException, IOException {
        var claimed = xml.getAttributeValue(null, "r");
        var next = claimed == null ? number + 1 : number(claimed);
        if (next <= number || next > ROWS_MAX) {
            throw new BrokenTableException(TableFault.of(
                    number + 1,
                    null,
                    claimed,
                    "行号无效（上限 " + ROWS_MAX + "）",
                    "this is no row of a sheet, which has at most " + ROWS_MAX));
        }
        number = next;
        length = 0;
        var cells = new ArrayList<String>();
        while (xml.hasNext()) {
            var event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                var reference = xml.getAttributeValue(null, "r");
                var column = reference == null ? cells.size() : column(reference);
                if (column < cells.size() || column >= SHEET_COLUMNS_MAX) {
                    throw broken(reference, "单元格位置无效", "this is no place of a cell");
                }
                if (column >= COLUMNS_MAX) {
                    throw broken(
                            reference, "最多 " + COLUMNS_MAX + " 列", "there are more than " + COLUMNS_MAX + " columns");
                }
                while (cells.size() < column) {
                    cells.add("");
                }
                cells.add(cell(column, faults));
            }
        }
        return cells;
    }

    private String cell(int column, List<TableFault> faults) throws XMLStreamException, IOException {
        var type = Objects.requireNonNullElse(xml.getAttributeValue(null, "t"), "n");
        var style = Objects.requireNonNullElse(xml.getAttributeValue(null, "s"), "0");
        var value = new StringBuilder();
        var isFormula = false;
        while (xml.hasNext()) {
            var event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "f" -> isFormula = true;
                    case "v", "t" -> append(value, Header.letters(column));
                    // How Chinese is pronounced is no part of it.
                    case "rPh" -> skip();
                    default -> {}
                }
            }
        }
        if (isFormula) {
            faults.add(TableFault.of(
                    number,
                    Header.letters(column),
                    value.toString(),
                    "单元格是公式，请粘贴为数值",
                    "the cell is a formula: paste its value instead"));
            return "";
        }
        return switch (type) {
            case "s" -> texts.get(value.toString());
            case "b" -> value.toString().equals("1") ? "true" : "false";
            case "e" -> {
                faults.add(TableFault.of(
                        number, Header.letters(column), value.toString(), "单元格是错误值", "the cell holds an error"));
                yield "";
            }
            case "n" -> styles.text(value.toString(), style);
            default -> XmlText.decode(value.toString());
        };
    }

    /** The text up to the end of the element, within the bound of a row. */
    private void append(StringBuilder value, String column) throws XMLStreamException, IOException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.END_ELEMENT -> {
                    return;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    length += xml.getTextLength();
                    if (length > ROW_LENGTH_MAX) {
                        throw broken(column, "一行过长（上限 1 MiB）", "a row has more than 1 MiB");
                    }
                    value.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                default -> {}
            }
        }
    }

    private void skip() throws XMLStreamException {
        for (var depth = 1; depth > 0 && xml.hasNext(); ) {
            var event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private void merged(List<TableFault> faults) {
        var reference = Objects.requireNonNullElse(xml.getAttributeValue(null, "ref"), "");
        var from = reference.split(":", -1)[0];
        if (faults.size() < COLUMNS_MAX) {
            faults.add(TableFault.of(
                    number(from.replaceAll("[^0-9]", "")),
                    from.replaceAll("[^A-Z]", ""),
                    reference,
                    "单元格被合并，请取消合并",
                    "cells are merged here: unmerge them"));
        }
    }

    private BrokenTableException broken(@Nullable String reference, String zh, String en) {
        var column = reference == null ? null : reference.replaceAll("[^A-Z]", "");
        return new BrokenTableException(TableFault.of(number, column, reference, zh, en));
    }

    /** Minus one for what is no number of a row. */
    private static long number(String text) {
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : -1;
    }

    /** Minus one for what is no column. */
    private static int column(String reference) {
        var column = 0;
        for (var i = 0; i < Math.min(reference.length(), 5); i++) {
            var c = reference.charAt(i);
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + c - 'A' + 1;
        }
        return column - 1;
    }

    @Override
    public void close() throws IOException {
        sheet.close();
    }
}
