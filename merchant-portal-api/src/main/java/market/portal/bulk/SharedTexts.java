package market.portal.bulk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** Texts that a workbook keeps beside its sheets and names by their number. */
record SharedTexts(List<String> texts) {

    private static final long LENGTH_MAX = 48L << 20;
    private static final int TEXTS_MAX = 2_000_000;

    static SharedTexts of(Sheet sheet) throws IOException {
        var xml = sheet.part("xl/sharedStrings.xml");
        var texts = new ArrayList<String>();
        if (xml == null) {
            return new SharedTexts(texts);
        }
        try {
            var text = new StringBuilder();
            var isText = false;
            var phonetic = 0;
            long length = 0;
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        isText = xml.getLocalName().equals("t") && phonetic == 0;
                        phonetic += xml.getLocalName().equals("rPh") ? 1 : 0;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        isText = false;
                        phonetic -= xml.getLocalName().equals("rPh") ? 1 : 0;
                        if (xml.getLocalName().equals("si")) {
                            texts.add(XmlText.decode(text.toString()));
                            text.setLength(0);
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        if (isText) {
                            length += xml.getTextLength();
                            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                        }
                    }
                    default -> {}
                }
                if (length > LENGTH_MAX || texts.size() > TEXTS_MAX || text.length() > TableReader.ROW_LENGTH_MAX) {
                    throw BrokenTableException.of(
                            "工作簿的文字过多，请改用 CSV", "the workbook holds too much text: use CSV instead");
                }
            }
            return new SharedTexts(texts);
        } catch (XMLStreamException | RuntimeException e) {
            throw Sheet.broken(e);
        }
    }

    String get(String number) throws BrokenTableException {
        if (!number.matches("[0-9]{1,8}") || Integer.parseInt(number) >= texts.size()) {
            throw BrokenTableException.of("工作簿已损坏，无法读取", "the workbook is damaged and cannot be read");
        }
        return texts.get(Integer.parseInt(number));
    }
}
