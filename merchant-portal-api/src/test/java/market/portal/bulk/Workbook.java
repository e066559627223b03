package market.portal.bulk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook put together part by part, so that any of them can be wrong. */
final class Workbook {

    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, String> parts = new LinkedHashMap<>();

    private Workbook() {
        parts.put(
                "xl/workbook.xml",
                "<workbook " + MAIN + " xmlns:r=\"" + RELATIONS
                        + "\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"rId1\" Type=\"" + RELATIONS + "/styles\" Target=\"styles.xml\"/>"
                        + "<Relationship Id=\"rId7\" Type=\"" + RELATIONS
                        + "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
    }

    /** @param rows what stands within {@code sheetData} */
    static Workbook of(String rows) {
        return new Workbook().sheet("<sheetData>" + rows + "</sheetData>");
    }

    Workbook sheet(String content) {
        return part("xl/worksheets/sheet1.xml", "<worksheet " + MAIN + ">" + content + "</worksheet>");
    }

    Workbook part(String path, String content) {
        parts.put(path, content);
        return this;
    }

    Path in(Path folder) throws IOException {
        var file = Files.createTempFile(folder, "book", ".xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    static String row(int number, String... cells) {
        var row = new StringBuilder("<row r=\"" + number + "\">");
        for (var i = 0; i < cells.length; i++) {
            row.append(
                    "<c r=\"" + Header.letters(i) + number + "\" t=\"inlineStr\"><is><t>" + cells[i] + "</t></is></c>");
        }
        return row.append("</row>").toString();
    }
}
