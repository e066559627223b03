package market.portal.bulk;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** How tables are written. */
public enum TableFormat {
    CSV("text/csv;charset=utf-8"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    JSONL("application/x-ndjson;charset=utf-8");

    private final String contentType;

    TableFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** Of the names of its files. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    TableWriter open(OutputStream out) throws IOException {
        return switch (this) {
            case CSV -> new CsvWriter(out);
            case XLSX -> new XlsxWriter(out);
            case JSONL -> new JsonlWriter(out);
        };
    }
}
