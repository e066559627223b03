package market.checkout.payment;

import static market.checkout.payment.DirectWorld.DIRECT;
import static market.checkout.payment.PaymentWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;
import market.local.alipay.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Goal: the provider pays merchants itself and gives others their shares; the platform never holds what is not its own. */
final class PayingMerchantsDirectlyTest {

    @AfterEach
    void calm() {
        WORLD.gateway.clearFaults();
    }

    @Test
    void a_merchant_applies_and_is_paid_directly_once_the_provider_lets_it() {
        var merchant = UUID.randomUUID();

        var outcome = WORLD.bean(Accounts.class).submit(merchant, "ALIPAY", DirectWorld.DOSSIER);
        WORLD.bean(PursueAccounts.class).pursue();

        assertThat(outcome).isInstanceOf(Accounts.Outcome.Submitted.class);
        assertThat(DIRECT.account(merchant).status()).isEqualTo(MerchantAccount.Status.SUBMITTED);
        assertThat(WORLD.text(
                        "SELECT CAST(dossier AS text) FROM checkout.merchant_account WHERE merchant_id = ?", merchant))
                .isNull();
        DIRECT.accountsAfter(Duration.ofMinutes(1));
        assertThat(DIRECT.account(merchant).status()).isEqualTo(MerchantAccount.Status.ACTIVE);
        assertThat(DIRECT.account(merchant).reference()).startsWith("2088");
    }

    @Test
    void an_application_that_is_refused_says_why_and_can_be_made_again() {
        var merchant = UUID.randomUUID();
        WORLD.gateway.inject(Fault.APPLICATION_REFUSED, 1);
        WORLD.bean(Accounts.class).submit(merchant, "ALIPAY", DirectWorld.DOSSIER);

        WORLD.bean(PursueAccounts.class).pursue();
        DIRECT.accountsAfter(Duration.ofMinutes(1));

        assertThat(DIRECT.account(merchant).status()).isEqualTo(MerchantAccount.Status.ACTION_REQUIRED);
        assertThat(DIRECT.account(merchant).reason()).isEqualTo("营业执照与商户名称不一致");
        WORLD.bean(Accounts.class).submit(merchant, "ALIPAY", DirectWorld.DOSSIER);
        DIRECT.accountsAfter(Duration.ofMinutes(1));
        DIRECT.accountsAfter(Duration.ofMinutes(1));
        assertThat(DIRECT.account(merchant).status()).isEqualTo(MerchantAccount.Status.ACTIVE);
    }

    @Test
    void each_part_of_an_order_is_paid_by_itself_and_the_order_with_the_last() {
        var order = DIRECT.directOrder(List.of(8_800L, 1_200L));

        WORLD.pay(WORLD.qrCode(order));
        WORLD.pollAfter(Duration.ofSeconds(5));
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PARTIALLY_PAID);
        assertThat(WORLD.listener.of(order)).isEmpty();
        assertThat(view(order).received()).isEqualTo(Money.cny(8_800));

