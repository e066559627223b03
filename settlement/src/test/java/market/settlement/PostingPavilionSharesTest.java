package market.settlement;

import static market.settlement.SettlementWorld.WORLD;
import static market.settlement.SettlementWorld.line;
import static market.settlement.SettlementWorld.merchant;
import static market.settlement.SettlementWorld.paid;
import static market.settlement.SettlementWorld.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import market.checkout.MoneyShare;
import market.checkout.OrderPaid;
import market.checkout.OrderRefunded;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** What a pavilion gets of what was bought through it. */
final class PostingPavilionSharesTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-10T04:00:00Z");
    private static final String NO_VILLAGE = "340000";

    private final MerchantId merchant = merchant();

    private OrderPaid sold(Instant at, OrderPaid.Line... lines) {
        var paid = paid(at, part(merchant, 0, lines));
        WORLD.listener.on(List.of(paid));
        return paid;
    }

    private OrderRefunded refund(OrderPaid paid, long fen, boolean wasLetGo, MoneyShare... takenBack) {
        return new OrderRefunded(
                paid.order(),
                UUID.randomUUID(),
                "ALIPAY",
                NOVEMBER,
                List.of(new OrderRefunded.Part(
                        paid.parts().getFirst().merchantOrder(),
                        merchant,
                        Money.cny(fen),
                        wasLetGo,
                        List.of(takenBack))));
    }

    @Test
    void a_pavilion_shares_in_its_own_lines_and_the_merchant_gets_the_rest() {
        var pavilion = WORLD.pavilion("0.0300");
        var village = WORLD.village("0.0200");

        // 3 % of 12.50 yuan are 37.5 fen, rounded half up.
        var paid = sold(NOVEMBER, line(1_250, "0.0500", village, pavilion), line(10_000, "0.0500", NO_VILLAGE));

        assertThat(WORLD.entries(paid.order()))
                .isEqualTo("MERCHANT_PENDING -10624, PAVILION_SHARE -38, PLATFORM_COMMISSION -563, "
                        + "PROVIDER_CLEARING 11250, VILLAGE_SHARE -25");
        var statement = StatementsTest.only(merchant);
        assertThat(statement.pavilionFee()).isEqualTo(Money.cny(38));
        assertThat(statement.net()).isEqualTo(Money.cny(10_624));
        assertThat(WORLD.pavilionFees.ofPavilion(pavilion.pavilion(), 12))
                .containsExactly(new PavilionFees.Month(LocalDate.of(2026, 11, 1), 1, Money.cny(38), Money.cny(0)));
    }

    @Test
    void a_pavilion_gets_at_most_what_commission_and_village_leave() {
        var pavilion = WORLD.pavilion("0.2000");
        var village = WORLD.village("0.2500");

        var paid = sold(NOVEMBER, line(1_000, "0.7000", village, pavilion));

        assertThat(WORLD.entries(paid.order()))
                .isEqualTo("PAVILION_SHARE -50, PLATFORM_COMMISSION -700, PROVIDER_CLEARING 1000, VILLAGE_SHARE -250");
    }

    @Test
    void a_pavilion_gives_back_its_part_of_a_refund_and_everything_of_a_whole_one() {
        var pavilion = WORLD.pavilion("0.0300");
        var paid = sold(NOVEMBER, line(10_000, "0.0500", NO_VILLAGE, pavilion));
        var first = refund(paid, 333, false);

        WORLD.listener.on(List.of(first));
        WORLD.listener.on(List.of(first));

        // Of 300 go back 9.99, rounded down.
        assertThat(WORLD.ledger.ofOrder(paid.order()).balances()).containsEntry("PAVILION_SHARE", Money.cny(-291));
        assertThat(StatementsTest.only(merchant).pavilionFee()).isEqualTo(Money.cny(291));
        assertThat(WORLD.pavilionFees.ofPavilion(pavilion.pavilion(), 12))
                .containsExactly(new PavilionFees.Month(LocalDate.of(2026, 11, 1), 1, Money.cny(300), Money.cny(9)));

        WORLD.listener.on(List.of(refund(paid, 9_667, false)));
        assertThat(WORLD.ledger.ofOrder(paid.order()).balances().values()).allMatch(Money::isZero);
        assertThat(WORLD.pavilionFees
                        .ofPavilion(pavilion.pavilion(), 12)
                        .getFirst()
                        .total())
                .isEqualTo(Money.cny(0));
    }

    @Test
    void what_the_provider_took_back_of_a_pavilions_share_leaves_its_account() {
        var pavilion = WORLD.pavilion("0.0300");
        var paid = sold(NOVEMBER, line(10_000, "0.0500", NO_VILLAGE, pavilion));

        WORLD.listener.on(List.of(refund(
                paid,
                5_000,
                true,
                new MoneyShare(MoneyShare.Kind.COMMISSION, MoneyShare.PLATFORM, Money.cny(250)),
                new MoneyShare(MoneyShare.Kind.PAVILION, pavilion.pavilion(), Money.cny(150)))));

        assertThat(WORLD.ledger.ofOrder(paid.order()).balances())
                .containsEntry("PAVILION_SHARE", Money.cny(-150))
                .containsEntry("PLATFORM_COMMISSION", Money.cny(-250))
                .containsEntry("PLATFORM_ACCOUNT", Money.cny(-400));
        assertThat(WORLD.ledger.ofOrder(paid.order()).isBalanced()).isTrue();
    }

    @Test
    void months_are_those_in_which_buyers_paid_the_newest_first() {
        var pavilion = WORLD.pavilion("0.1000");
        sold(Instant.parse("2026-09-30T15:59:59Z"), line(1_000, "0.0500", NO_VILLAGE, pavilion));
        sold(Instant.parse("2026-09-30T16:00:00Z"), line(2_000, "0.0500", NO_VILLAGE, pavilion));
        sold(Instant.parse("2026-10-02T16:00:00Z"), line(3_000, "0.0500", NO_VILLAGE, pavilion));

        assertThat(WORLD.pavilionFees.ofPavilion(pavilion.pavilion(), 12))
                .containsExactly(
                        new PavilionFees.Month(LocalDate.of(2026, 10, 1), 2, Money.cny(500), Money.cny(0)),
                        new PavilionFees.Month(LocalDate.of(2026, 9, 1), 1, Money.cny(100), Money.cny(0)));
        assertThat(WORLD.pavilionFees.ofPavilion(pavilion.pavilion(), 1)).hasSize(1);
        assertThat(WORLD.pavilionFees.ofPavilion("no-such-pavilion", 12)).isEmpty();
    }
}
