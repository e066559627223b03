package market.portal.bulk;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The first sheet of a workbook and what it leans on, inflated part by part. A part that inflates out of proportion ends it;
 * nothing outside the workbook is ever looked up.
 */
final class Sheet implements Closeable {

    private static final int ENTRIES_MAX = 2_000;
    private static final long INFLATED_MAX = 2L << 30;
    private static final long RATIO_MAX = 250;
    // Small parts may well consist of one repeated phrase.
    private static final long RATIO_FROM = 8L << 20;
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final ZipFile zip;

    Sheet(File file) throws IOException {
        zip = open(file);
    }

    private static ZipFile open(File file) throws IOException {
        try {
            var zip = new ZipFile(file);
            if (zip.size() > ENTRIES_MAX) {
                zip.close();
                throw BrokenTableException.of("工作簿的部件过多", "the workbook has too many parts");
            }
            return zip;
        } catch (java.util.zip.ZipException _) {
            throw BrokenTableException.of("不是有效的 xlsx 文件", "this is no xlsx file");
        }
    }

    /** Of the first sheet. */
    XMLStreamReader rows() throws IOException {
        var path = path();
        return path == null ? missing() : xml(path);
    }

    /** Null when the workbook has none. */
    @Nullable
    XMLStreamReader part(String path) throws IOException {
        return zip.getEntry(path) == null ? null : xml(path);
    }

    private XMLStreamReader missing() throws IOException {
        throw BrokenTableException.of("工作簿中没有工作表", "the workbook has no sheet");
    }

    private @Nullable String path() throws IOException {
        var id = first("xl/workbook.xml", "sheet", RELATIONS, "id", null);
        if (id == null) {
            return null;
        }
        var target = first("xl/_rels/workbook.xml.rels", "Relationship", null, "Target", id);
        if (target == null) {
            return null;
        }
        var path = target.startsWith("/") ? target.substring(1) : "xl/" + target;
        return zip.getEntry(path) == null ? null : path;
    }

    /** An attribute of the first such element, with this Id if one is given. */
    private @Nullable String first(
            String part, String element, @Nullable String namespace, String attribute, @Nullable String id)
            throws IOException {
        if (zip.getEntry(part) == null) {
            return null;
        }
        var xml = xml(part);
        try {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals(element)
                        && (id == null || id.equals(xml.getAttributeValue(null, "Id")))) {
                    return xml.getAttributeValue(namespace, attribute);
                }
            }
            return null;
        } catch (XMLStreamException | RuntimeException e) {
            throw broken(e);
        }
    }

    private XMLStreamReader xml(String part) throws IOException {
        var entry = zip.getEntry(part);
        try {
            // One of its own each: its switches are part of the bounds.
            var factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
            factory.setProperty(XMLInputFactory.IS_COALESCING, false);
            factory.setXMLResolver((_, _, _, _) -> InputStream.nullInputStream());
            return factory.createXMLStreamReader(new Inflated(zip.getInputStream(entry), entry));
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** The bound that was met, or that the XML is none. */
    static IOException broken(Exception cause) {
        for (Throwable each = cause; each != null; each = inner(each)) {
            if (each instanceof BrokenTableException known) {
                return known;
            }
        }
        return BrokenTableException.of("工作簿已损坏，无法读取", "the workbook is damaged and cannot be read");
    }

    private static @Nullable Throwable inner(Throwable each) {
        return each instanceof XMLStreamException xml && xml.getNestedException() != null
                ? xml.getNestedException()
                : each.getCause();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Counts what comes out. */
    private static final class Inflated extends InputStream {
        private final InputStream in;
        private final long compressed;
        private long inflated;
        private boolean isInTag;
        private byte quote;
        private int tagLength;

        Inflated(InputStream in, ZipEntry entry) {
            this.in = in;
            this.compressed = Math.max(1, entry.getCompressedSize());
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            var read = in.read(target, offset, length);
            inflated += Math.max(read, 0);
            if (inflated > INFLATED_MAX || (inflated > RATIO_FROM && inflated / compressed > RATIO_MAX)) {
                throw BrokenTableException.of(
                        "压缩内容展开后过大，疑似压缩炸弹", "a part of the workbook inflates out of all proportion");
            }
            for (var i = offset; i < offset + read; i++) {
                follow(target[i]);
            }
            return read;
        }

        /** A parser holds a tag as a whole; texts come in pieces. */
        private void follow(byte value) throws IOException {
            if (!isInTag) {
                isInTag = value == '<';
                tagLength = 0;
                return;
            }
            if (++tagLength > TableReader.ROW_LENGTH_MAX) {
                throw BrokenTableException.of("工作簿中有一个标签没有结尾", "a tag of the workbook has no end");
            }
            if (quote != 0) {
                quote = value == quote ? 0 : quote;
            } else if (value == '"' || value == '\'') {
                quote = value;
            } else if (value == '>') {
                isInTag = false;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
