package market.portal.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a table row by row; what it holds in memory does not grow with the file. */
interface TableReader extends Closeable {

    /** Bytes, or characters, of one row. */
    int ROW_LENGTH_MAX = 1 << 20;

    int COLUMNS_MAX = 500;

    /** Names of the columns in their order; for JSON, those of the first row. */
    List<String> columns() throws IOException;

    /** Null at the end. */
    @Nullable
    TableRow next() throws IOException;
}
