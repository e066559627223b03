package market.portal.bulk;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** CSV as Excel opens it by itself: UTF-8 with its mark. No cell begins a formula. */
final class CsvWriter implements TableWriter {

    private final CSVPrinter printer;
    private boolean hasBegun;
    private boolean isOpen;

    CsvWriter(OutputStream out) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write('\uFEFF');
        printer = new CSVPrinter(
                writer,
                CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.MINIMAL).get());
    }

    @Override
    public void begin(String name, List<Column> columns) throws IOException {
        isOpen = !hasBegun;
        hasBegun = true;
        row(columns.stream().map(Column::title).toList());
    }

    @Override
    public void row(List<String> cells) throws IOException {
        if (isOpen) {
            printer.printRecord(cells.stream().map(SafeCell::write).toList());
        }
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
