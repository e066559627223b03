package market.portal.bulk;

import static market.portal.bulk.Workbook.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTablesTest {

    private static final String TEA = "sku,标题\r\nTE-1,六安瓜片，特级\r\n";
    private static final byte[] NO_MARK = {};

    @TempDir
    private static Path folder;

    private static Path file(byte[]... parts) throws IOException {
        var file = Files.createTempFile(folder, "table", ".csv");
        try (var out = Files.newOutputStream(file)) {
            for (var part : parts) {
                out.write(part);
            }
        }
        return file;
    }

    private static Path file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<TableRow> read(Path file) throws IOException {
        try (var table = TableFiles.open(file)) {
            var rows = new ArrayList<TableRow>();
            for (var row = table.next(); row != null; row = table.next()) {
                rows.add(row);
            }
            return rows;
        }
    }

    private static TableFault brokenAt(Path file) {
        var fault = new ArrayList<TableFault>();
        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(BrokenTableException.class, broken -> fault.add(broken.fault()));
        return fault.getFirst();
    }

    @Test
    void text_is_read_in_every_encoding_that_spreadsheets_write() throws IOException {
        var gb = Charset.forName("GB18030");
        for (var file : List.of(
                file(TEA),
                file(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, TEA.getBytes(StandardCharsets.UTF_8)),
                file(new byte[] {(byte) 0xFF, (byte) 0xFE}, TEA.getBytes(StandardCharsets.UTF_16LE)),
                file(new byte[] {(byte) 0xFE, (byte) 0xFF}, TEA.getBytes(StandardCharsets.UTF_16BE)),
                file(NO_MARK, TEA.getBytes(gb)))) {
            assertThat(read(file)).containsExactly(new TableRow(2, Map.of("sku", "TE-1", "标题", "六安瓜片，特级"), List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void cells_may_be_separated_as_any_country_does(String separator) throws IOException {
        var text = String.join(separator, "sku", "title") + "\n" + String.join(separator, "A", "\"x\ny\"") + "\n";

        assertThat(read(file(text))).containsExactly(new TableRow(2, Map.of("sku", "A", "title", "x\ny"), List.of()));
    }

    @Test
    void half_a_character_is_told_by_row_and_column() throws IOException {
        var whole = "sku,标题,价格\nA,\"瓜\n片\",1\nB,六安瓜片,2\n".getBytes(StandardCharsets.UTF_8);
        var cut = new byte[whole.length - 4];
        // Ends within the last character of the third row's title.
        System.arraycopy(whole, 0, cut, 0, cut.length);

        var fault = brokenAt(file(cut, ",2\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(fault.row()).isEqualTo(3);
        assertThat(fault.column()).isEqualTo("B");
        assertThat(fault.reason().en()).contains("no character");
    }

    @Test
    void half_a_character_in_a_text_of_latin_letters_is_no_chinese() throws IOException {
        var fault = brokenAt(file(
                "sku,title\nA,Tea ".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xE8, (byte) 0x8C},
                ",1".getBytes(StandardCharsets.UTF_8)));

        assertThat(fault.row()).isEqualTo(2);
        assertThat(fault.column()).isEqualTo("B");
    }

    @Test
    void a_row_without_end_is_refused_before_it_fills_the_memory() throws IOException {
        var before = usedBytes();
        var file = Files.createTempFile(folder, "endless", ".csv");
        var block = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (var out = Files.newOutputStream(file)) {
            out.write("sku,title\nA,\"".getBytes(StandardCharsets.UTF_8));
            for (var i = 0; i < 64; i++) {
                out.write(block);
            }
        }

        var fault = brokenAt(file);

        assertThat(fault.row()).isEqualTo(2);
        assertThat(fault.reason().en()).isEqualTo("a row has more than 1 MiB");
        assertThat(usedBytes() - before).isLessThan(32L << 20);
        Files.delete(file);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void what_is_no_table_of_text_is_refused_with_its_place() throws IOException {
        assertThat(brokenAt(file("")).reason().en()).isEqualTo("the file is empty");
        assertThat(brokenAt(file("\n\n")).reason().en()).isEqualTo("the first row must name the columns");
        assertThat(brokenAt(file("sku,sku\n")).column()).isEqualTo("B");
        assertThat(brokenAt(file("sku,t\nA,\"open\nB,c\n")).reason().en()).startsWith("a quotation is not closed");
        assertThat(brokenAt(file("sku,t\nA,\"x\"y\n")).row()).isEqualTo(2);
        assertThat(brokenAt(file("sku,t\nA,x\u0000y\n")).row()).isEqualTo(2);
        assertThat(brokenAt(file(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2, 3, 4}))
                        .reason()
                        .en())
                .startsWith("this is an old or encrypted Excel file");
        assertThat(brokenAt(file(new byte[] {'P', 'K', 3, 4, 9, 9, 9})).reason().en())
                .isEqualTo("this is no xlsx file");
        assertThat(brokenAt(file("a,".repeat(600) + "\n")).reason().en()).startsWith("there are more than 500");
    }

    @Test
    void quotes_within_cells_mislead_nobody_about_rows() throws IOException {
        var rows = read(file("sku,t\nA,5\" pipe\n\nB,\"say \"\"hi\"\"\"\n"));

        assertThat(rows.stream().map(TableRow::number)).containsExactly(2L, 4L);
        assertThat(rows.getLast().cells()).containsEntry("t", "say \"hi\"");
    }

    @Test
    void a_cell_beside_all_columns_is_told() throws IOException {
        assertThat(read(file("sku,t\nA,b,c\n")).getFirst().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.column()).isEqualTo("C"));
    }

    @Test
    void each_line_of_json_is_judged_by_itself() throws IOException {
        var rows = read(file("""
                {"sku":"A","price":12.50,"grades":["a","b"],"on":true,"none":null}
                {"sku":"B","deep":{"x":1}}
                {"sku":"C"
                ["D"]
                {"sku":"E","sku":"F"}
                {"sku":"G"} {"sku":"H"}
                """));

        assertThat(rows.getFirst().cells())
                .isEqualTo(Map.of("sku", "A", "price", "12.50", "grades", "a|b", "on", "true", "none", ""));
        assertThat(rows.getFirst().faults()).isEmpty();
        assertThat(rows.stream().skip(1))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.faults()).hasSize(1));
        assertThat(rows.get(1).faults().getFirst().column()).isEqualTo("deep");
    }

    @Test
    void a_sheet_is_read_as_it_is_shown() throws IOException {
        var book = Workbook.of(row(1, "sku", "title", "price", "day", "on", "note")
                        + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c>"
                        + "<c r=\"C3\"><v>19.989999999999998</v></c><c r=\"D3\" s=\"1\"><v>46123</v></c>"
                        + "<c r=\"E3\" t=\"b\"><v>1</v></c><c r=\"F3\"><v>6.901234567892E12</v></c></row>")
                .part(
                        "xl/sharedStrings.xml",
                        "<sst><si><t>A</t></si><si><r><t>六安</t></r><r><t>瓜片</t></r><rPh><t>x</t></rPh></si></sst>")
                .part(
                        "xl/styles.xml",
                        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");

        assertThat(read(book.in(folder)))
                .containsExactly(new TableRow(
                        3,
                        Map.of(
                                "sku", "A",
                                "title", "六安瓜片",
                                "price", "19.99",
                                "day", "2026-04-11",
                                "on", "true",
                                "note", "6901234567892"),
                        List.of()));
    }

    @Test
    void formulas_errors_and_merged_cells_are_told_by_their_place() throws IOException {
        var book = Workbook.of("")
                .sheet("<sheetData>" + row(1, "sku", "price")
                        + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>A</t></is></c><c r=\"B2\"><f>1+1</f><v>2</v></c></row>"
                        + "<row r=\"3\"><c r=\"A3\" t=\"e\"><v>#REF!</v></c></row></sheetData>"
                        + "<mergeCells><mergeCell ref=\"A4:B9\"/></mergeCells>");

        var faults = read(book.in(folder)).stream()
                .flatMap(row -> row.faults().stream())
                .toList();

        assertThat(faults.stream().map(fault -> fault.column() + fault.row())).containsExactly("B2", "A3", "A4");
        assertThat(faults.stream().map(fault -> fault.reason().zh()))
                .containsExactly("单元格是公式，请粘贴为数值", "单元格是错误值", "单元格被合并，请取消合并");
    }

    @Test
    void what_a_sheet_claims_of_its_size_is_not_believed() throws IOException {
        var claims = Workbook.of("")
                .sheet("<dimension ref=\"A1:XFD1000000000\"/><cols><col min=\"1\" max=\"16384\"/></cols>"
                        + "<sheetData>" + row(1, "sku") + row(2, "A") + "</sheetData>");
        assertThat(read(claims.in(folder))).hasSize(1);

        assertThat(brokenAt(Workbook.of(row(1, "sku") + row(1_000_000_000, "A")).in(folder))
                        .reason()
                        .en())
                .startsWith("this is no row of a sheet");
        assertThat(brokenAt(Workbook.of(row(1, "sku") + "<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>")
                                .in(folder))
                        .reason()
                        .en())
                .startsWith("there are more than 500 columns");
        assertThat(brokenAt(Workbook.of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>")
                                .in(folder))
                        .reason()
                        .en())
                .startsWith("the workbook is damaged");
    }

    @Test
    void a_bomb_does_not_go_off() throws IOException {
        var file = Files.createTempFile(folder, "bomb", ".xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            Files.copy(Workbook.of(row(1, "sku")).in(folder), folder.resolve("plain.xlsx"));
            try (var plain =
                    new java.util.zip.ZipFile(folder.resolve("plain.xlsx").toFile())) {
                for (var part : List.of("xl/workbook.xml", "xl/_rels/workbook.xml.rels")) {
                    zip.putNextEntry(new ZipEntry(part));
                    plain.getInputStream(plain.getEntry(part)).transferTo(zip);
                    zip.closeEntry();
                }
            }
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write(("<worksheet><sheetData>" + row(1, "sku")).getBytes(StandardCharsets.UTF_8));
            var spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (var i = 0; i < 100; i++) {
                zip.write(spaces);
            }
            zip.closeEntry();
        }

        assertThat(brokenAt(file).reason().en()).isEqualTo("a part of the workbook inflates out of all proportion");
    }

    @Test
    void a_tag_without_end_does_not_fill_the_memory() throws IOException {
        var noise = new StringBuilder();
        for (var i = 0; noise.length() < 3 << 20; i++) {
            noise.append(Integer.toString(i * 7919, 36));
        }
        var book = Workbook.of(row(1, "sku") + "<row r=\"2\" x=\"" + noise + "\"/>");

        assertThat(brokenAt(book.in(folder)).reason().en()).isEqualTo("a tag of the workbook has no end");
    }

    @Test
    void a_workbook_reaches_for_nothing_outside_itself() throws IOException {
        var secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        var book = Workbook.of("")
                .part(
                        "xl/worksheets/sheet1.xml",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><worksheet><sheetData>"
                                + "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>sku&e;</t></is></c></row></sheetData></worksheet>");

        assertThatThrownBy(() -> read(book.in(folder))).isInstanceOf(BrokenTableException.class);

        var outside = Workbook.of("")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id=\"rId7\" Target=\"../../../" + secret
                                + "\"/></Relationships>");
        assertThat(brokenAt(outside.in(folder)).reason().en()).isEqualTo("the workbook has no sheet");
    }
}
