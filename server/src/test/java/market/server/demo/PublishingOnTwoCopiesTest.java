package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From draft to the shelf over HTTP: what one copy of the engine is told counts at the other, and is done once. */
final class PublishingOnTwoCopiesTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String MERCHANT = "wanfo-ride-ons";
    private static final String BIKE = "balance-bike-first-step";
    private static final String OWN = """
            query Own($key: String!) {
              merchant { id }
              product(by: { key: $key }) { id version status scheduledStatuses { status } review { state reason } }
            }""";
    private static final String SET_STATUS = """
            mutation Status($input: ProductStatusSetInput!) {
              productStatusSet(input: $input) {
                product { status version scheduledStatuses { status at } } userErrors { code field message }
              }
            }""";
    private static final String SET_TEXTS = """
            mutation Texts($input: ProductTextsSetInput!) {
              productTextsSet(input: $input) { product { version } warnings { word } userErrors { code field } }
            }""";
    private static final String RULE = """
            mutation Rule($input: ReviewRuleSetInput!) {
              reviewRuleSet(input: $input) { reviewRule { requiresReview } userErrors { code field } }
            }""";
    private static final String REMOVE_RULE = """
            mutation Rule($input: ReviewRuleRemoveInput!) {
              reviewRuleRemove(input: $input) { reviewRule { requiresReview } userErrors { code field } }
            }""";
    private static final String REVIEWS = """
            { productReviews { edges { node { id handle version isListed } } } }""";
    private static final String DECIDE = """
            mutation Decide($input: ProductReviewDecideInput!) {
              productReviewDecide(input: $input) { review { state isListed } userErrors { code field } }
            }""";
    private static final String CLAIM = """
            mutation Claim($input: ForbiddenClaimSetInput!) {
              forbiddenClaimSet(input: $input) { forbiddenClaim { word } userErrors { code field } }
            }""";
    private static final String REMOVE_CLAIM = """
            mutation Claim($input: ForbiddenClaimRemoveInput!) {
              forbiddenClaimRemove(input: $input) { word userErrors { code field } }
            }""";
    private static final String PAGE = """
            query Page($handle: String!) {
              product(by: { handle: $handle }) { variants(first: 1) { edges { node { id } } } }
            }""";
    private static final String CREATE_CART = """
            mutation Cart($input: CartCreateInput!) {
              cartCreate(input: $input) { cart { id } userErrors { code message } }
            }""";
    private static final String CART = """
            query Cart($id: ID!) { cart(id: $id) { lines { edges { node { unavailableReason } } } } }""";

    @TempDir
    private static Path folder;

    private static TwoCopies copies;

    @BeforeAll
    static void open() {
        copies = TwoCopies.start(folder, Map.of());
        new FindingGoods(copies.here()).awaitIndex();
    }

    @AfterAll
    static void close() {
        copies.close();
    }

    @Test
    void a_scheduled_change_is_made_once_though_two_copies_tend_it_and_shows_on_both() {
        var before = own().whole("/product/version");

        var told = setStatus(copies.here(), "WITHDRAWN", inASecond());
        assertThat(told.text("/product/status")).isEqualTo("LISTED");
        await().atMost(Duration.ofSeconds(5)).until(() -> isNowhere());
        setStatus(copies.there(), "LISTED", inASecond());
        await().atMost(Duration.ofSeconds(5)).until(() -> isEverywhere());

        var product = own().at("/product");
        assertThat(product.whole("/version")).isEqualTo(before + 2);
        assertThat(product.list("/scheduledStatuses")).isEmpty();
        assertThat(copies.first()
                        .number("SELECT count(*) FROM catalog.product_version AS v JOIN catalog.product AS p"
                                + " ON p.id = v.product_id WHERE p.handle = '" + BIKE + "' AND v.version > " + before))
                .isEqualTo(2);
    }

    @Test
    void what_is_in_review_by_a_rule_of_the_other_copy_is_nowhere_on_sale_until_it_passes() {
        var target = Map.of("target", Map.of("merchantId", own().text("/merchant/id")));
        var rule = new HashMap<String, Object>(target);
        rule.put("requiresReview", true);
        var cart = cart();
        copies.there().operator().change(RULE, rule);

        setStatus(copies.here(), "WITHDRAWN", null);
        assertThat(setStatus(copies.here(), "LISTED", null).text("/product/status"))
                .isEqualTo("IN_REVIEW");

        await().atMost(SOON).until(() -> isNowhere());
        assertThat(copies.any()
                        .guest()
                        .caller()
                        .ask(CART, Map.of("id", cart))
                        .text("/cart/lines/edges/0/node/unavailableReason"))
                .isEqualTo("WITHDRAWN");
        var waiting = Answer.first(
                copies.there().operator().ask(REVIEWS, Map.of()).nodes("/productReviews"),
                each -> each.text("/handle").equals(BIKE));
        copies.there()
                .operator()
                .change(
                        DECIDE,
                        Map.of(
                                "reviewId",
                                waiting.text("/id"),
                                "decision",
                                "APPROVE",
                                "expectedVersion",
                                waiting.whole("/version")));
        await().atMost(SOON).until(() -> isEverywhere());
        copies.here().operator().change(REMOVE_RULE, target);
    }

    @Test
    void a_forbidden_word_that_one_copy_is_told_is_warned_of_by_the_other_at_once() {
        copies.there().operator().change(CLAIM, Map.of("word", "银河第一", "reasons", List.of(text("不得夸大"))));

        assertThat(rewritten().text("/warnings/0/word")).isEqualTo("银河第一");
        copies.there().operator().change(REMOVE_CLAIM, Map.of("word", "银河第一"));
        assertThat(rewritten().list("/warnings")).isEmpty();
    }

    private static Instant inASecond() {
        return copies.first().engine().context().getBean(Clock.class).instant().plusSeconds(1);
    }

    private static Answer rewritten() {
        var seller = copies.here().merchant("qishan-yunwu").caller();
        var product = seller.ask(OWN, Map.of("key", FindingGoods.TEA)).at("/product");
        return seller.change(
                SET_TEXTS,
                Map.of(
                        "productId",
                        product.text("/id"),
                        "titles",
                        List.of(text("银河第一瓜片")),
                        "expectedVersion",
                        product.whole("/version")));
    }

    private static Map<String, String> text(String chinese) {
        return Map.of("language", "zh-CN", "value", chinese);
    }

    private static Answer own() {
        return copies.any().merchant(MERCHANT).caller().ask(OWN, Map.of("key", BIKE));
    }

    private static Answer setStatus(Town town, String status, @Nullable Instant at) {
        var product = own().at("/product");
        var input = new HashMap<String, Object>(Map.of(
                "productId", product.text("/id"), "status", status, "expectedVersion", product.whole("/version")));
        if (at != null) {
            input.put("at", at.toString());
        }
        return town.merchant(MERCHANT).caller().change(SET_STATUS, input);
    }

    private static String cart() {
        var guest = copies.here().guest().caller();
        var variant = guest.ask(PAGE, Map.of("handle", BIKE)).text("/product/variants/edges/0/node/id");
        return guest.change(
                        CREATE_CART,
                        Map.of(
                                "lines",
                                List.of(Map.of("variantId", variant, "quantity", "1")),
                                "idempotencyKey",
                                Town.key()))
                .text("/cart/id");
    }

    private static boolean isNowhere() {
        return Stream.of(copies.here(), copies.there()).noneMatch(town -> isOnPage(town) || isFound(town));
    }

    private static boolean isEverywhere() {
        return Stream.of(copies.here(), copies.there()).allMatch(town -> isOnPage(town) && isFound(town));
    }

    private static boolean isOnPage(Town town) {
        return !town.guest().caller().ask(PAGE, Map.of("handle", BIKE)).isNothing("/product");
    }

    private static boolean isFound(Town town) {
        return FindingGoods.finds(FindingGoods.search(town.guest(), Map.of("query", "平衡车")), BIKE);
    }
}
