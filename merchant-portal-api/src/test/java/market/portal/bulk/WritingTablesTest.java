package market.portal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import market.portal.bulk.TableWriter.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WritingTablesTest {

    private static final List<String> BITS = List.of(
            "=", "+", "-", "@", "'", "\"", ",", ";", "\t", "\n", "\r\n", "|", "_x0041_", "&", "<", "瓜片", "𠮷", "1", "a",
            " ");
    private static final List<Column> COLUMNS = List.of(
            new Column("sku", "sku", false), new Column("title", "title", false), new Column("price", "price", true));

    @TempDir
    private static Path folder;

    private static Path write(TableFormat format, List<List<String>> rows) throws IOException {
        var file = Files.createTempFile(folder, "table", "." + format.ending());
        try (var table = format.open(Files.newOutputStream(file))) {
            table.begin("x", COLUMNS);
            for (var row : rows) {
                table.row(row);
            }
        }
        return file;
    }

    @ParameterizedTest
    @EnumSource(TableFormat.class)
    void whatever_is_written_is_read_unchanged(TableFormat format) throws IOException {
        var random = new Random(20261129);
        var rows = new ArrayList<List<String>>();
        for (var i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (var length = random.nextInt(6); length >= 0; length--) {
                text.append(BITS.get(random.nextInt(BITS.size())));
            }
            rows.add(List.of("A" + i, text.toString(), String.valueOf(1 + random.nextInt(99_999))));
        }

        try (var table = TableFiles.open(write(format, rows))) {
            for (var row : rows) {
                var read = new LinkedHashMap<>(
                        java.util.Objects.requireNonNull(table.next()).cells());
                assertThat(read).isEqualTo(Map.of("sku", row.get(0), "title", row.get(1), "price", row.get(2)));
            }
            assertThat(table.next()).isNull();
        }
    }

    @Test
    void no_cell_begins_a_formula() throws IOException {
        var text = Files.readString(
                write(TableFormat.CSV, List.of(List.of("A", "=HYPERLINK(1)", "1"), List.of("B", "@x", "2"))),
                StandardCharsets.UTF_8);

        assertThat(text).contains("'=HYPERLINK(1)", "'@x").doesNotContain(",=", ",@");
    }
}
