package market.portal.bulk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Comma, semicolon or tab separated values, as spreadsheets write them. */
final class CsvReader implements TableReader {

    private static final int HEADER_LENGTH_MAX = 1 << 16;

    private final BufferedReader text;
    private final Header header;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;

    CsvReader(StrictText strict) throws IOException {
        text = new BufferedReader(strict);
        var delimiter = delimiter();
        strict.delimitedBy(delimiter);
        parser = CSVParser.parse(
                text,
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter)
                        .setIgnoreEmptyLines(false)
                        .get());
        records = parser.iterator();
        var first = record();
        if (first == null) {
            throw BrokenTableException.of("文件是空的", "the file is empty");
        }
        header = Header.of(first.toList(), 1);
    }

    private char delimiter() throws IOException {
        text.mark(HEADER_LENGTH_MAX + 1);
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        var isQuoted = false;
        for (var i = 0; i < HEADER_LENGTH_MAX; i++) {
            var c = text.read();
            if (c < 0 || (c == '\n' && !isQuoted)) {
                break;
            }
            isQuoted ^= c == '"';
            commas += c == ',' && !isQuoted ? 1 : 0;
            semicolons += c == ';' && !isQuoted ? 1 : 0;
            tabs += c == '\t' && !isQuoted ? 1 : 0;
        }
        text.reset();
        if (tabs > commas && tabs >= semicolons) {
            return '\t';
        }
        return semicolons > commas ? ';' : ',';
    }

    @Override
    public List<String> columns() {
        return header.names();
    }

    @Override
    public @Nullable TableRow next() throws IOException {
        for (var record = record(); record != null; record = record()) {
            if (record.stream().anyMatch(cell -> !cell.isBlank())) {
                var cells = new ArrayList<String>();
                record.forEach(cell -> cells.add(SafeCell.read(cell)));
                return header.row(record.getRecordNumber(), cells, List.of());
            }
        }
        return null;
    }

    private @Nullable CSVRecord record() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            throw broken(e.getCause() == null ? new IOException(e) : e.getCause());
        } catch (IllegalStateException e) {
            throw broken(new IOException(e));
        }
    }

    private IOException broken(IOException cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof BrokenTableException known) {
                return known;
            }
        }
        // Of the parser: a quotation that never ends, or text behind one.
        return new BrokenTableException(TableFault.of(
                parser.getRecordNumber() + 1,
                null,
                null,
                "引号不成对，或引号之后还有文字",
                "a quotation is not closed, or text stands behind one"));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