        WORLD.pay(WORLD.qrCode(order));
        WORLD.pollAfter(Duration.ofSeconds(5));
        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PAID);
        assertThat(WORLD.listener.of(order)).hasSize(1);
        assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED COUNTED, QR SUCCEEDED COUNTED");
        assertThat(WORLD.history(order)).isEqualTo("PART_PAID 8800, PAID 1200");
    }

    @Test
    void an_order_given_up_half_paid_gives_its_paid_part_back() {
        var order = DIRECT.directOrder(List.of(8_800L, 1_200L));
        WORLD.pay(WORLD.qrCode(order));
        WORLD.pollAfter(Duration.ofSeconds(5));

        assertThat(WORLD.payments.settleUnpaid(order)).isTrue();
        WORLD.refundAfter(Duration.ofSeconds(5));

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.CANCELLED);
        assertThat(WORLD.attempts(order)).isEqualTo("QR SUCCEEDED LATE");
        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 8800");
        assertThat(WORLD.listener.of(order)).isEmpty();
    }

    @Test
    void a_part_paid_twice_gives_the_second_payment_back() {
        var order = DIRECT.directOrder(List.of(8_800L, 1_200L));
        var code = WORLD.qrCode(order);
        var page = WORLD.page(order);

        WORLD.pay(code);
        WORLD.pay(page);
        WORLD.pollAfter(Duration.ofSeconds(5));
        WORLD.refundAfter(Duration.ofSeconds(5));

        assertThat(WORLD.status(order)).isEqualTo(IntentStatus.PARTIALLY_PAID);
        assertThat(WORLD.attempts(order))
                .isIn(
                        "QR SUCCEEDED COUNTED, PAGE SUCCEEDED DUPLICATE",
                        "QR SUCCEEDED DUPLICATE, PAGE SUCCEEDED COUNTED");
        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 8800");
    }

    @Test
    void an_order_with_a_barred_merchant_cannot_be_paid_and_nothing_is_stored() {
        var order = DIRECT.directOrder(List.of(8_800L, 1_200L));
        var barred = DIRECT.merchants(order).getLast();
        WORLD.gateway.suspendMerchant(DIRECT.account(barred).requiredReference());
        DIRECT.accountsAfter(Duration.ofHours(13));
        assertThat(DIRECT.account(barred).status()).isEqualTo(MerchantAccount.Status.SUSPENDED);
        var next = DIRECT.orderOf(DIRECT.merchants(order), List.of(8_800L, 1_200L));

        var outcome = WORLD.start(next, PaymentProduct.QR, null);

        assertThat(outcome).isEqualTo(new StartOutcome.NotPayable(StartOutcome.Reason.MERCHANT_UNPAYABLE));
        assertThat(WORLD.attempts(next)).isNull();
    }

    @Test
    void what_the_buyer_has_is_let_go_and_shared_and_the_rest_is_the_merchants() {
        var order = DIRECT.paidDirectly(List.of(10_000L));

        DIRECT.settle(order, 0, List.of(commission(500), village(123)));

        assertThat(WORLD.gateway.shares(WORLD.attemptNo(order))).isEqualTo("let go 100.00, shared 6.23");
        assertThat(DIRECT.settlement(order)).isEqualTo("DONE 10000: COMMISSION SUCCEEDED 500, AFFILIATE SUCCEEDED 123");
        assertThat(WORLD.listener.settled.getLast().shares()).containsExactly(commission(500), village(123));
    }

    @Test
    void what_went_back_before_is_not_let_go_and_not_shared() {
        var order = DIRECT.paidDirectly(List.of(10_000L));
        WORLD.askRefund(order, 0, 3_333, "key");
        WORLD.refundAfter(Duration.ofSeconds(5));

        DIRECT.settle(order, 0, List.of(commission(500)));

        assertThat(WORLD.gateway.shares(WORLD.attemptNo(order))).isEqualTo("let go 66.67, shared 3.34");
        assertThat(DIRECT.settlement(order)).isEqualTo("DONE 6667: COMMISSION SUCCEEDED 334");
    }

    @Test
    void a_refund_after_that_takes_shares_back_in_proportion_and_all_of_them_with_the_whole() {
        var order = DIRECT.paidDirectly(List.of(10_000L));
        DIRECT.settle(order, 0, List.of(commission(500)));

        WORLD.askRefund(order, 0, 3_333, "first");
        WORLD.refundAfter(Duration.ofSeconds(5));

        assertThat(WORLD.gateway.shares(WORLD.attemptNo(order))).isEqualTo("let go 100.00, shared 3.34");
        WORLD.askRefund(order, 0, 6_667, "second");
        WORLD.refundAfter(Duration.ofSeconds(5));
        assertThat(WORLD.gateway.shares(WORLD.attemptNo(order))).isEqualTo("let go 100.00, shared 0.00");
        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 3333, SUCCEEDED 6667");
        assertThat(WORLD.history(order))
                .endsWith("SETTLED 10000, REFUND_ASKED 3333, REFUND_DONE 3333, SPLIT_REVERSED 166, "
                        + "REFUND_ASKED 6667, REFUND_DONE 6667, SPLIT_REVERSED 334");
    }

    @Test
    void a_part_given_back_whole_is_settled_with_nothing() {
        var order = DIRECT.paidDirectly(List.of(10_000L));
        WORLD.askRefund(order, 0, 10_000, "key");
        WORLD.refundAfter(Duration.ofSeconds(5));

        DIRECT.settle(order, 0, List.of(commission(500)));

        assertThat(DIRECT.settlement(order)).isEqualTo("DONE 0: COMMISSION VOID 0");
        assertThat(WORLD.gateway.shares(WORLD.attemptNo(order))).isEqualTo("let go 0.00, shared 0.00");
    }

    @Test
    void a_share_that_fails_is_tried_again_under_another_number() {
        var order = DIRECT.paidDirectly(List.of(10_000L));
        WORLD.gateway.inject(Fault.SHARE_PROCESSING, 1);
        WORLD.gateway.inject(Fault.SHARE_FAILS, 1);

        DIRECT.settle(order, 0, List.of(commission(500)));
        assertThat(DIRECT.settlement(order)).isEqualTo("SPLITTING 10000: COMMISSION PROCESSING 500");
        DIRECT.settleAfter(Duration.ofMinutes(1));
        DIRECT.settleAfter(Duration.ofMinutes(5));

        assertThat(DIRECT.settlement(order)).isEqualTo("DONE 10000: COMMISSION FAILED 500, COMMISSION SUCCEEDED 500");
        assertThat(WORLD.gateway.shares(WORLD.attemptNo(order))).isEqualTo("let go 100.00, shared 5.00");
    }

    @Test
    void answers_lost_after_the_deed_settle_once_all_the_same() {
        var order = DIRECT.paidDirectly(List.of(10_000L));
        WORLD.gateway.inject(Fault.RESET_AFTER_COMMIT, 1);
        DIRECT.settle(order, 0, List.of(commission(500)));
        assertThat(DIRECT.settlement(order)).isEqualTo("CONFIRMING 10000: COMMISSION PENDING 500");
        WORLD.gateway.inject(Fault.CODE_20000, 2);

        DIRECT.settleAfter(Duration.ofMinutes(1));
        DIRECT.settleAfter(Duration.ofMinutes(5));
        DIRECT.settleAfter(Duration.ofMinutes(10));

        assertThat(DIRECT.settlement(order)).isEqualTo("DONE 10000: COMMISSION SUCCEEDED 500");
        assertThat(WORLD.gateway.shares(WORLD.attemptNo(order))).isEqualTo("let go 100.00, shared 5.00");
    }

    @Test
    void nothing_is_let_go_while_money_of_it_is_on_its_way_back() {
        var order = DIRECT.paidDirectly(List.of(10_000L));
        WORLD.gateway.inject(Fault.BALANCE_SHORT, 1);
        WORLD.askRefund(order, 0, 1_000, "key");
        WORLD.refundAfter(Duration.ofSeconds(5));

        DIRECT.settle(order, 0, List.of(commission(500)));
        assertThat(DIRECT.settlement(order)).isEqualTo("PENDING -: COMMISSION PENDING -");
        WORLD.refundAfter(Duration.ofMinutes(5));
        DIRECT.settleAfter(Duration.ofMinutes(1));

        assertThat(WORLD.refunds(order)).isEqualTo("SUCCEEDED 1000");
        assertThat(DIRECT.settlement(order)).isEqualTo("DONE 9000: COMMISSION SUCCEEDED 450");
    }

    @Test
    void a_payment_into_the_platforms_own_account_is_not_let_go_by_the_provider() {
        var order = WORLD.order(10_000);
        WORLD.pay(WORLD.qrCode(order));
        WORLD.pollAfter(Duration.ofSeconds(5));

        DIRECT.settle(order, 0, List.of(commission(500)));

        assertThat(DIRECT.settlement(order)).isNull();
    }

    @Test
    void twenty_one_and_a_half_million_yuan_are_shared_to_the_fen() {
        var order = DIRECT.paidDirectly(List.of(2_150_000_000L));

        DIRECT.settle(order, 0, List.of(commission(107_500_001)));

        assertThat(WORLD.gateway.shares(WORLD.attemptNo(order))).isEqualTo("let go 21500000.00, shared 1075000.01");
    }

    @Test
    void payouts_arrive_once_however_often_the_answer_is_lost() {
        var payouts = WORLD.bean(Payouts.class);
        var key = UUID.randomUUID().toString();
        var wish = new Payouts.Wish(
                key, "ALIPAY", "341524001", "coop@village.example", "黄涧河村合作社", Money.cny(1_230), "产地分成");
        WORLD.gateway.inject(Fault.RESET_AFTER_COMMIT, 2);
        WORLD.gateway.inject(Fault.TRANSFER_DEALING, 1);

        payouts.ask(wish);
        payouts.ask(wish);
        for (var round = 0; round < 4; round++) {
            WORLD.clock.pass(Duration.ofMinutes(10));
            WORLD.bean(PursuePayouts.class).pursue();
        }

        assertThat(payouts.findByKey(key).orElseThrow().status()).isEqualTo(Payouts.Status.SUCCEEDED);
        assertThat(WORLD.listener.paidOut)
                .filteredOn(each -> each.payoutId()
                        .equals(payouts.findByKey(key).orElseThrow().id()))
                .hasSize(1);
    }

    private static PaymentView view(UUID order) {
        return WORLD.bean(PaymentViews.class)
                .ofOrders(List.of(order))
                .values()
                .iterator()
                .next();
    }

    private static SettledPart.Share commission(long fen) {
        return new SettledPart.Share(SplitKind.COMMISSION, "platform", Money.cny(fen));
    }

    private static SettledPart.Share village(long fen) {
        return new SettledPart.Share(SplitKind.AFFILIATE, "341524001", Money.cny(fen));
    }
}
