package market.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.RichText.Part;
import market.catalog.RichText.Removal;
import org.jspecify.annotations.Nullable;
import org.owasp.html.AttributePolicy;
import org.owasp.html.Handler;
import org.owasp.html.HtmlChangeListener;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.HtmlStreamRenderer;
import org.owasp.html.PolicyFactory;

/** HTML of which only what is allowed is left, and which stays as it is when it is sanitised again. */
final class SafeHtml {

    private static final int ROUNDS_MAX = 4;
    private static final int REMOVALS_MAX = 20;
    private static final int URL_LENGTH_MAX = 2_000;
    private static final Pattern SPAN = Pattern.compile("[1-9][0-9]?");
    private static final Pattern PARAGRAPH_END = Pattern.compile("\\R[ \\t]*\\R\\s*");
    private static final Pattern LINE_END = Pattern.compile("\\R");

    private static final AttributePolicy SECURE_URL = (_, _, value) -> secure(value);

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "blockquote")
            .allowElements("strong", "b", "em", "i", "u", "s", "sub", "sup")
            .allowElements("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "a")
            .allowAttributes("href")
            .matching(SECURE_URL)
            .onElements("a")
            .allowAttributes("colspan", "rowspan")
            .matching(SPAN)
            .onElements("td", "th")
            .allowUrlProtocols("https")
            .requireRelsOnLinks("nofollow", "noopener", "noreferrer")
            .toFactory();

    private final String html;
    private final String text;
    private final List<Removal> removals;

    private SafeHtml(String html, String text, List<Removal> removals) {
        this.html = html;
        this.text = text;
        this.removals = removals;
    }

    static SafeHtml of(String source) {
        if (source.length() > RichText.SOURCE_LENGTH_MAX) {
            throw new IllegalArgumentException("The source is too long");
        }
        return settled(source);
    }

    private static SafeHtml settled(String source) {
        var removals = new LinkedHashSet<Removal>();
        var pass = pass(source, removals);
        for (var round = 0; round < ROUNDS_MAX; round++) {
            var again = pass(pass.html, new LinkedHashSet<>());
            if (again.html.equals(pass.html)) {
                return new SafeHtml(pass.html, again.text, List.copyOf(removals));
            }
            pass = again;
        }
        // What changes with every reading has no form that is worth keeping.
        var plain = pass(paragraphs(pass.text), new LinkedHashSet<>());
        return new SafeHtml(plain.html, plain.text, List.copyOf(removals));
    }

    String html() {
        return html;
    }

    String text() {
        return text;
    }

    List<Removal> removals() {
        return removals;
    }

    static String paragraphs(String text) {
        return Stream.of(PARAGRAPH_END.split(text.strip()))
                .filter(paragraph -> !paragraph.isBlank())
                .map(paragraph -> "<p>" + LINE_END.matcher(escaped(paragraph)).replaceAll("<br>") + "</p>")
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    private static SafeHtml pass(String source, Set<Removal> removals) {
        var html = new StringBuilder();
        var text = new PlainText(HtmlStreamRenderer.create(html, Handler.DO_NOTHING));
        HtmlSanitizer.sanitize(
                source, POLICY.apply(text, new Listening(), removals), sink -> new OnlyCharacters(sink, removals));
        return new SafeHtml(html.toString(), text.toString(), List.of());
    }

    private static @Nullable String secure(String value) {
        var url = value.strip();
        if (url.length() > URL_LENGTH_MAX || !url.toLowerCase(Locale.ROOT).startsWith("https://")) {
            return null;
        }
        try {
            var parsed = new URI(url);
            return parsed.getHost() == null || parsed.getRawUserInfo() != null ? null : parsed.toASCIIString();
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private static void remember(Set<Removal> removals, Part part, String name) {
        if (removals.size() < REMOVALS_MAX) {
            removals.add(new Removal(part, name));
        }
    }

    /** Notes what the policy takes away. */
    private static final class Listening implements HtmlChangeListener<Set<Removal>> {

        @Override
        public void discardedTag(@Nullable Set<Removal> removals, String element) {
            if (removals != null) {
                remember(removals, Part.ELEMENT, element);
            }
        }

        @Override
        public void discardedAttributes(@Nullable Set<Removal> removals, String element, String... attributes) {
            for (var attribute : attributes) {
                if (removals != null) {
                    remember(removals, Part.ATTRIBUTE, element + "." + attribute);
                }
            }
        }
    }

    /**
     * Takes characters out of texts that nobody sees, or that turn round what stands beside them. Texts that a comment divides
     * go on as one: else two braces, which the renderer divides by a comment, would not be divided again.
     */
    private static final class OnlyCharacters implements HtmlStreamEventReceiver {

        private final HtmlStreamEventReceiver underlying;
        private final Set<Removal> removals;
        private final StringBuilder kept = new StringBuilder();

        OnlyCharacters(HtmlStreamEventReceiver underlying, Set<Removal> removals) {
            this.underlying = underlying;
            this.removals = removals;
        }

        @Override
        public void openDocument() {
            underlying.openDocument();
        }

        @Override
        public void closeDocument() {
            handOn();
            underlying.closeDocument();
        }

        @Override
        public void openTag(String element, List<String> attributes) {
            handOn();
            underlying.openTag(element, attributes);
        }

        @Override
        public void closeTag(String element) {
            handOn();
            underlying.closeTag(element);
        }

        private void handOn() {
            if (!kept.isEmpty()) {
                underlying.text(kept.toString());
                kept.setLength(0);
            }
        }

        @Override
        public void text(String text) {
            text.codePoints().forEach(c -> {
                if (isShown(c)) {
                    kept.appendCodePoint(c);
                } else {
                    remember(removals, Part.CHARACTER, String.format(Locale.ROOT, "U+%04X", c));
                }
            });
        }

        private static boolean isShown(int c) {
            if (c == '\n' || c == '\t' || c == '\r') {
                return true;
            }
            var isTurning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
            var isNoCharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || c == 0xFEFF;
            return !isTurning
                    && !isNoCharacter
                    && !Character.isISOControl(c)
                    && Character.getType(c) != Character.SURROGATE;
        }
    }

    /** Writes down what is left without its form, while it goes on. */
    private static final class PlainText implements HtmlStreamEventReceiver {

        private static final Set<String> IN_LINE = Set.of("strong", "b", "em", "i", "u", "s", "sub", "sup", "a");
        private static final Set<String> CELLS = Set.of("td", "th");
        private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n\\f]+");

        private final HtmlStreamEventReceiver underlying;
        private final StringBuilder text = new StringBuilder();

        PlainText(HtmlStreamEventReceiver underlying) {
            this.underlying = underlying;
        }

        @Override
        public void openDocument() {
            underlying.openDocument();
        }

        @Override
        public void closeDocument() {
            underlying.closeDocument();
        }

        @Override
        public void openTag(String element, List<String> attributes) {
            around(element);
            if (element.equals("li")) {
                text.append("• ");
            }
            underlying.openTag(element, attributes);
        }

        @Override
        public void closeTag(String element) {
            around(element);
            underlying.closeTag(element);
        }

        @Override
        public void text(String more) {
            var spaced = SPACES.matcher(more).replaceAll(" ");
            text.append(endsInSpace() ? spaced.stripLeading() : spaced);
            underlying.text(more);
        }

        private void around(String element) {
            if (CELLS.contains(element)) {
                if (!endsInSpace()) {
                    text.append(' ');
                }
            } else if (element.equals("br") || (!IN_LINE.contains(element) && !endsInLine())) {
                text.append('\n');
            }
        }

        private boolean endsInSpace() {
            return text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        }

        private boolean endsInLine() {
            return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        }

        @Override
        public String toString() {
            return text.toString()
                    .lines()
                    .map(String::strip)
                    .collect(Collectors.joining("\n"))
                    .strip();
        }
    }
}
