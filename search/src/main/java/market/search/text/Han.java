package market.search.text;

/** The characters that this package takes for Chinese. */
final class Han {
    static final char FIRST = '\u3400';
    static final char LAST = '\u9fff';
    private static final char ZERO = '〇';

    private Han() {}

    /**
     * Ideographs of the basic plane. The rare ones beyond it stand for themselves, as words of one character: they have
     * neither dictionary nor pinyin.
     */
    static boolean is(char c) {
        boolean ideograph = c >= FIRST && c <= LAST;
        boolean hexagram = c >= '\u4dc0' && c <= '\u4dff';
        return (ideograph && !hexagram) || c == ZERO;
    }
}
