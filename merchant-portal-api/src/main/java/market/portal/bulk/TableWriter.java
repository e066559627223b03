package market.portal.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes a table row by row, so that {@link TableReader} reads it unchanged. */
interface TableWriter extends Closeable {

    /**
     * A column.
     *
     * @param code for programs
     * @param title for people
     */
    record Column(String code, String title, boolean isNumber) {}

    /** Begins a table; a workbook can hold several, other formats only the first. */
    void begin(String name, List<Column> columns) throws IOException;

    /** Writes one row, with as many cells as there are columns. */
    void row(List<String> cells) throws IOException;
}
