package market.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import market.catalog.RichText.Part;
import market.catalog.RichText.Removal;
import market.kernel.LocalizedText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Whatever goes in, only what is allowed comes out; another parser is the judge. */
class SafeHtmlProperties {

    private static final Set<String> ELEMENTS = Set.of(
            "p",
            "br",
            "hr",
            "h2",
            "h3",
            "h4",
            "ul",
            "ol",
            "li",
            "blockquote",
            "strong",
            "b",
            "em",
            "i",
            "u",
            "s",
            "sub",
            "sup",
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "a");
    private static final List<String> PIECES = List.of(
            "<p>",
            "</p>",
            "<table>",
            "</table>",
            "<tr>",
            "<td colspan=2>",
            "<td colspan=x>",
            "</td>",
            "<li>",
            "<ul>",
            "</ul>",
            "<a href=https://example.com/?a=1&b=2>",
            "<a href=javascript:alert(1)>",
            "<a href='java\tscript:x'>",
            "<a href=data:text/html,x>",
            "</a>",
            "<b>",
            "</b>",
            "<h2>",
            "</h3>",
            "<br>",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<svg>",
            "</svg>",
            "<math>",
            "<mtext>",
            "<mglyph>",
            "<mi>",
            "<annotation-xml>",
            "<foreignobject>",
            "<desc>",
            "<title>",
            "</title>",
            "<noscript>",
            "</noscript>",
            "<textarea>",
            "</textarea>",
            "<xmp>",
            "</xmp>",
            "<plaintext>",
            "<template>",
            "<select>",
            "<option>",
            "<form>",
            "</form>",
            "<input name=attributes>",
            "<iframe src=//evil>",
            "<object data=x>",
            "<embed>",
            "<base href=//evil>",
            "<meta http-equiv=refresh>",
            "<img src=x onerror=alert(1)>",
            "<img/src=`x`onerror=alert(1)>",
            "<!--",
            "-->",
            "--!>",
            "<![CDATA[",
            "]]>",
            "<?xml ?>",
            "<!DOCTYPE html>",
            "&lt;",
            "&#60;",
            "&#x3c",
            "&#0;",
            "&#x202E;",
            "\u0000",
            "\u202e",
            "\ufeff",
            "\ud800",
            "<",
            ">",
            "\"",
            "'",
            "`",
            "=",
            "&",
            " onclick=alert(1) ",
            "<p style=x>",
            "<p id=a class=b>",
            "茶",
            "text",
            "\n",
            "{{x}}",
            "${x}",
            "<a\u000chref=https://x.example/>",
            "<P/ONLOAD=1>");

    private static SafeHtml cleaned(String source) {
        var cleaned = SafeHtml.of(source);
        assertSafe(cleaned.html());
        assertStays(cleaned);
        return cleaned;
    }

    private static void assertStays(SafeHtml cleaned) {
        if (cleaned.html().length() <= RichText.SOURCE_LENGTH_MAX) {
            assertThat(SafeHtml.of(cleaned.html()).html()).isEqualTo(cleaned.html());
        }
    }

    private static void assertSafe(String html) {
        assertThat(html.codePoints()
                        .anyMatch(c ->
                                c == 0 || (c >= 0x202A && c <= 0x202E) || Character.getType(c) == Character.SURROGATE))
                .isFalse();
        // As a page has it, and as one without scripts has it.
        assertSafe(Jsoup.parseBodyFragment(html).body(), html);
        assertSafe(
                Jsoup.parse("<html><head><noscript>" + "</noscript></head><body><div>" + html + "</div></body>")
                        .body()
                        .child(0),
                html);
    }

