package market.portal.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Characters of a text file. Bytes that are none, NULs, and rows beyond their bound end it with their place: the decoder walks
 * ahead of whoever parses, so it counts rows and columns by itself.
 */
final class StrictText extends Reader {

    private static final int BUFFER = 1 << 15;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private boolean isAtEnd;
    private long row = 1;
    private int column;
    private int rowLength;
    private boolean isQuoted;
    private boolean isAtStartOfCell = true;
    private boolean isJustClosed;
    private char delimiter = ',';
    private boolean hasCells = true;

    StrictText(InputStream in, Charset charset) {
        this.in = in;
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Only for the columns of places. */
    void delimitedBy(char given) {
        delimiter = given;
    }

    /** Every line is a row, whatever quotations it holds. */
    void readAsLines() {
        hasCells = false;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        var chars = CharBuffer.wrap(target, offset, length).slice();
        while (chars.position() == 0) {
            var result = decoder.decode(bytes, chars, isAtEnd);
            if (result.isError()) {
                // What was decoded before it is on its way to nobody: the file is refused at this place.
                follow(target, offset, chars.position());
                throw broken("此处的字节不是有效的字符", "the bytes here are no character of this encoding");
            }
            if (chars.position() == 0) {
                if (isAtEnd) {
                    return -1;
                }
                fill();
            }
        }
        follow(target, offset, chars.position());
        return chars.position();
    }

    private void fill() throws IOException {
        bytes.compact();
        var read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        isAtEnd = read < 0;
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }

    private void follow(char[] chars, int offset, int length) throws BrokenTableException {
        for (var i = offset; i < offset + length; i++) {
            var c = chars[i];
            if (c == '\n' && !isQuoted) {
                row++;
                column = 0;
                rowLength = 0;
                isAtStartOfCell = true;
                isJustClosed = false;
                continue;
            }
            if (++rowLength > TableReader.ROW_LENGTH_MAX) {
                throw broken("一行过长（上限 1 MiB）", "a row has more than 1 MiB");
            }
            if (c == 0) {
                throw broken("文件中有空字符，可能不是文本文件", "there is a NUL here: this may be no text file");
            }
            if (hasCells) {
                followCell(c);
            }
        }
    }

    /** A quotation begins at the start of a cell only; two of its signs within it are one that is meant. */
    private void followCell(char c) {
        if (c == '"') {
            var opens = !isQuoted && (isAtStartOfCell || isJustClosed);
            isJustClosed = isQuoted;
            isQuoted = opens;
            isAtStartOfCell = false;
            return;
        }
        isJustClosed = false;
        isAtStartOfCell = c == delimiter && !isQuoted;
        column += isAtStartOfCell ? 1 : 0;
    }

    private BrokenTableException broken(String zh, String en) {
        return new BrokenTableException(TableFault.of(row, Header.letters(column), null, zh, en));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
