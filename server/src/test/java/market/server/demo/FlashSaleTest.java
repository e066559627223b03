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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import market.server.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goal: what is sold out is sold out. Method: 64 shoppers try 400 times at two copies to buy one of a hundred tins. */
final class FlashSaleTest {

    private static final Logger LOG = LoggerFactory.getLogger(FlashSaleTest.class);
    private static final String TIN = "flash-sale-guapian-tin";
    private static final String SKU = "TE01-100T";
    private static final String MERCHANT = "dushan-guapian-coop";
    private static final String NANJING = "320102";
    private static final int PIECES = 100;
    private static final int ATTEMPTS = 400;
    private static final int SHOPPERS = 64;
    private static final int PAYMENT_ATTEMPTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    @Test
    void a_hundred_tins_are_sold_a_hundred_times_when_64_shoppers_try_400_times_at_two_copies() throws Exception {
        try (var engine = TestEngine.start(folder.resolve("one"));
                var second = engine.copyWithSameGateway(folder.resolve("two"))) {
            var town = new Town(engine.url(), new Report(_ -> {}));
            var tin = OpeningGoods.variant(town.guest(), TIN, SKU).text("/id");

            var outcomes = attempts(List.of(town, new Town(second.url(), new Report(_ -> {}))), tin);

            assertThat(outcomes).hasSize(ATTEMPTS);
            // Losers hear what is left, which is less than the one piece they asked for.
            assertThat(Collections.frequency(outcomes, "INSUFFICIENT_STOCK, left 0"))
                    .isEqualTo(ATTEMPTS - PIECES);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(paidOrders(engine)).isEqualTo(PIECES));
            var levels = town.merchant(MERCHANT).variant(TIN, SKU).list("/stockLevels");
            assertThat(levels).allMatch(level -> level.decimal("/onHand").signum() == 0);
            assertThat(levels).allMatch(level -> level.decimal("/available").signum() == 0);
            assertThat(engine.number("SELECT count(*) FROM inventory.stock WHERE on_hand < 0 OR committed <> 0"))
                    .isZero();
            assertThatTheLedgerIsBalanced(engine, town);
        }
    }

    /** First everybody wants one at once, then those who got one pay. */
    private static List<String> attempts(List<Town> towns, String tin) throws Exception {
        try (var shoppers =
                Executors.newFixedThreadPool(SHOPPERS, Thread.ofVirtual().factory())) {
            var carts = all(shoppers, i -> shopper(towns, i).openCart(List.of(new Buyer.Wish(tin, 1))));
            var began = System.nanoTime();
            var starts = all(shoppers, i -> shopper(towns, i).startCheckout(carts.get(i)));
            LOG.warn(
                    "{} attempts at two copies took {} ms",
                    ATTEMPTS,
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
            return all(shoppers, i -> finish(towns.get(i % towns.size()), starts.get(i)));
        }
    }

    private static <T> List<T> all(ExecutorService shoppers, IntFunction<T> deed) throws Exception {
        var deeds = IntStream.range(0, ATTEMPTS)
                .mapToObj(i -> (Callable<T>) () -> deed.apply(i))
                .toList();
        var outcomes = new ArrayList<T>();
        for (var attempt : shoppers.invokeAll(deeds)) {
            outcomes.add(attempt.get());
        }
        return outcomes;
    }

    private static Buyer shopper(List<Town> towns, int number) {
        return towns.get(number % towns.size()).guest();
    }

    /** The order's number, or the code of the refusal and what is left. */
    private static String finish(Town town, Answer started) {
        if (started.isNothing("/checkout")) {
            return started.text("/userErrors/0/code") + ", left " + started.text("/userErrors/0/shortages/0/available");
        }
        var shopper = town.guest();
        var checkout = shopper.deliver(started.at("/checkout"), NANJING, Map.of());
        var payment = payAgainAfterTimeout(shopper, checkout);
        var cashier = new Cashier(town);
        cashier.pay(cashier.open(payment.text("/paymentAction/url")));
        return payment.text("/order/number");
    }

    /** On a slow machine a hundred who pay for one tin at once meet the deadline; asking again finds or makes the order. */
    private static Answer payAgainAfterTimeout(Buyer shopper, Answer checkout) {
        for (var attempt = 1; ; attempt++) {
            try {
                return shopper.pay(checkout, "ALIPAY_PAGE", null);
            } catch (ClaimFailedException e) {
                if (attempt == PAYMENT_ATTEMPTS
                        || !String.valueOf(e.getMessage()).contains("\"TIMEOUT\"")) {
                    throw e;
                }
                LOG.warn("Attempt {} to pay met the deadline", attempt);
            }
        }
    }

    private static long paidOrders(TestEngine engine) {
        return engine.number("SELECT count(*) FROM checkout.buyer_order WHERE paid_at IS NOT NULL");
    }

    private static void assertThatTheLedgerIsBalanced(TestEngine engine, Town town) {
        var paid = engine.number("SELECT sum(total_minor) FROM checkout.buyer_order WHERE paid_at IS NOT NULL");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clearing(town)).isEqualByComparingTo(BigDecimal.valueOf(paid, 2)));
        assertThat(engine.number("SELECT sum(amount_minor) FROM settlement.ledger_entry"))
                .isZero();
        assertThat(engine.number("SELECT count(*) FROM settlement.ledger_transaction"))
                .isEqualTo(PIECES);
    }

    private static BigDecimal clearing(Town town) {
        var balance = town.operator()
                .ask("{ trialBalance { isBalanced balances { account balance { amount } } } }", Map.of())
                .at("/trialBalance");
        assertThat(balance.isTrue("/isBalanced")).isTrue();
        var clearing = Answer.first(
                balance.list("/balances"), each -> each.text("/account").equals("PROVIDER_CLEARING"));
        return clearing.isNothing("") ? BigDecimal.ZERO : clearing.decimal("/balance/amount");
    }
}
