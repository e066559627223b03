package market.settlement;

import static market.settlement.SettlementWorld.WORLD;
import static market.settlement.SettlementWorld.line;
import static market.settlement.SettlementWorld.paid;
import static market.settlement.SettlementWorld.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.checkout.MerchantOrderCompleted;
import market.checkout.OrderPaid;
import market.checkout.OrderRefunded;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** What goes back to a buyer comes from all who shared the payment. */
final class PostingRefundsTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-10T04:00:00Z");

    private final MerchantId merchant = new MerchantId(UUID.randomUUID());

    @Test
    void everybody_who_shared_a_payment_gives_back_of_it_and_the_merchant_bears_the_rest() {
        var village = WORLD.village("0.0200");
        var paid = sold(10_000, village);

        WORLD.listener.on(List.of(refund(paid, 333)));

        // Of 500 commission 16.65 and of 200 for the village 6.66, both rounded down.
        assertThat(WORLD.ledger.ofOrder(paid.order()).balances())
                .containsEntry("PROVIDER_CLEARING", Money.cny(9_667))
                .containsEntry("PLATFORM_COMMISSION", Money.cny(-484))
                .containsEntry("VILLAGE_SHARE", Money.cny(-194))
                .containsEntry("MERCHANT_PENDING", Money.cny(-8_989));
        assertThat(WORLD.ledger.ofOrder(paid.order()).isBalanced()).isTrue();
        var statement = StatementsTest.only(merchant);
        assertThat(statement.refunded()).isEqualTo(Money.cny(333));
        assertThat(statement.net()).isEqualTo(Money.cny(8_989));
    }

    @Test
    void many_small_refunds_of_everything_leave_nothing_with_anybody() {
        var village = WORLD.village("0.0200");
        var paid = sold(1_000, village);

        for (var i = 0; i < 100; i++) {
            WORLD.listener.on(List.of(refund(paid, 10)));
        }

        assertThat(WORLD.ledger.ofOrder(paid.order()).balances().values()).allMatch(Money::isZero);
        assertThat(StatementsTest.only(merchant).net()).isEqualTo(Money.cny(0));
    }

    @Test
    void a_refund_told_twice_is_posted_once() {
        var paid = sold(1_000, "340000");
        var refund = refund(paid, 100);

        WORLD.listener.on(List.of(refund));
        WORLD.listener.on(List.of(refund, refund));

        assertThat(WORLD.ledger.ofOrder(paid.order()).balances()).containsEntry("PROVIDER_CLEARING", Money.cny(900));
    }

    @Test
    void what_was_due_already_is_taken_from_what_is_due() {
        var paid = sold(1_000, "340000");
        WORLD.listener.on(List.of(
                new MerchantOrderCompleted(paid.order(), paid.parts().getFirst().merchantOrder(), merchant)));

        WORLD.listener.on(List.of(refund(paid, 1_000)));

        assertThat(WORLD.ledger.ofOrder(paid.order()).balances().values()).allMatch(Money::isZero);
        assertThat(StatementsTest.only(merchant).due()).isEqualTo(Money.cny(0));
    }

    @Test
    void a_refund_said_by_the_room_of_orders_is_taken_from_everybody_who_shared_the_payment() {
        var paid = sold(10_000, "340000");

        WORLD.say(refund(paid, 4_000));

        await().untilAsserted(() -> assertThat(WORLD.entries(paid.order()))
                .isEqualTo("MERCHANT_PENDING -9500, MERCHANT_PENDING 3800, PLATFORM_COMMISSION -500, "
                        + "PLATFORM_COMMISSION 200, PROVIDER_CLEARING -4000, PROVIDER_CLEARING 10000"));
    }

    private OrderPaid sold(long fen, String origin) {
        var paid = paid(NOVEMBER, part(merchant, 0, line(fen, "0.0500", origin)));
        WORLD.listener.on(List.of(paid));
        return paid;
    }

    private OrderRefunded refund(OrderPaid paid, long fen) {
        var part = paid.parts().getFirst();
        return new OrderRefunded(
                paid.order(),
                UUID.randomUUID(),
                "ALIPAY",
                NOVEMBER,
                List.of(new OrderRefunded.Part(part.merchantOrder(), merchant, Money.cny(fen), false, List.of())));
    }
}
