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
        var refund = new Refund(outRequestNo, amount, clock.millis());
        Optional<Notice> notice = noticeWriter.ofRefund(trade.refunded(refund), refund);
        append(withNotice(new TradeEvent.Refunded(outTradeNo, refund), notice));
        return RefundOutcome.DONE;
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
            case TradeEvent.NoticeQueued(var notice) -> {
                pending.put(notice.notifyId(), notice);
                lastNotices.put(notice.outTradeNo(), notice);
            }
            case TradeEvent.NoticeSettled(var notifyId) -> pending.remove(notifyId);
        }
    }
}
