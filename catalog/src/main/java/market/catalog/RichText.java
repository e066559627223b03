package market.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A description with a little form: paragraphs, headings, lists, tables, emphasis, links. There is no way to one that was not
 * sanitised.
 */
public final class RichText {

    /** Longest source that is sanitised; what is longer may take long. */
    public static final int SOURCE_LENGTH_MAX = 50_000;

    /** What was taken away of a source. */
    public enum Part {
        ELEMENT,
        ATTRIBUTE,
        CHARACTER
    }

    /**
     * Something that was taken away.
     *
     * @param name of the element, of the attribute behind its element and a dot, or the code point
     */
    public record Removal(Part part, String name) {

        private static final int NAME_LENGTH_MAX = 60;

        public Removal {
            name = name.length() > NAME_LENGTH_MAX ? name.substring(0, NAME_LENGTH_MAX) : name;
        }
    }

    private final LocalizedText html;
    private final LocalizedText text;
    private final List<Removal> removals;

    private RichText(LocalizedText html, LocalizedText text, List<Removal> removals) {
        this.html = html;
        this.text = text;
        this.removals = removals;
    }

    /** Sanitises what somebody wrote. */
    public static RichText of(LocalizedText source) {
        var zh = SafeHtml.of(source.zh());
        var en = source.en() == null ? null : SafeHtml.of(source.en());
        var removals = new LinkedHashSet<>(zh.removals());
        if (en != null) {
            removals.addAll(en.removals());
        }
        return new RichText(
                new LocalizedText(zh.html(), en == null ? null : en.html()),
                new LocalizedText(zh.text(), en == null ? null : en.text()),
                new ArrayList<>(removals));
    }

    /** What a product has already; null when it is plain. */
    static @Nullable RichText of(Product product) {
        var html = product.descriptionHtml();
        return html == null ? null : new RichText(html, product.description(), List.of());
    }

    public LocalizedText html() {
        return html;
    }

    /** The same without its form, for searches and for readers that know none. */
    public LocalizedText text() {
        return text;
    }

    /** Each once, at most so many as people read. */
    public List<Removal> removals() {
        return List.copyOf(removals);
    }

    /** A plain text in the same form: its paragraphs and lines, and nothing in it means anything. */
    public static String ofPlain(String text) {
        return SafeHtml.paragraphs(text);
    }
}
