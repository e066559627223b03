package market.checkout;

import static market.checkout.CheckoutWorld.GUEST;
import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.key;
import static market.checkout.CheckoutWorld.line;
import static market.checkout.Tickets.atOnce;
import static market.checkout.Tickets.redeem;
import static market.checkout.Tickets.states;
import static market.checkout.VoucherState.CANCELLED;
import static market.checkout.VoucherState.EXPIRED;
import static market.checkout.VoucherState.ISSUED;
import static market.checkout.VoucherState.REDEEMED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import market.catalog.DeliveryKind;
import market.catalog.VariantId;
import market.inventory.LocationId;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** Codes for paid pieces: issued once, redeemed once, expired, or given back. */
class RedeemingVouchersTest {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final MerchantId merchant = WORLD.merchant();
    private final VariantId ticket = Tickets.goods(merchant, DeliveryKind.DIGITAL, 10_000);
    private final Clock clock = WORLD.context.getBean(Clock.class);

    @Test
    void every_paid_piece_gets_one_code_however_often_its_payment_is_told() throws Exception {
        var order = WORLD.placed(line(ticket, 3));
        assertThat(Tickets.of(order)).isEmpty();

        var told = atOnce(IntStream.range(0, 4)
                .<Callable<Boolean>>mapToObj(_ -> () -> {
                    WORLD.pay(order);
                    return true;
                })
                .toList());

        assertThat(told.stream().filter(each -> each.state() == Future.State.SUCCESS))
                .hasSize(1);
        var issued = Tickets.of(order);
        assertThat(issued).extracting(Voucher::piece).containsExactly(1, 2, 3);
        assertThat(issued).extracting(Voucher::state).containsOnly(ISSUED);
        assertThat(issued)
                .extracting(Voucher::readableCode)
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).matches("[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){3}"));
        var end = issued.getFirst().validUntil().atZone(CHINA);
        assertThat(end).isEqualTo(end.toLocalDate().atStartOfDay(CHINA));
        assertThat(end.toLocalDate())
                .isEqualTo(
                        issued.getFirst().issuedAt().atZone(CHINA).toLocalDate().plusDays(Tickets.DAYS + 1));
        assertThat(part(order).state()).isEqualTo(MerchantOrderState.SHIPPED);
        assertThat(WORLD.events(order)).isEqualTo("OrderPlaced, OrderPaid, MerchantOrderShipped");
    }

    @Test
    void who_tracks_an_order_gets_neither_its_codes_nor_its_id_nor_many_guesses() {
        var order = WORLD.paid(line(ticket, 1));
        var end4 = order.address().phone().substring(7);
        var wrong = end4.equals("0000") ? "1111" : "0000";

        var tracked = WORLD.orders.track(order.number(), end4).orElseThrow();
        assertThat(tracked.parts().getFirst().lines()).noneMatch(OrderLine::hasVouchers);
        assertThat(tracked.shownId()).isNotEqualTo(order.id());
        assertThat(WORLD.orders.find(tracked.shownId(), GUEST)).isEmpty();
        assertThat(WORLD.orders.find(order.id(), GUEST).orElseThrow().shownId()).isEqualTo(order.id());
        assertThat(WORLD.orders
                        .findPart(order.parts().getFirst().id(), GUEST)
                        .orElseThrow()
                        .lines())
                .noneMatch(OrderLine::hasVouchers);

        for (var guess = 0; guess < 10; guess++) {
            assertThat(WORLD.orders.track(order.number(), wrong)).isEmpty();
        }
        assertThat(WORLD.orders.track(order.number(), end4)).isEmpty();
    }

    @Test
    void what_is_carried_has_no_codes_and_waits_for_its_parcel() {
        var order = WORLD.paid(line(WORLD.tea(merchant, 5_000, 10), 2), line(ticket, 1));

        assertThat(states(order)).containsExactly(ISSUED);
        assertThat(part(order).state()).isEqualTo(MerchantOrderState.PAID);

        redeem(merchant, Tickets.of(order).getFirst());

        assertThat(part(order).state()).isEqualTo(MerchantOrderState.PAID);
    }

    @Test
    void two_tills_at_one_moment_redeem_a_code_once_and_a_retry_is_answered_as_the_first() throws Exception {
        var order = WORLD.paid(line(ticket, 2));
        var voucher = Tickets.of(order).getFirst();
        var commands = IntStream.range(0, 4)
                .mapToObj(_ -> new RedeemVoucher(merchant, voucher.code().toLowerCase(Locale.ROOT), null, key()))
                .toList();

        var outcomes = outcomes(commands);

        var first = outcomes.stream()
                .filter(RedeemVoucherOutcome.Redeemed.class::isInstance)
                .toList();
        assertThat(first).hasSize(1);
        var redeemed = ((RedeemVoucherOutcome.Redeemed) first.getFirst()).voucher();
        assertThat(outcomes.stream().filter(each -> !first.contains(each)))
                .hasSize(3)
                .containsOnly(new RedeemVoucherOutcome.AlreadyRedeemed(Objects.requireNonNull(redeemed.redeemedAt())));
        assertThat(outcomes(commands)).isEqualTo(outcomes);
        assertThat(states(order)).containsExactly(REDEEMED, ISSUED);
        var winner = commands.get(outcomes.indexOf(first.getFirst()));
        assertThat(Tickets.vouchers()
                        .redeem(new RedeemVoucher(
                                merchant, Tickets.of(order).getLast().code(), null, winner.idempotencyKey())))
                .isEqualTo(new RedeemVoucherOutcome.KeyReused());
        assertThat(states(order)).containsExactly(REDEEMED, ISSUED);
    }

    @Test
    void an_order_of_tickets_is_completed_with_its_last_code_though_all_are_shown_at_once() throws Exception {
        var other = WORLD.merchant();
        var order = WORLD.paid(line(ticket, 2), line(Tickets.goods(other, DeliveryKind.DIGITAL, 3_000), 2));
        assertThat(WORLD.orders.confirmReceipt(part(order).id(), order.id(), GUEST))
                .isEqualTo(new ConfirmReceiptOutcome.InvalidState(MerchantOrderState.SHIPPED));

        for (var outcome : outcomes(Tickets.of(order).stream()
                .map(voucher -> new RedeemVoucher(voucher.merchant(), voucher.code(), null, key()))
                .toList())) {
            assertThat(outcome).isInstanceOf(RedeemVoucherOutcome.Redeemed.class);
        }

        assertThat(WORLD.read(order).parts())
                .extracting(MerchantOrder::state)
                .containsOnly(MerchantOrderState.COMPLETED);
        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(WORLD.events(order).split("MerchantOrderCompleted", -1)).hasSize(3);
    }

    @Test
    void another_merchants_code_is_unknown_and_so_are_wrong_ones_which_are_counted() {
        var order = WORLD.paid(line(ticket, 1));
        var voucher = Tickets.of(order).getFirst();
        var other = WORLD.merchant();

        assertThat(redeem(other, voucher)).isEqualTo(new RedeemVoucherOutcome.NotFound());
        assertThat(Tickets.vouchers().findOfMerchant(other, voucher.id())).isEmpty();
        assertThat(Tickets.vouchers()
                        .redeem(new RedeemVoucher(merchant, voucher.code(), new LocationId(other.value()), key())))
                .isEqualTo(new RedeemVoucherOutcome.LocationUnknown());
        assertThat(states(order)).containsExactly(ISSUED);

        var strict = Tickets.redeeming(clock, 2);
        for (var wrong : List.of("2222-2222-2222-2222", "IIII-0000-1111-OOOO")) {
            assertThat(strict.handle(new RedeemVoucher(merchant, wrong, null, key())))
                    .isEqualTo(new RedeemVoucherOutcome.NotFound());
        }
        assertThat(strict.handle(new RedeemVoucher(merchant, voucher.code(), null, key())))
                .isInstanceOf(RedeemVoucherOutcome.TooManyWrong.class);
        assertThat(states(order)).containsExactly(ISSUED);
    }

    @Test
    void what_nobody_redeemed_in_time_is_expired_by_the_clock_and_once_by_the_job() throws Exception {
        var order = WORLD.paid(line(ticket, 2));
        redeem(merchant, Tickets.of(order).getFirst());
        var left = Tickets.of(order).getLast();
        var justBefore = Clock.offset(
                clock, Duration.between(clock.instant(), left.validUntil()).minusSeconds(30));
        var later = Clock.offset(clock, Duration.between(clock.instant(), left.validUntil()));
        var copy = Tickets.copyAt(later);

        Tickets.expiring(justBefore).run();
        assertThat(states(order)).containsExactly(REDEEMED, ISSUED);
        assertThat(Tickets.of(order, copy)).extracting(Voucher::state).containsExactly(REDEEMED, EXPIRED);
        assertThat(copy.ofMerchant(merchant, Set.of(EXPIRED), Vouchers.NEWEST, 10)
                        .items())
                .extracting(Voucher::id)
                .containsExactly(left.id());
        assertThat(copy.redeem(new RedeemVoucher(merchant, left.code(), null, key())))
                .isEqualTo(new RedeemVoucherOutcome.Expired(left.validUntil()));
        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.PAID);

        for (var done : atOnce(IntStream.range(0, 3)
                .<Callable<Boolean>>mapToObj(_ -> () -> {
                    Tickets.expiring(later).run();
                    return true;
                })
                .toList())) {
            assertThat(done.get()).isTrue();
        }

        assertThat(states(order)).containsExactly(REDEEMED, EXPIRED);
        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(WORLD.events(order).split("MerchantOrderCompleted", -1)).hasSize(2);
    }

    @Test
    void money_that_goes_back_takes_the_newest_codes_with_it_and_never_one_that_was_redeemed() {
        var order = Tickets.paid(line(ticket, 3));
        redeem(merchant, Tickets.of(order).getLast());

        refund(order, 9_999, "half a ticket");
        assertThat(states(order)).containsExactly(ISSUED, ISSUED, REDEEMED);
        refund(order, 1, "the rest of it");
        assertThat(states(order)).containsExactly(ISSUED, CANCELLED, REDEEMED);
        refund(order, 1, "the rest of it");
        assertThat(redeem(merchant, Tickets.of(order).get(1))).isEqualTo(new RedeemVoucherOutcome.Cancelled());
        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.PAID);

        refund(order, 20_000, "all of it");

        assertThat(states(order)).containsExactly(CANCELLED, CANCELLED, REDEEMED);
        assertThat(WORLD.read(order).state()).isEqualTo(OrderState.COMPLETED);
    }

    @Test
    void a_buyer_gives_unused_codes_back_and_used_ones_not() {
        var unused = Tickets.paid(line(ticket, 2));
        var used = Tickets.paid(line(ticket, 2));
        redeem(merchant, Tickets.of(used).getFirst());
        var before = WORLD.read(used);

        assertThat(WORLD.orders.cancel(used.id(), GUEST)).isEqualTo(new CancelOrderOutcome.VouchersUsed());
        assertThat(WORLD.read(used)).isEqualTo(before);
        assertThat(states(used)).containsExactly(REDEEMED, ISSUED);

        assertThat(WORLD.orders.cancel(unused.id(), GUEST)).isInstanceOf(CancelOrderOutcome.Cancelled.class);
        assertThat(states(unused)).containsOnly(CANCELLED);
        assertThat(WORLD.stock(ticket)).isEqualTo("98 on hand, 0 committed");
    }

    @Test
    void of_giving_back_and_redeeming_at_one_moment_one_happens() throws Exception {
        for (var round = 0; round < 6; round++) {
            var order = Tickets.paid(line(ticket, 1));
            var voucher = Tickets.of(order).getFirst();

            var done = atOnce(List.<Callable<Object>>of(
                    () -> WORLD.orders.cancel(order.id(), GUEST), () -> redeem(merchant, voucher)));

            var isCancelled = done.getFirst().get() instanceof CancelOrderOutcome.Cancelled;
            var isRedeemed = done.getLast().get() instanceof RedeemVoucherOutcome.Redeemed;
            assertThat(isCancelled).isNotEqualTo(isRedeemed);
            assertThat(states(order)).containsExactly(isCancelled ? CANCELLED : REDEEMED);
            assertThat(WORLD.text(
                            "SELECT sum(refund_asked_minor) FROM checkout.payment_leg WHERE merchant_order_id = ?",
                            Tickets.only(order)))
                    .isEqualTo(isCancelled ? "10000" : "0");
        }
    }

    private void refund(Order order, long fen, String key) {
        assertThat(WORLD.context
                        .getBean(OrderRefunds.class)
                        .ask(new RefundOrder(merchant, part(order).id(), Money.cny(fen), "闭园", key)))
                .isInstanceOf(RefundOrderOutcome.Accepted.class);
    }

    private static MerchantOrder part(Order order) {
        return WORLD.read(order).parts().getFirst();
    }

    private static List<RedeemVoucherOutcome> outcomes(List<RedeemVoucher> commands) throws Exception {
        return atOnce(commands.stream()
                        .<Callable<RedeemVoucherOutcome>>map(
                                command -> () -> Tickets.vouchers().redeem(command))
                        .toList())
                .stream()
                .map(Future::resultNow)
                .collect(Collectors.toList());
    }
}
