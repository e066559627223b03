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
import java.util.concurrent.Executors;
import market.server.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what is sold out is sold out. Method: 64 shoppers try 400 times to buy one of a hundred tins. */
final class FlashSaleTest {

    private static final String TIN = "flash-sale-guapian-tin";
    private static final String SKU = "TE01-100T";
    private static final String MERCHANT = "dushan-guapian-coop";
    private static final String NANJING = "320102";
    private static final int PIECES = 100;
    private static final int ATTEMPTS = 400;
    private static final int SHOPPERS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    @Test
    void a_hundred_tins_are_sold_a_hundred_times_when_64_shoppers_try_400_times() throws Exception {
        try (var engine = TestEngine.start(folder)) {
            var town = new Town(engine.url(), new Report(_ -> {}));
            var tin = OpeningGoods.variant(town.guest(), TIN, SKU).text("/id");

            var outcomes = attempts(town, tin);

            assertThat(outcomes).hasSize(ATTEMPTS);
            assertThat(Collections.frequency(outcomes, "INSUFFICIENT_STOCK")).isEqualTo(ATTEMPTS - PIECES);
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

    private static List<String> attempts(Town town, String tin) throws Exception {
        try (var shoppers =
                Executors.newFixedThreadPool(SHOPPERS, Thread.ofVirtual().factory())) {
            var attempts = Collections.nCopies(ATTEMPTS, (Callable<String>) () -> buy(town, tin));
            var outcomes = new ArrayList<String>();
            for (var attempt : shoppers.invokeAll(attempts)) {
                outcomes.add(attempt.get());
            }
            return outcomes;
        }
    }

    /** The order's number, or the code of the refusal. */
    private static String buy(Town town, String tin) {
        var shopper = town.guest();
        var started = shopper.startCheckout(shopper.openCart(List.of(new Buyer.Wish(tin, 1))));
        if (started.isNothing("/checkout")) {
            return started.text("/userErrors/0/code");
        }
        var checkout = shopper.deliver(started.at("/checkout"), NANJING, Map.of());
        var payment = shopper.pay(checkout, "ALIPAY_PAGE", null);
        var cashier = new Cashier(town);
        cashier.pay(cashier.open(payment.text("/paymentAction/url")));
        return payment.text("/order/number");
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
