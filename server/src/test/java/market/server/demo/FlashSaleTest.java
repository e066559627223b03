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
import market.server.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goal: what is sold out is sold out, and soon. Method: 64 shoppers try 400 times at two copies to buy one of a hundred tins;
 * again, until the copies are warm and it is fast enough.
 */
final class FlashSaleTest {

    private static final Logger LOG = LoggerFactory.getLogger(FlashSaleTest.class);
    private static final String TIN = "flash-sale-guapian-tin";
    private static final String SKU = "TE01-100T";
    private static final String MERCHANT = "dushan-guapian-coop";
    private static final String NANJING = "320102";
    private static final int PIECES = 100;
    private static final int ATTEMPTS = 400;
    private static final int SHOPPERS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Three seconds in the nightly profile; builds share their machine with others. */
    private static final Duration LONGEST = Duration.parse(System.getProperty("market.flash.longest", "PT15S"));
    // The first rounds warm the copies up, with few shoppers.
    private static final int WARM_UP_ROUNDS = 2;
    private static final int FIRST_SHOPPERS = 8;
    private static final int ROUNDS_MAX = 8;
    private static final int TRIES_MAX = 20;

    /** While the copies are cold a busy machine needs longer than a buyer would wait. */
    private static final Map<String, String> PATIENT = Map.of("MARKET_DEADLINE_STOREFRONT", "60s");

    @TempDir
    private static Path folder;

    /** An attempt: where to pay, or what the shop said was left. */
    private record Attempt(Town town, String order, String cashier, String code, String left) {
        boolean isSold() {
            return code.isEmpty();
        }
    }

    @Test
    void a_hundred_tins_are_sold_a_hundred_times_when_64_shoppers_try_400_times_at_two_copies() throws Exception {
        try (var copies = TwoCopies.start(folder, PATIENT)) {
            var tin = OpeningGoods.variant(copies.here().guest(), TIN, SKU).text("/id");
            var orders = new ArrayList<String>();
            var fastest = PATIENCE;
            var rounds = 0;
            while (fastest.compareTo(LONGEST) > 0 && rounds < ROUNDS_MAX) {
                if (rounds > 0) {
                    copies.here().merchant(MERCHANT).adjustStock(TIN, SKU, PIECES, "RECEIVED");
                }
                var isWarm = rounds >= WARM_UP_ROUNDS;
                var shoppers = isWarm ? SHOPPERS : FIRST_SHOPPERS;
                var carts = fill(copies, tin, shoppers);
                var began = System.nanoTime();
                var attempts = Rush.of(shoppers, carts);
                var took = Duration.ofNanos(System.nanoTime() - began);

                rounds++;
                LOG.warn("{} attempts took {} ms", ATTEMPTS, took.toMillis());
                fastest = isWarm && took.compareTo(fastest) < 0 ? took : fastest;
                assertThatHundredWereFaster(attempts);
                payAll(attempts);
                attempts.stream().filter(Attempt::isSold).map(Attempt::order).forEach(orders::add);
            }
            assertThat(fastest).isLessThanOrEqualTo(LONGEST);
            assertThatAllArePaid(copies, orders);
        }
    }

    private static void assertThatHundredWereFaster(List<Attempt> attempts) {
        assertThat(attempts).hasSize(ATTEMPTS);
        assertThat(attempts.stream().filter(Attempt::isSold)).hasSize(PIECES);
        assertThat(attempts.stream().filter(each -> !each.isSold())).allSatisfy(loser -> {
            assertThat(loser.code()).isEqualTo("INSUFFICIENT_STOCK");
            assertThat(loser.left()).isEqualTo("0");
        });
    }

    /** Carts are filled before the sale; what is told is what follows: checking out, and placing the order. */
    private static List<Callable<Attempt>> fill(TwoCopies copies, String variant, int shoppers)
            throws InterruptedException {
        return Rush.of(shoppers, Collections.nCopies(ATTEMPTS, () -> {
            var cart = copies.any().guest().openCart(List.of(new Buyer.Wish(variant, 1)));
            return () -> order(copies.any(), cart);
        }));
    }

    private static Attempt order(Town town, Answer cart) {
        var shopper = town.guest();
        var started = shopper.startCheckout(cart);
        // While the first who buy at a merchant have its counters built, the others are asked to try again.
        for (var tries = 0; tries < TRIES_MAX && isAskedToTryAgain(started); tries++) {
            started = shopper.startCheckout(cart);
        }
        if (started.isNothing("/checkout")) {
            return new Attempt(
                    town,
                    "",
                    "",
                    started.text("/userErrors/0/code"),
                    started.text("/userErrors/0/shortages/0/available"));
        }
        var checkout = shopper.deliver(started.at("/checkout"), NANJING, Map.of());
        var payment = shopper.pay(checkout, "ALIPAY_PAGE", null);
        return new Attempt(town, payment.text("/order/number"), payment.text("/paymentAction/url"), "", "");
    }

    private static boolean isAskedToTryAgain(Answer started) {
        return started.isNothing("/checkout")
                && started.text("/userErrors/0/code").equals("TRY_AGAIN");
    }

    private static void payAll(List<Attempt> attempts) throws InterruptedException {
        Rush.of(
                SHOPPERS,
                attempts.stream()
                        .filter(Attempt::isSold)
                        .map(each -> (Callable<Integer>) () -> {
                            var cashier = new Cashier(each.town());
                            return cashier.pay(cashier.open(each.cashier())).statusCode();
                        })
                        .toList());
    }

    private static void assertThatAllArePaid(TwoCopies copies, List<String> orders) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(copies.first()
                                .number("SELECT count(*) FROM checkout.buyer_order WHERE paid_at IS NOT NULL"))
                        .isEqualTo(orders.size()));
        var levels = copies.there().merchant(MERCHANT).variant(TIN, SKU).list("/stockLevels");
        assertThat(levels).allMatch(level -> level.decimal("/onHand").signum() == 0);
        assertThat(levels).allMatch(level -> level.decimal("/available").signum() == 0);
        copies.books().assertThatTheyAreEqual(orders);
        assertThat(copies.drift()).isZero();
        assertThatTheLedgerIsBalanced(copies.first(), copies.here());
    }

    private static void assertThatTheLedgerIsBalanced(TestEngine engine, Town town) {
        var paid = engine.number("SELECT sum(total_minor) FROM checkout.buyer_order");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clearing(town)).isEqualByComparingTo(BigDecimal.valueOf(paid, 2)));
        assertThat(engine.number("SELECT sum(amount_minor) FROM settlement.ledger_entry"))
                .isZero();
        assertThat(engine.number("SELECT count(*) FROM settlement.ledger_transaction"))
                .isEqualTo(engine.number("SELECT count(*) FROM checkout.buyer_order"));
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
