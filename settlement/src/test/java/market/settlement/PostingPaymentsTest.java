package market.settlement;

import static market.settlement.SettlementWorld.NOVEMBER;
import static market.settlement.SettlementWorld.WORLD;
import static market.settlement.SettlementWorld.line;
import static market.settlement.SettlementWorld.merchant;
import static market.settlement.SettlementWorld.paid;
import static market.settlement.SettlementWorld.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import market.checkout.MerchantOrderCompleted;
import market.checkout.MerchantOrderId;
import market.checkout.OrderId;
import market.checkout.OrderPaid;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** What happened to orders, as entries: each event once, every transaction balanced. */
class PostingPaymentsTest {

    @Test
    void a_payment_is_divided_between_merchants_platform_and_villages() {
        var village = WORLD.village("0.0200");
        var paid = paid(
                NOVEMBER,
                part(merchant(), 800, line(12_850, "0.0500", village), line(5_000, "0.0800", "340000")),
                part(merchant(), 0, line(9_990, "0.0500", village)));

        WORLD.listener.on(List.of(paid));

        // Commission 642.5 + 400 and 499.5; village 257 and 199.8: each rounded half up.
        assertThat(WORLD.entries(paid.order()))
                .isEqualTo("MERCHANT_PENDING -17350, MERCHANT_PENDING -9290, PLATFORM_COMMISSION -1043, "
                        + "PLATFORM_COMMISSION -500, PROVIDER_CLEARING 28640, VILLAGE_SHARE -257, VILLAGE_SHARE -200");
        assertThat(WORLD.ledger.ofOrder(paid.order()))
                .isEqualTo(new TrialBalance(
                        Map.of(
                                "MERCHANT_PENDING", Money.cny(-26_640),
                                "PLATFORM_COMMISSION", Money.cny(-1_543),
                                "PROVIDER_CLEARING", Money.cny(28_640),
                                "VILLAGE_SHARE", Money.cny(-457)),
                        true));
    }

    @Test
    void an_order_said_to_be_paid_is_posted_soon() {
        var paid = paid(NOVEMBER, part(merchant(), 0, line(1_000, "0.0500", "340000")));

        WORLD.say(paid);

        await().untilAsserted(() -> assertThat(WORLD.entries(paid.order()))
                .isEqualTo("MERCHANT_PENDING -950, PLATFORM_COMMISSION -50, PROVIDER_CLEARING 1000"));
    }

    @Test
    void a_payment_delivered_twice_is_one_set_of_entries() {
        var merchant = merchant();
        var paid = paid(NOVEMBER, part(merchant, 0, line(1_000, "0.0500", "340000")));
        WORLD.listener.on(List.of(paid));
        var once = WORLD.entries(paid.order());

        WORLD.listener.on(List.of(paid));
        WORLD.listener.on(List.of(paid, paid));

        assertThat(WORLD.entries(paid.order())).isEqualTo(once).contains("PROVIDER_CLEARING 1000");
        assertThat(StatementsTest.only(merchant).gross()).isEqualTo(Money.cny(1_000));
    }

    @Test
    void a_payment_delivered_by_eight_copies_at_once_is_one_set_of_entries() throws InterruptedException {
        var merchant = merchant();
        var paid = paid(NOVEMBER, part(merchant, 0, line(1_000, "0.0500", "340000")));
        Callable<Boolean> deliver = () -> {
            WORLD.listener.on(List.of(paid));
            return true;
        };

        try (var copies = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var delivery :
                    copies.invokeAll(Stream.generate(() -> deliver).limit(8).toList())) {
                assertThat(delivery).succeedsWithin(Duration.ofSeconds(10));
            }
        }

        assertThat(WORLD.entries(paid.order()))
                .isEqualTo("MERCHANT_PENDING -950, PLATFORM_COMMISSION -50, PROVIDER_CLEARING 1000");
        assertThat(StatementsTest.only(merchant).orderCount()).isEqualTo(1);
    }

    @Test
    void a_new_rate_holds_for_payments_from_now_on() {
        var village = WORLD.village("0.0200");
        var before = paid(NOVEMBER, part(merchant(), 0, line(10_000, "0.0500", village)));
        WORLD.listener.on(List.of(before));

        WORLD.villages.register(village, "新名", new BigDecimal("0.0300"));
        var after = paid(NOVEMBER, part(merchant(), 0, line(10_000, "0.0500", village)));
        WORLD.listener.on(List.of(before, after));

        assertThat(WORLD.entries(before.order())).endsWith("VILLAGE_SHARE -200");
        assertThat(WORLD.entries(after.order())).endsWith("VILLAGE_SHARE -300");
    }

    @Test
    void what_was_received_becomes_due_once() {
        var merchant = merchant();
        var paid = paid(NOVEMBER, part(merchant, 0, line(1_000, "0.0500", "340000")));
        var completed =
                new MerchantOrderCompleted(paid.order(), paid.parts().getFirst().merchantOrder(), merchant);

        WORLD.listener.on(List.of(paid, completed));
        WORLD.listener.on(List.of(completed));

        assertThat(WORLD.entries(paid.order()))
                .isEqualTo("MERCHANT_DUE -950, MERCHANT_PENDING -950, MERCHANT_PENDING 950, "
                        + "PLATFORM_COMMISSION -50, PROVIDER_CLEARING 1000");
        assertThat(WORLD.ledger.trialBalance().isBalanced()).isTrue();
    }

    @Test
    void nothing_becomes_due_that_was_not_paid() {
        var order = new OrderId(UUID.randomUUID());
        var completed = new MerchantOrderCompleted(order, new MerchantOrderId(UUID.randomUUID()), merchant());

        assertThatThrownBy(() -> WORLD.listener.on(List.of(completed))).isInstanceOf(IllegalStateException.class);

        assertThat(WORLD.entries(order)).isEmpty();
    }

    @Test
    void an_event_that_does_not_balance_leaves_nothing_of_its_batch() {
        var good = paid(NOVEMBER, part(merchant(), 0, line(1_000, "0.0500", "340000")));
        var merchant = merchant();
        var part = part(merchant, 0, line(1_000, "0.0500", "340000"));
        var bad = new OrderPaid(new OrderId(UUID.randomUUID()), "T", "ALIPAY", NOVEMBER, Money.cny(999), List.of(part));

        assertThatThrownBy(() -> WORLD.listener.on(List.of(good, bad))).isInstanceOf(IllegalStateException.class);

        assertThat(WORLD.entries(good.order())).isEmpty();
        assertThat(WORLD.entries(bad.order())).isEmpty();
        assertThat(WORLD.statements.ofMerchant(merchant, Optional.empty(), 10).items())
                .isEmpty();
    }
}
