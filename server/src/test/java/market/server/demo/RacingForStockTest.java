package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is faster, at whichever copy: pieces, orders and money are the same in all books afterwards. */
final class RacingForStockTest {

    private static final String TIN = "flash-sale-guapian-tin";
    private static final String TIN_SKU = "TE01-100T";
    private static final String TIN_MERCHANT = "dushan-guapian-coop";
    private static final String TEA_SKU = "TE01-125B";
    private static final String NANJING = "320102";
    private static final Duration HOLD = Duration.ofSeconds(3);
    private static final Duration PAY_WITHIN = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUYERS = 16;
    private static final String NOT_PAID = "SELECT count(*) FROM checkout.buyer_order WHERE state = 'PENDING_PAYMENT'";
    private static final String COUNT = """
            mutation Count($input: StockCountInput!) {
              stockCount(input: $input) { levels { onHand } userErrors { code field message } }
            }""";

    private static final String CANCEL = """
            mutation Cancel($input: OrderCancelInput!) {
              orderCancel(input: $input) { order { status } userErrors { code message } }
            }""";

    @TempDir
    private static Path folder;

    private static TwoCopies copies;
    private static String tin;
    private static String tea;

    @BeforeAll
    static void start() {
        copies = TwoCopies.start(
                folder,
                Map.of(
                        "MARKET_CHECKOUT_HOLD", HOLD.toSeconds() + "s",
                        "MARKET_CHECKOUT_PAY_WITHIN", PAY_WITHIN.toSeconds() + "s",
                        "MARKET_CHECKOUT_EXPIRE_EVERY", "200ms",
                        "MARKET_INVENTORY_SWEEP_INTERVAL", "500ms",
                        "MARKET_INVENTORY_RECONCILE_INTERVAL", "700ms"));
        tin = OpeningGoods.variant(copies.here().guest(), TIN, TIN_SKU).text("/id");
        tea = OpeningGoods.variant(copies.here().guest(), FindingGoods.TEA, TEA_SKU)
                .text("/id");
    }

    @AfterAll
    static void stop() {
        copies.close();
    }

    @AfterEach
    void books_are_equal() {
        copies.books().assertThatTheyAreEqual(List.of());
        assertThat(copies.drift()).isZero();
    }

    @Test
    void the_last_piece_is_sold_once() throws Exception {
        for (var round = 0; round < 5; round++) {
            stockTins(1);
            var tried = Rush.of(BUYERS, repeated(BUYERS, () -> order(List.of(new Buyer.Wish(tin, 1)))));
            var sold = tried.stream().filter(each -> !each.isNothing("/order")).toList();
            assertThat(sold).hasSize(1);
            assertThat(tried.stream().filter(each -> each.isNothing("/order")))
                    .extracting(each -> each.text("/userErrors/0/code"))
                    .containsOnly("INSUFFICIENT_STOCK");
            copies.any()
                    .guest()
                    .caller()
                    .change(CANCEL, Map.of("orderId", sold.getFirst().text("/order/id")));
        }
    }

    @Test
    void baskets_in_opposite_order_do_not_wait_for_each_other_for_ever() throws Exception {
        stockTins(1_000);
        var baskets = IntStream.range(0, 8 * BUYERS)
                .mapToObj(i -> {
                    var basket = new ArrayList<>(List.of(new Buyer.Wish(tin, 1), new Buyer.Wish(tea, 1)));
                    if (i % 2 == 1) {
                        Collections.reverse(basket);
                    }
                    return (Callable<String>) () -> buy(basket);
                })
                .toList();

        var sold = Rush.of(BUYERS, baskets);

        assertThat(sold).allMatch(each -> each.startsWith("T"));
    }

