package market.local.alipay;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All the institution knows. Every change is a line of the journal first, and together with the news of it. */
final class TradeBook {
    /** What a buyer's payment came to. */
    enum PayOutcome {
        PAID,
        ALREADY_PAID,
        CLOSED
    }

    /** What a shop's wish to refund came to. */
    enum RefundOutcome {
        DONE,
        /** The same request number and amount as before: nothing more is given back. */
        REPEATED,
        /** The same request number with another amount. */
        DISCORDANT,
        EXCEEDS_PAYMENT,
        /** More is to be taken back than a receiver got, or than is given back. */
        SHARES_TOO_SMALL,
        NOT_PAID
    }

    private static final long TRADE_NUMBERS = 100_000_000_000_000L;

    private final Journal journal;
    private final NoticeWriter noticeWriter;
    private final Clock clock;
    private final Consumer<Notice> onNotice;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, PaymentOrder> orders = new LinkedHashMap<>();
    private final Map<String, Trade> trades = new LinkedHashMap<>();
    private final Map<String, String> outTradeNos = new HashMap<>();
    private final Map<String, Merge> merges = new LinkedHashMap<>();
    private final Map<String, SubMerchant> subMerchants = new LinkedHashMap<>();
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private final Map<String, Notice> pending = new LinkedHashMap<>();
    private final Map<String, Notice> lastNotices = new HashMap<>();

    TradeBook(Journal journal, NoticeWriter noticeWriter, Clock clock, Consumer<Notice> onNotice) {
        this.journal = journal;
        this.noticeWriter = noticeWriter;
        this.clock = clock;
        this.onNotice = onNotice;
        journal.former().forEach(this::apply);
    }

    /** Keeps what a shop asks; asked again in the same words it is the same order. */
    synchronized PaymentOrder place(PaymentOrder asked) {
        Optional<PaymentOrder> same =
                orders.values().stream().filter(asked::asksTheSameAs).findFirst();
        if (same.isEmpty()) {
            append(List.of(new TradeEvent.Ordered(asked)));
        }
        return same.orElse(asked);
    }

    synchronized Optional<PaymentOrder> order(String cashierId) {
        return Optional.ofNullable(orders.get(cashierId));
    }

    synchronized Optional<Trade> trade(String outTradeNo) {
        return Optional.ofNullable(trades.get(outTradeNo)).map(this::closeWhenExpired);
    }

    synchronized Optional<Trade> tradeByNumber(String tradeNo) {
        return Optional.ofNullable(outTradeNos.get(tradeNo)).flatMap(this::trade);
    }

    /** The trade behind a cashier; opening it makes one, unless the order is too old. */
    synchronized Optional<Trade> open(PaymentOrder order) {
        Optional<Trade> existing = trade(order.outTradeNo());
        Instant now = clock.instant();
        if (existing.isPresent() || order.isExpired(now)) {
            return existing;
        }
        String tradeNo = ChinaTime.day(now) + "220014" + "%014d".formatted(random.nextLong(TRADE_NUMBERS));
        append(List.of(new TradeEvent.Opened(order.cashierId(), tradeNo, now.toEpochMilli())));
        return trade(order.outTradeNo());
    }

    synchronized PayOutcome pay(String outTradeNo) {
        Trade trade = get(outTradeNo);
        return switch (trade.status()) {
            case TRADE_SUCCESS -> PayOutcome.ALREADY_PAID;
            case TRADE_CLOSED -> PayOutcome.CLOSED;
            case WAIT_BUYER_PAY -> {
                long now = clock.millis();
                append(withNotice(new TradeEvent.Paid(outTradeNo, now), noticeWriter.ofPaid(trade.paid(now))));
                yield PayOutcome.PAID;
            }
        };
    }

    /** Closes an unpaid trade; false when it is no longer waiting. */
    synchronized boolean close(String outTradeNo) {
        Trade trade = get(outTradeNo);
        if (trade.status() != TradeStatus.WAIT_BUYER_PAY) {
            return false;
        }
        close(trade, clock.millis());
        return true;
    }

    synchronized RefundOutcome refund(String outTradeNo, String outRequestNo, BigDecimal amount) {
        return refund(outTradeNo, outRequestNo, amount, Map.of());
    }

    /** With what of it those give back who got a share. */
    synchronized RefundOutcome refund(
            String outTradeNo, String outRequestNo, BigDecimal amount, Map<String, BigDecimal> takenBack) {
        Trade trade = get(outTradeNo);
        Optional<Refund> earlier = trade.refund(outRequestNo);
        if (earlier.isPresent()) {
            boolean same = earlier.get().amount().compareTo(amount) == 0;
            return same ? RefundOutcome.REPEATED : RefundOutcome.DISCORDANT;
        }
        if (trade.paidMillis() == 0) {
            return RefundOutcome.NOT_PAID;
        }
        if (trade.refundFee().add(amount).compareTo(trade.order().totalAmount()) > 0) {
            return RefundOutcome.EXCEEDS_PAYMENT;
        }
        var refund = new Refund(outRequestNo, amount, clock.millis(), takenBack);
        if (!isCovered(trade, refund)) {
            return RefundOutcome.SHARES_TOO_SMALL;
        }
        Optional<Notice> notice = noticeWriter.ofRefund(trade.refunded(refund), refund);
        append(withNotice(new TradeEvent.Refunded(outTradeNo, refund), notice));
        return RefundOutcome.DONE;
    }

    private static boolean isCovered(Trade trade, Refund refund) {
        return refund.ofShares().compareTo(refund.amount()) <= 0
                && refund.takenBack().entrySet().stream()
                        .allMatch(share -> trade.shareOf(share.getKey()).compareTo(share.getValue()) >= 0);
    }