    private static void assertSafe(Element parent, String html) {
        for (Node node : parent.childNodes()) {
            // Two braces that a template would read stand apart.
            assertThat((node instanceof Comment comment && !comment.getData().equals(" ")) || node instanceof DataNode)
                    .as(html)
                    .isFalse();
        }
        for (var element : parent.children()) {
            assertThat(ELEMENTS).as(html).contains(element.normalName());
            element.attributes().forEach(attribute -> {
                switch (element.normalName() + "." + attribute.getKey()) {
                    case "a.href" -> assertThat(attribute.getValue()).startsWith("https://");
                    case "a.rel" -> assertThat(attribute.getValue()).contains("nofollow");
                    case "td.colspan", "td.rowspan", "th.colspan", "th.rowspan" ->
                        assertThat(attribute.getValue()).matches("[0-9]{1,2}");
                    default -> throw new AssertionError(attribute + " in " + html);
                }
            });
            if (element.hasAttr("href")) {
                assertThat(element.attr("rel")).contains("nofollow");
            }
            assertSafe(element, html);
        }
    }

    @Provide
    Arbitrary<String> sources() {
        var piece = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(PIECES)),
                Tuple.of(1, Arbitraries.strings().all().ofMaxLength(8)));
        return piece.list().ofMaxSize(40).map(pieces -> pieces.stream().collect(Collectors.joining()));
    }

    @Property(tries = 3_000)
    void whatever_goes_in_only_what_is_allowed_comes_out_and_stays_as_it_is(@ForAll("sources") String source) {
        cleaned(source);
    }

    @Property(tries = 300)
    void a_plain_text_means_nothing_but_itself(@ForAll("sources") String text) {
        var html = RichText.ofPlain(text);
        var body = Jsoup.parseBodyFragment(html).body();

        assertThat(body.select("*").eachText()).isNotNull();
        assertThat(body.getAllElements().stream().map(Element::normalName)).isSubsetOf("body", "p", "br");
    }

    @Example
    void what_is_allowed_stays_and_its_text_can_be_read_without_it() {
        var source = "<h2>冲泡</h2><p>水温 <strong>80 ℃</strong>，<em>不要</em>沸水。<br>三分钟</p><ul><li>一</li><li>二</li></ul>"
                + "<table><tr><th>年</th><td>2026</td></tr></table><a href=\"https://example.com/tea?a=1\">更多</a>";

        var cleaned = cleaned(source);

        assertThat(cleaned.removals()).isEmpty();
        assertThat(cleaned.text()).isEqualTo("冲泡\n水温 80 ℃，不要沸水。\n三分钟\n• 一\n• 二\n年 2026\n更多");
        var body = Jsoup.parseBodyFragment(cleaned.html()).body();
        assertThat(body.select("strong, em, h2, li, th, td")).hasSize(7);
        assertThat(body.select("a").attr("href")).isEqualTo("https://example.com/tea?a=1");
        assertThat(body.select("a").attr("rel")).isEqualTo("nofollow noopener noreferrer");
    }

    @Example
    void what_is_taken_away_is_named_once() {
        var rich = RichText.of(new LocalizedText(
                "<script>x</script><script>y</script><p onclick=x>a\u202e</p><a href=http://x.example>b</a>", null));

        assertThat(rich.removals())
                .containsExactlyInAnyOrder(
                        new Removal(Part.ELEMENT, "script"),
                        new Removal(Part.ATTRIBUTE, "p.onclick"),
                        new Removal(Part.CHARACTER, "U+202E"),
                        new Removal(Part.ELEMENT, "a"));
        assertThat(rich.text().zh()).isEqualTo("a\nb");
    }

    @Example
    void as_many_nested_elements_as_a_source_can_hold_are_read_in_moments() {
        for (var piece : List.of(
                "<p>",
                "<b>",
                "<ul><li>",
                "<table><tr><td>",
                "<a href=https://x.example>",
                "<div ",
                "<!--",
                "&#x",
                "<")) {
            var source = piece.repeat(RichText.SOURCE_LENGTH_MAX / piece.length());
            var start = System.nanoTime();

            var cleaned = SafeHtml.of(source);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(piece).isLessThan(Duration.ofSeconds(2));
            assertStays(cleaned);
        }
    }

    @Example
    void a_plain_text_keeps_its_paragraphs_and_lines() {
        assertThat(RichText.ofPlain("一 < 二\n三\r\n\r\n四 & \"五\"\n"))
                .isEqualTo("<p>一 &lt; 二<br>三</p><p>四 &amp; &#34;五&#34;</p>");
    }
}