    @Test
    void goods_whose_hold_ends_while_they_are_ordered_are_sold_to_one_of_both() throws Exception {
        stockTins(BUYERS);
        var checkouts = Rush.of(BUYERS, repeated(BUYERS, () -> {
            var town = copies.any();
            return new Begun(town, ready(town.guest(), List.of(new Buyer.Wish(tin, 1))));
        }));
        var end = System.nanoTime() + HOLD.toNanos();
        var deeds = new ArrayList<Callable<String>>();
        for (var begun : checkouts) {
            deeds.add(() -> {
                sleepUntil(end + around(400));
                return pay(begun);
            });
            deeds.add(() -> {
                sleepUntil(end + around(400));
                return buy(List.of(new Buyer.Wish(tin, 1)));
            });
        }

        var outcomes = Rush.of(2 * BUYERS, deeds);

        assertThat(outcomes.stream().filter(each -> each.startsWith("T"))).hasSizeLessThanOrEqualTo(BUYERS);
        assertThat(outcomes.stream().filter(each -> !each.startsWith("T")))
                .isSubsetOf("INSUFFICIENT_STOCK", "CHECKOUT_EXPIRED");
        assertThat(tinsOnHand()).isEqualTo(BUYERS);
        awaitPaidOrGivenUp();
        assertThat(tinsAvailable()).isEqualTo(BUYERS);
    }

    @Test
    void an_order_that_is_paid_as_its_time_ends_is_either_paid_or_given_up() throws Exception {
        stockTins(2 * BUYERS);
        var began = System.nanoTime();
        var open = Rush.of(BUYERS, repeated(2 * BUYERS, () -> {
            var town = copies.any();
            var shopper = town.guest();
            var placed = shopper.pay(ready(shopper, List.of(new Buyer.Wish(tin, 1))), "ALIPAY_PAGE", null);
            var end = System.nanoTime() + PAY_WITHIN.toNanos();
            var cashier = new Cashier(town);
            return new Placed(cashier, cashier.open(placed.text("/paymentAction/url")), end);
        }));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PAY_WITHIN);

        Rush.of(
                2 * BUYERS,
                open.stream()
                        .map(each -> (Callable<Integer>) () -> {
                            sleepUntil(each.end + around(600));
                            return each.cashier.pay(each.page).statusCode();
                        })
                        .toList());

