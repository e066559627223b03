package market.portal.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; its members are the cells. Lists are joined by {@code |}, as choices are. */
final class JsonlReader implements TableReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(64)
                    .maxNameLength(200)
                    .build())
            .build()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final BufferedReader lines;
    private long number;
    private @Nullable TableRow ahead;
    private final List<String> columns;

    JsonlReader(StrictText text) throws IOException {
        lines = new BufferedReader(text);
        ahead = read();
        columns = ahead == null ? List.of() : List.copyOf(ahead.cells().keySet());
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable TableRow next() throws IOException {
        var row = ahead;
        ahead = row == null ? null : read();
        return row;
    }

    private @Nullable TableRow read() throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                return row(line);
            }
        }
        return null;
    }

    private TableRow row(String line) throws IOException {
        var cells = new LinkedHashMap<String, String>();
        var faults = new ArrayList<TableFault>();
        try (var json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return faulty("每行须为一个 JSON 对象", "every line must be a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                member(name, json, cells, faults);
            }
            if (json.nextToken() != null) {
                return faulty("对象之后还有内容", "something stands behind the object");
            }
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            return faulty(
                    "不是有效的 JSON" + (place == null ? "" : "（第 " + place.getColumnNr() + " 个字符）"),
                    "this is no JSON" + (place == null ? "" : " at character " + place.getColumnNr()));
        }
        if (cells.size() > COLUMNS_MAX) {
            return faulty("最多 " + COLUMNS_MAX + " 列", "there are more than " + COLUMNS_MAX + " members");
        }
        return new TableRow(number, cells, faults);
    }

    private TableRow faulty(String zh, String en) {
        return new TableRow(number, Map.of(), List.of(TableFault.of(number, null, null, zh, en)));
    }

    private void member(String name, JsonParser json, Map<String, String> cells, List<TableFault> faults)
            throws IOException {
        switch (json.currentToken()) {
            case VALUE_NULL -> cells.put(name, "");
            case START_ARRAY -> {
                var values = new ArrayList<String>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (!json.currentToken().isScalarValue()) {
                        json.skipChildren();
                        faults.add(nested(name));
                    } else {
                        values.add(json.getText());
                    }
                }
                cells.put(name, String.join("|", values));
            }
            case START_OBJECT -> {
                json.skipChildren();
                faults.add(nested(name));
            }
            default -> cells.put(name, json.getText());
        }
    }

    private TableFault nested(String name) {
        return TableFault.of(
                number,
                name,
                null,
                "须为文字、数字、true/false 或它们的列表",
                "must be a text, number, true or false, or a list of these");
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
