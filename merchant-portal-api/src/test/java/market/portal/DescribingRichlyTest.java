package market.portal;

import static market.portal.PortalWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import market.catalog.Product;
import market.graphql.Surface;
import market.kernel.Actor;
import market.kernel.Language;
import market.portal.PortalWorld.Seller;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class DescribingRichlyTest {

    private static final String SET = """
            mutation ($v0: ProductTextsSetInput!) {
              productTextsSet(input: $v0) {
                product { version descriptions { value } descriptionsHtml { language value } }
                warnings { code field word message }
                userErrors { code field message }
              }
            }
            """;
    private static final String PAGE = "query ($v0: ID!) { product(by: { id: $v0 }) { description descriptionHtml } }";
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

    /** Each with a word that has to stay, so that something is left to be shown. */
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "<img src=x onerror=alert(1)>",
            "<img src=\"https://elsewhere.example/track.gif\">",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\" &#x6A;ava&#115;cript&colon;alert(1)\">x</a>",
            "<a href=\"java\nscript:alert(1)\">x</a>",
            "<a href=\"\tjava&Tab;script:alert(1)\">x</a>",
            "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
            "<a href=\"vbscript:x\">x</a>",
            "<a href=\"http://plain.example\">x</a>",
            "<a href=\"//elsewhere.example\">x</a>",
            "<a href=\"https://user:word@elsewhere.example\">x</a>",
            "<a href=\"https:\\\\elsewhere.example\">x</a>",
            "<a href=\"https://x.example\" target=_blank onclick=alert(1) style=color:red rel=follow>x</a>",
            "<svg><script>alert(1)</script></svg>",
            "<svg onload=alert(1)><animate onbegin=alert(1)>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\">",
            "<math><annotation-xml encoding=\"text/html\"><style></style><img src=x onerror=alert(1)></annotation-xml>",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
            "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
            "<xmp><p title=\"</xmp><svg/onload=alert(1)>\"></xmp>",
            "<title><a title=\"</title><img src=x onerror=alert(1)>\"></title>",
            "<template><script>alert(1)</script></template>",
            "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
            "<object data=\"https://x.example/x.swf\"></object><embed src=x>",
            "<form action=https://x.example><form><input name=parentNode><button formaction=javascript:x>y</button></form>",
            "<p style=\"width:expression(alert(1));background:url(javascript:x)\">x</p>",
            "<style>@import 'https://x.example/x.css'; p{x:expression(alert(1))}</style>",
            "<link rel=stylesheet href=https://x.example><base href=https://x.example/><meta http-equiv=refresh content=0>",
            "<p id=__proto__ class=admin name=cookie>x</p>",
            "<p/onmouseover=alert(1)>x",
            "<p \u0001onclick=alert(1)>x</p>".replace("\u0001", "/"),
            "<b><p><table><td><b></p></table></i><ul><li></b>x",
            "<!-- --!><script>alert(1)</script> -->",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<?php echo 1 ?><% x %>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&#0;&#x202E;&#x2066;\u202Ereversed\u202C",
            "<p title='&lt;script&gt;'>x</p>",
            "<table><tr><td colspan=\"9999999\" rowspan=-1 background=javascript:x>x</td></tr></table>",
            "<ScRiPt\t/x>alert(1)</sCrIpT >",
            "<a href=https://x.example/\"onmouseover=\"alert(1)>x</a>",
            "<a href='https://x.example/`onclick=alert(1)'>x</a>",
            "<".repeat(2_000),
            "<ul><li>".repeat(3_000));

    private final Seller seller = WORLD.seller();

    private JsonNode set(int version, String format, String... descriptions) {
        var given = descriptions.length == 1
                ? List.of(Map.of("language", "zh-CN", "value", descriptions[0]))
                : List.of(
                        Map.of("language", "zh-CN", "value", descriptions[0]),
                        Map.of("language", "en", "value", descriptions[1]));
        return WORLD.merchant(
                        seller.user(),
                        SET,
                        Map.of(
                                "productId", seller.productId(),
                                "descriptions", given,
                                "descriptionFormat", format,
                                "expectedVersion", version))
                .at("/data/productTextsSet");
    }

    private JsonNode page(Language language) {
        return WORLD.run(Surface.STOREFRONT, new Actor.Guest(), language, PAGE, seller.productId())
                .at("/data/product");
    }

    private Product product() {
        return WORLD.products.find(seller.product()).orElseThrow();
    }

    private static List<String> warnings(JsonNode payload) {
        return StreamSupport.stream(payload.at("/warnings").spliterator(), false)
                .map(each -> each.at("/code").asText() + " " + each.at("/word").asText())
                .toList();
    }

    @Test
    void a_description_is_shown_with_its_form_and_searched_without_it() {
        var payload = set(1, "HTML", "<h2>冲泡</h2><p>水温 <b>80</b></p>", "<p>At <i>80</i> degrees</p>");

        assertThat(payload.at("/userErrors")).isEmpty();
        assertThat(payload.at("/warnings")).isEmpty();
        assertThat(payload.at("/product/descriptionsHtml")).hasSize(2);
        assertThat(product().description().zh()).isEqualTo("冲泡\n水温 80");
        assertThat(page(Language.EN).at("/description").asText()).isEqualTo("At 80 degrees");
        assertThat(page(Language.EN).at("/descriptionHtml").asText()).isEqualTo("<p>At <i>80</i> degrees</p>");
        assertThat(page(Language.ZH_CN).at("/descriptionHtml").asText()).isEqualTo("<h2>冲泡</h2><p>水温 <b>80</b></p>");
    }

    @Test
    void what_strangers_write_to_hurt_is_taken_out_and_told() {
        var version = 1;
        for (var fragment : HOSTILE) {
            var payload = set(version++, "HTML", "<p>before</p>" + fragment);
            assertThat(payload.at("/userErrors")).as(fragment).isEmpty();
            var html = page(Language.ZH_CN).at("/descriptionHtml").asText();
            var body = Jsoup.parseBodyFragment(html).body();

            assertThat(body.text()).as(fragment).startsWith("before");
            body.getAllElements().stream().skip(1).forEach(element -> {
                assertThat(ELEMENTS).as(html).contains(element.normalName());
                element.attributes()
                        .forEach(
                                attribute -> assertThat(attribute.getKey() + "=" + attribute.getValue())
                                        .as(html)
                                        .matches(
                                                "href=https://[^\\s\"'<>`]+|rel=nofollow noopener noreferrer|(col|row)span=[0-9]{1,2}"));
            });
            assertThat(product().description().zh()).as(fragment).doesNotContain("\u202e", "\u2066", "\u0000");
        }
        assertThat(warnings(set(version, "HTML", "茶<script>x</script><p onclick=x>叶\u202e</p>")))
                .containsExactlyInAnyOrder(
                        "REMOVED_ELEMENT script", "REMOVED_ATTRIBUTE p.onclick", "REMOVED_CHARACTER U+202E");
    }

    @Test
    void a_plain_description_means_nothing_but_itself_and_replaces_a_rich_one() {
        set(1, "HTML", "<p>富文本</p>");

        set(2, "PLAIN", "<b>不是</b> HTML\n第二行");

        assertThat(page(Language.ZH_CN).at("/description").asText()).isEqualTo("<b>不是</b> HTML\n第二行");
        assertThat(page(Language.ZH_CN).at("/descriptionHtml").asText())
                .isEqualTo("<p>&lt;b&gt;不是&lt;/b&gt; HTML<br>第二行</p>");
        assertThat(product().descriptionHtml()).isNull();
    }

    @Test
    void what_is_too_long_or_leaves_nothing_is_refused_and_changes_nothing() {
        set(1, "HTML", "<p>原文</p>");

        for (var source : List.of(
                "<b>".repeat(17_000),
                "<div>".repeat(1 << 18),
                "<script>alert(1)</script>",
                "<hr>",
                "<p>" + "长".repeat(10_001) + "</p>")) {
            var payload = set(2, "HTML", source);
            assertThat(payload.at("/userErrors/0/code").asText()).isEqualTo("INVALID");
            assertThat(payload.at("/userErrors/0/field").toString())
                    .isEqualTo("[\"input\",\"descriptions\",\"0\",\"value\"]");
        }

        assertThat(product().version()).isEqualTo(2);
        assertThat(product().descriptionHtml()).isEqualTo(PortalWorld.text("<p>原文</p>"));
    }
}