        awaitPaidOrGivenUp();
        var paid = copies.first()
                .number("SELECT count(*) FROM checkout.order_line AS line JOIN checkout.buyer_order AS ordered"
                        + " ON ordered.id = line.order_id WHERE ordered.state = 'PAID'"
                        + " AND ordered.id IN (SELECT id FROM checkout.buyer_order ORDER BY placed_at DESC LIMIT "
                        + open.size() + ")");
        assertThat(tinsOnHand()).isEqualTo(2 * BUYERS - paid);
        assertThat(tinsAvailable()).isEqualTo(2 * BUYERS - paid);
    }

    @Test
    void a_checkout_that_its_buyer_replaces_while_paying_for_it_is_ordered_once_at_most() throws Exception {
        stockTins(BUYERS);
        var deeds = new ArrayList<Callable<String>>();
        for (var i = 0; i < BUYERS; i++) {
            var shopper = copies.here().guest();
            var cart = shopper.openCart(List.of(new Buyer.Wish(tin, 1)));
            var begun = new Begun(copies.there(), deliver(shopper, shopper.checkout(cart)));
            deeds.add(() -> pay(begun));
            deeds.add(() -> {
                var again = shopper.startCheckout(cart);
                return again.isNothing("/checkout") ? again.text("/userErrors/0/code") : "replaced";
            });
        }

        var outcomes = Rush.of(2 * BUYERS, deeds);

        assertThat(outcomes.stream().filter(each -> each.startsWith("T"))).hasSizeBetween(0, BUYERS);
        assertThat(tinsOnHand()).isEqualTo(BUYERS);
        awaitPaidOrGivenUp();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tinsAvailable()).isEqualTo(BUYERS));
    }

    @Test
    void a_merchants_count_among_sales_neither_loses_nor_makes_a_piece() throws Exception {
        stockTins(200);
        var found = new AtomicInteger();
        var deeds = new ArrayList<>(repeated(6 * BUYERS, () -> buyAndPay(new Buyer.Wish(tin, 1))));
        deeds.addAll(repeated(2 * BUYERS, () -> {
            var outcome = countOneMore();
            found.addAndGet(outcome.isEmpty() ? 1 : 0);
            return outcome;
        }));
        Collections.shuffle(deeds);

        var outcomes = Rush.of(BUYERS, deeds);

        assertThat(outcomes.stream().filter(each -> each.startsWith("T"))).hasSize(6 * BUYERS);
        assertThat(outcomes.stream().filter(each -> !each.startsWith("T") && !each.isEmpty()))
                .isSubsetOf("VERSION_CONFLICT");
        awaitPaidOrGivenUp();
        assertThat(tinsOnHand()).isEqualTo(200 + found.get() - 6 * BUYERS);
    }

    /** A checkout with an address, at a copy. */
    private record Begun(Town town, Answer checkout) {}

    private record Placed(Cashier cashier, Cashier.Page page, long end) {}

    private static <T> List<Callable<T>> repeated(int times, Callable<T> deed) {
        return Collections.nCopies(times, deed);
    }

    /** The order's number, or the code of the refusal. */
    private static String buy(List<Buyer.Wish> wishes) {
        return told(order(wishes));
    }

    /** The payload with the order, or that of whatever refused it. */
    private static Answer order(List<Buyer.Wish> wishes) {
        var shopper = copies.any().guest();
        var started = shopper.startCheckout(shopper.openCart(wishes));
        return started.isNothing("/checkout")
                ? started
                : copies.any().guest().tryToPay(deliver(shopper, started.at("/checkout")));
    }

    private static String buyAndPay(Buyer.Wish wish) {
        var town = copies.any();
        var shopper = town.guest();
        var placed = shopper.pay(ready(shopper, List.of(wish)), "ALIPAY_PAGE", null);
        var cashier = new Cashier(town);
        cashier.pay(cashier.open(placed.text("/paymentAction/url")));
        return placed.text("/order/number");
    }

    private static Answer ready(Buyer shopper, List<Buyer.Wish> wishes) {
        return deliver(shopper, shopper.checkout(shopper.openCart(wishes)));
    }

    private static Answer deliver(Buyer shopper, Answer checkout) {
        return shopper.deliver(checkout, NANJING, Map.of());
    }

    private static String pay(Begun begun) {
        return told(begun.town.guest().tryToPay(begun.checkout));
    }

    private static String told(Answer payload) {
        return payload.isNothing("/order") ? payload.text("/userErrors/0/code") : payload.text("/order/number");
    }

    /** What a merchant does who finds a piece more than was written down. */
    private static String countOneMore() {
        var merchant = copies.any().merchant(TIN_MERCHANT);
        var variant = merchant.variant(TIN, TIN_SKU);
        var level = variant.at("/stockLevels/0");
        var onHand = level.decimal("/onHand");
        var row = Map.of(
                "variantId", variant.text("/id"),
                "locationId", level.text("/location/id"),
                "counted", onHand.add(BigDecimal.ONE).toPlainString(),
                "expectedOnHand", onHand.toPlainString());
        var payload = merchant.caller().attempt(COUNT, Map.of("counts", List.of(row), "idempotencyKey", Town.key()));
        return payload.list("/userErrors").isEmpty() ? "" : payload.text("/userErrors/0/code");
    }

    private static void stockTins(int pieces) {
        awaitPaidOrGivenUp();
        // What other tests put into carts and did not order is held for a while yet.
        await().atMost(PATIENCE).until(() -> tinsAvailable() == tinsOnHand());
        var merchant = copies.here().merchant(TIN_MERCHANT);
        var delta = pieces - tinsOnHand();
        if (delta != 0) {
            merchant.adjustStock(TIN, TIN_SKU, (int) delta, delta < 0 ? "LOSS" : "RECEIVED");
        }
    }

    private static void awaitPaidOrGivenUp() {
        await().atMost(PATIENCE).until(() -> copies.first().number(NOT_PAID) == 0);
    }

    private static long tinsOnHand() {
        return tins("/onHand");
    }

    private static long tinsAvailable() {
        return tins("/available");
    }

    private static long tins(String count) {
        return copies.here().merchant(TIN_MERCHANT).variant(TIN, TIN_SKU).list("/stockLevels").stream()
                .mapToLong(level -> level.decimal(count).longValueExact())
                .sum();
    }

    private static long around(int millis) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(-millis, millis))
                .toNanos();
    }

    private static void sleepUntil(long nanoTime) {
        for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
