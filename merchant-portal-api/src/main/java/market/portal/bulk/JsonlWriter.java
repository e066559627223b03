package market.portal.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One JSON object a line, by the codes of the columns; empty cells are left out. */
final class JsonlWriter implements TableWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;
    private List<Column> columns = List.of();
    private boolean isOpen = true;

    JsonlWriter(OutputStream out) throws IOException {
        json = JSON.createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    @Override
    public void begin(String name, List<Column> given) {
        isOpen = columns.isEmpty();
        columns = isOpen ? given : columns;
    }

    @Override
    public void row(List<String> cells) throws IOException {
        if (!isOpen) {
            return;
        }
        json.writeStartObject();
        for (var i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                json.writeStringField(columns.get(i).code(), cells.get(i));
            }
        }
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
