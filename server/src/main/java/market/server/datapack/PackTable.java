package market.server.datapack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** One CSV file of a pack with the columns its readers expect. */
final class PackTable {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get();

    private PackTable() {}

    /** The rows of a file; no rows when the pack has no such file. Wrong columns are a fault of row 1. */
    static List<PackRow> read(Path folder, String name, List<String> columns, PackFaults faults) {
        return read(folder, name, columns, List.of(), faults);
    }

    /** As {@link #read(Path, String, List, PackFaults)}, with columns that a file may leave out. */
    static List<PackRow> read(
            Path folder, String name, List<String> columns, List<String> optional, PackFaults faults) {
        var path = folder.resolve(name);
        var shown = folder.getFileName() + "/" + name;
        if (!Files.exists(path)) {
            return List.of();
        }
        try (var parser = CSVParser.parse(path, StandardCharsets.UTF_8, FORMAT)) {
            var missing = new ArrayList<>(columns);
            missing.removeAll(parser.getHeaderNames());
            var unknown = new ArrayList<>(parser.getHeaderNames());
            unknown.removeAll(columns);
            unknown.removeAll(optional);
            missing.forEach(column -> faults.add(new PackFault(shown, 1, column, "the column is missing")));
            unknown.forEach(column -> faults.add(new PackFault(shown, 1, column, "there is no such column")));
            return missing.isEmpty() && unknown.isEmpty() ? rows(parser, shown, columns, faults) : List.of();
        } catch (CSVException e) {
            faults.add(new PackFault(shown, 1, "-", "is not well-formed CSV: " + e.getMessage()));
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<PackRow> rows(CSVParser parser, String shown, List<String> columns, PackFaults faults) {
        var rows = new ArrayList<PackRow>();
        try {
            for (CSVRecord record : parser) {
                // The header is row 1, as a spreadsheet shows it.
                var row = record.getRecordNumber() + 1;
                if (record.isConsistent()) {
                    rows.add(new PackRow(shown, row, record.toMap(), faults));
                } else {
                    faults.add(new PackFault(
                            shown, row, "-", "has " + record.size() + " cells instead of " + columns.size()));
                }
            }
        } catch (UncheckedIOException _) {
            faults.add(new PackFault(shown, parser.getRecordNumber() + 2, "-", "is not well-formed CSV"));
        }
        return rows;
    }
}