    long nowMillis() {
        return clock.millis();
    }

    synchronized void confirm(String outTradeNo, Shares.Confirm confirm) {
        append(List.of(new TradeEvent.Confirmed(outTradeNo, confirm)));
    }

    synchronized void share(String outTradeNo, Shares.Share share) {
        append(List.of(new TradeEvent.Shared(outTradeNo, share)));
    }

    /** Asked again in the same words it is the same. */
    synchronized Merge merge(Merge asked) {
        Optional<Merge> same =
                merges.values().stream().filter(asked::asksTheSameAs).findFirst();
        if (same.isEmpty()) {
            append(List.of(new TradeEvent.Merged(asked)));
        }
        return same.orElse(asked);
    }

    synchronized Optional<Merge> mergeByPreOrder(String preOrderNo) {
        return merges.values().stream()
                .filter(merge -> merge.preOrderNo().equals(preOrderNo))
                .findFirst();
    }

    /** What is paid behind a cashier: one order, or several at once; none when there is no such cashier. */
    synchronized List<PaymentOrder> behind(String cashierId) {
        var merge = merges.get(cashierId);
        return merge == null ? order(cashierId).stream().toList() : merge.orders();
    }

    synchronized void change(SubMerchant merchant) {
        append(List.of(new TradeEvent.SubMerchantChanged(merchant)));
    }

    synchronized List<SubMerchant> subMerchants() {
        return List.copyOf(subMerchants.values());
    }

    synchronized void transfer(Transfer transfer) {
        append(List.of(new TradeEvent.Transferred(transfer)));
    }

    synchronized List<Transfer> transfers() {
        return List.copyOf(transfers.values());
    }

    synchronized List<Trade> trades() {
        return List.copyOf(trades.values());
    }

    synchronized void settle(Notice notice) {
        if (pending.containsKey(notice.notifyId())) {
            append(List.of(new TradeEvent.NoticeSettled(notice.notifyId())));
        }
    }

    synchronized List<Notice> pendingNotices() {
        return List.copyOf(pending.values());
    }

    synchronized Optional<Notice> lastNotice(String outTradeNo) {
        return Optional.ofNullable(lastNotices.get(outTradeNo));
    }

    private Trade closeWhenExpired(Trade trade) {
        if (trade.status() == TradeStatus.WAIT_BUYER_PAY && trade.order().isExpired(clock.instant())) {
            close(trade, trade.order().expiresMillis());
        }
        return get(trade);
    }

    private void close(Trade trade, long atMillis) {
        var event = new TradeEvent.Closed(trade.order().outTradeNo(), atMillis);
        append(withNotice(event, noticeWriter.ofClosed(trade.closed(atMillis))));
    }

    private Trade get(String outTradeNo) {
        return trade(outTradeNo).orElseThrow(() -> new IllegalArgumentException("No trade " + outTradeNo));
    }

    private Trade get(Trade earlier) {
        return trades.getOrDefault(earlier.order().outTradeNo(), earlier);
    }

    private static List<TradeEvent> withNotice(TradeEvent event, Optional<Notice> notice) {
        return Stream.concat(Stream.of(event), notice.map(TradeEvent.NoticeQueued::new).stream())
                .toList();
    }

    private void append(List<TradeEvent> events) {
        journal.append(events);
        var notices = new ArrayList<Notice>();
        for (TradeEvent event : events) {
            apply(event);
            if (event instanceof TradeEvent.NoticeQueued(var notice)) {
                notices.add(notice);
            }
        }
        notices.forEach(onNotice);
    }

    private void apply(TradeEvent event) {
        switch (event) {
            case TradeEvent.Ordered(var order) -> orders.put(order.cashierId(), order);
            case TradeEvent.Opened(var cashierId, var tradeNo, var at) ->
                order(cashierId).ifPresent(order -> {
                    trades.put(order.outTradeNo(), Trade.opened(order, tradeNo, at));
                    outTradeNos.put(tradeNo, order.outTradeNo());
                });
            case TradeEvent.Paid(var outTradeNo, var at) ->
                trades.computeIfPresent(outTradeNo, (_, trade) -> trade.paid(at));
            case TradeEvent.Closed(var outTradeNo, var at) ->
                trades.computeIfPresent(outTradeNo, (_, trade) -> trade.closed(at));
            case TradeEvent.Refunded(var outTradeNo, var refund) ->
                trades.computeIfPresent(outTradeNo, (_, trade) -> trade.refunded(refund));
            case TradeEvent.Confirmed(var outTradeNo, var confirm) ->
                trades.computeIfPresent(
                        outTradeNo, (_, trade) -> trade.with(trade.shares().confirmed(confirm)));
            case TradeEvent.Shared(var outTradeNo, var share) ->
                trades.computeIfPresent(
                        outTradeNo, (_, trade) -> trade.with(trade.shares().shared(share)));
            case TradeEvent.Merged(var merge) -> {
                merges.put(merge.cashierId(), merge);
                merge.orders().forEach(order -> orders.put(order.cashierId(), order));
            }
            case TradeEvent.SubMerchantChanged(var merchant) -> subMerchants.put(merchant.externalId(), merchant);
            case TradeEvent.Transferred(var transfer) -> transfers.put(transfer.outBizNo(), transfer);
            case TradeEvent.NoticeQueued(var notice) -> {
                pending.put(notice.notifyId(), notice);
                lastNotices.put(notice.outTradeNo(), notice);
            }
            case TradeEvent.NoticeSettled(var notifyId) -> pending.remove(notifyId);
        }
    }
}
