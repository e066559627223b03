package market.portal.bulk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first row of a table: each column has a name of its own; those without one are not read. */
record Header(List<String> names) {

    private static final int NAME_LENGTH_MAX = 200;

    static Header of(List<String> cells, long row) throws BrokenTableException {
        var names = new ArrayList<String>();
        var seen = new HashSet<String>();
        if (cells.size() > TableReader.COLUMNS_MAX) {
            throw new BrokenTableException(TableFault.of(
                    row,
                    letters(TableReader.COLUMNS_MAX),
                    null,
                    "最多 " + TableReader.COLUMNS_MAX + " 列",
                    "there are more than " + TableReader.COLUMNS_MAX + " columns"));
        }
        for (var i = 0; i < cells.size(); i++) {
            var name = cells.get(i).strip();
            if (name.length() > NAME_LENGTH_MAX) {
                throw new BrokenTableException(
                        TableFault.of(row, letters(i), name, "列名过长", "the name of the column is too long"));
            }
            if (!name.isEmpty() && !seen.add(name)) {
                throw new BrokenTableException(
                        TableFault.of(row, letters(i), name, "列名重复", "two columns have this name"));
            }
            names.add(name);
        }
        if (seen.isEmpty()) {
            throw new BrokenTableException(
                    TableFault.of(row, null, null, "第一行须为列名", "the first row must name the columns"));
        }
        return new Header(List.copyOf(names));
    }

    TableRow row(long number, List<String> cells, List<TableFault> faults) {
        var found = new ArrayList<>(faults);
        Map<String, String> named = new LinkedHashMap<>();
        for (var i = 0; i < cells.size(); i++) {
            var name = i < names.size() ? names.get(i) : "";
            var cell = cells.get(i);
            if (!name.isEmpty()) {
                named.put(name, cell);
            } else if (i >= names.size() && !cell.isBlank()) {
                found.add(TableFault.of(
                        number, letters(i), cell, "此单元格不在任何列名之下", "this cell stands below no name of a column"));
                break;
            }
        }
        return new TableRow(number, named, found);
    }

    String nameOf(int column) {
        var name = column < names.size() ? names.get(column) : "";
        return name.isEmpty() ? letters(column) : name;
    }

    /** As spreadsheets count columns: A to Z, then AA. */
    static String letters(int column) {
        var letters = new StringBuilder();
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }
}
