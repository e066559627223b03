package market.checkout;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.Money;
import market.kernel.Outbox;

/** Issues vouchers with the payment and cancels them with refunds. All in the payment's transaction. */
@Singleton
class VoucherDesk {

    private static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");

    private final VoucherRepository vouchers;
    private final MerchantOrderRepository merchantOrders;
    private final PartCompletion completion;
    private final VoucherCodes codes;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    VoucherDesk(
            VoucherRepository vouchers,
            MerchantOrderRepository merchantOrders,
            PartCompletion completion,
            VoucherCodes codes,
            Outbox outbox,
            Ids ids,
            Clock clock) {
        this.vouchers = vouchers;
        this.merchantOrders = merchantOrders;
        this.completion = completion;
        this.codes = codes;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** One for each paid piece that is not carried. A second time is refused by a constraint, and with it the payment's. */
    void issue(Order order) {
        var now = clock.instant();
        var rows = new ArrayList<IssuedVoucherRow>();
        for (var part : order.parts()) {
            part.lines().stream().filter(OrderLine::hasVouchers).forEach(line -> rows.addAll(issue(part, line, now)));
        }
        if (rows.isEmpty()) {
            return;
        }
        vouchers.insert(rows);
        for (var part : order.parts()) {
            if (part.isAllVouchers() && merchantOrders.markIssued(part.id().value(), now) == 1) {
                outbox.append(new MerchantOrderShipped(order.id(), part.id(), part.merchant()));
            }
        }
    }

    private List<IssuedVoucherRow> issue(MerchantOrder part, OrderLine line, Instant now) {
        var until = validUntil(line, now);
        var rows = new ArrayList<IssuedVoucherRow>();
        for (var piece = 1; piece <= line.quantity(); piece++) {
            rows.add(new IssuedVoucherRow(
                    ids.next(),
                    codes.next(),
                    part.order().value(),
                    part.id().value(),
                    part.merchant().value(),
                    line.id(),
                    piece,
                    until,
                    now));
        }
        return rows;
    }

    /** The end of the last day, where the trade is: nobody is turned away at the gate because of an hour. */
    private static Instant validUntil(OrderLine line, Instant now) {
        var days = line.voucherDays();
        var today = LocalDate.ofInstant(now, TRADE_ZONE);
        var day = line.shipsFrom();
        return (day == null || day.isBefore(today) ? today : day)
                .plusDays(days == null ? 0 : days)
                .plusDays(1)
                .atStartOfDay(TRADE_ZONE)
                .toInstant();
    }

    /**
     * Money of parts goes back: with it as many of their vouchers as it pays, the newest first, after what was paid for things
     * without one. What was redeemed stays so.
     *
     * @param askedOfParts how much of each part in all is gone or to go
     */
    void giveBack(Map<UUID, Money> askedOfParts) {
        var now = clock.instant();
        var changed = new ArrayList<UUID>();
        askedOfParts.forEach((part, asked) -> {
            if (cancel(part, asked, now)) {
                changed.add(part);
            }
        });
        // After all vouchers are locked: whoever redeems one locks it first and its part and order then.
        changed.forEach(part -> completion.completeIfUsedUp(part, now));
    }

    private boolean cancel(UUID part, Money asked, Instant now) {
        var live = vouchers.lockLive(part, now);
        var left = asked.minor() - vouchers.minorOfOthers(part);
        var cancelled = new ArrayList<UUID>();
        for (var voucher : live) {
            if (voucher.unitPriceMinor() <= left) {
                left -= voucher.unitPriceMinor();
                cancelled.add(voucher.id());
            }
        }
        return !cancelled.isEmpty() && vouchers.cancel(cancelled) > 0;
    }
}
