package market.portal.bulk;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An Excel workbook of texts and numbers. Texts are marked as such, so none of them is a formula. */
final class XlsxWriter implements TableWriter {

    private static final int ROWS_MAX = 1 << 20;
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private final ZipOutputStream zip;
    private final Writer xml;
    private final List<String> names = new ArrayList<>();
    private List<Column> columns = List.of();
    private int rows;

    XlsxWriter(OutputStream out) {
        zip = new ZipOutputStream(out);
        xml = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
    }

    @Override
    public void begin(String name, List<Column> given) throws IOException {
        endSheet();
        names.add(name);
        columns = given.stream()
                .map(each -> new Column(each.code(), each.title(), false))
                .toList();
        rows = 0;
        entry("xl/worksheets/sheet" + names.size() + ".xml");
        xml.write(HEAD + "<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
        row(given.stream().map(Column::title).toList());
        columns = given;
    }

    @Override
    public void row(List<String> cells) throws IOException {
        if (++rows > ROWS_MAX) {
            throw new IOException("A sheet has at most " + ROWS_MAX + " rows");
        }
        xml.write("<row r=\"" + rows + "\">");
        for (var i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            if (!cell.isEmpty()) {
                xml.write("<c r=\"" + Header.letters(i) + rows + "\"");
                if (columns.get(i).isNumber()) {
                    xml.write("><v>" + cell + "</v></c>");
                } else {
                    xml.write(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                    XmlText.append(cell, xml);
                    xml.write("</t></is></c>");
                }
            }
        }
        xml.write("</row>");
    }

    private void endSheet() throws IOException {
        if (!names.isEmpty()) {
            xml.write("</sheetData></worksheet>");
            endEntry();
        }
    }

    private void entry(String path) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
    }

    private void endEntry() throws IOException {
        xml.flush();
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        endSheet();
        var sheets = new StringBuilder();
        var relations = new StringBuilder();
        var types = new StringBuilder();
        for (var i = 1; i <= names.size(); i++) {
            sheets.append("<sheet name=\"");
            XmlText.append(names.get(i - 1), sheets);
            sheets.append("\" sheetId=\"" + i + "\" r:id=\"rId" + i + "\"/>");
            relations.append("<Relationship Id=\"rId" + i + "\" Type=\"" + RELATIONS
                    + "/worksheet\" Target=\"worksheets/sheet" + i + ".xml\"/>");
            types.append("<Override PartName=\"/xl/worksheets/sheet" + i + ".xml\" ContentType=\"" + TYPE
                    + "worksheet+xml\"/>");
        }
        part(
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\"><sheets>" + sheets
                        + "</sheets></workbook>");
        part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + relations + "</Relationships>");
        part(
                "_rels/.rels",
                "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"rId1\" Type=\"" + RELATIONS
                        + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        part(
                "[Content_Types].xml",
                "<Types xmlns=\"" + PACKAGE + "content-types\"><Default Extension=\"rels\""
                        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + TYPE + "sheet.main+xml\"/>" + types
                        + "</Types>");
        xml.close();
    }

    private void part(String path, String content) throws IOException {
        entry(path);
        xml.write(HEAD + content);
        endEntry();
    }
}
