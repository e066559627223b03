package market.checkout.payment;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import market.kernel.Money;

/**
 * An institution without a network, for more histories than a gateway could tell. Until an attempt is calmed, its answers are
 * lost after the deed, or were never heard; what it has done it never forgets.
 */
@Singleton
final class MemoryProvider implements PaymentProvider {

    static final String NAME = "MEMORY";
    private static final Payee PAYEE = new Payee("app", "seller");
    private static final double LOST = 0.25;

    /** What the institution knows of an attempt. */
    static final class Trade {
        final Money amount;
        boolean isOpened;
        boolean isPaid;
        boolean isClosed;
        boolean isCalm;
        final Map<String, Long> refunds = new TreeMap<>();
        final List<Snapshot> said = new ArrayList<>();

        Trade(Money amount) {
            this.amount = amount;
        }

        long returned() {
            return refunds.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    final Map<String, Trade> trades = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Payee payee() {
        return PAYEE;
    }

    @Override
    public Set<PaymentProduct> products(Money amount) {
        return Set.of(PaymentProduct.PAGE, PaymentProduct.QR);
    }

    @Override
    public StartAnswer start(PaymentRequest request) {
        if (isLost(request.attemptNo(), false)) {
            return new StartAnswer.Unknown();
        }
        var trade = trades.computeIfAbsent(request.attemptNo(), _ -> new Trade(request.amount()));
        synchronized (trade) {
            if (trade.isPaid || trade.isClosed || isLost(request.attemptNo(), true)) {
                return new StartAnswer.Unknown();
            }
            return new StartAnswer.Ready("pay " + request.attemptNo(), request.expiresAt());
        }
    }

    /** The buyer opens the cashier, and pays there or goes away; true when money came in. */
    boolean visit(String attemptNo, boolean isWilling) {
        var trade = trades.get(attemptNo);
        if (trade == null) {
            return false;
        }
        synchronized (trade) {
            if (trade.isClosed || trade.isPaid) {
                return false;
            }
            trade.isOpened = true;
            trade.isPaid = isWilling;
            say(attemptNo, trade);
            return isWilling;
        }
    }

    /** In the institution's console, at most what is left. */
    void refundElsewhere(String attemptNo, long fen) {
        var trade = trades.get(attemptNo);
        if (trade != null) {
            synchronized (trade) {
                var left = trade.amount.minor() - trade.returned();
                if (trade.isPaid && left > 0) {
                    trade.refunds.put("console " + trade.refunds.size(), Math.min(left, fen));
                    say(attemptNo, trade);
                }
            }
        }
    }

    @Override
    public Snapshot fetch(String attemptNo) {
        var trade = trades.get(attemptNo);
        if (isLost(attemptNo, true)) {
            return Snapshot.bare(attemptNo, Snapshot.Status.UNKNOWN);
        }
        if (trade == null) {
            return Snapshot.bare(attemptNo, Snapshot.Status.NOT_EXIST);
        }
        synchronized (trade) {
            return snapshot(attemptNo, trade);
        }
    }

    @Override
    public Snapshot close(String attemptNo) {
        var trade = trades.get(attemptNo);
        if (trade != null) {
            synchronized (trade) {
                if (trade.isOpened && !trade.isPaid && !isLost(attemptNo, false)) {
                    trade.isClosed = true;
                    say(attemptNo, trade);
                }
            }
        }
        return fetch(attemptNo);
    }

    @Override
    public RefundAnswer refund(RefundRequest request) {
        var trade = trades.get(request.attemptNo());
        if (trade == null || isLost(request.attemptNo(), false)) {
            return new RefundAnswer.Unknown();
        }
        synchronized (trade) {
            if (!trade.refunds.containsKey(request.refundNo())) {
                if (trade.returned() + request.amount().minor() > trade.amount.minor()) {
                    return new RefundAnswer.Refused("TOO_MUCH");
                }
                trade.refunds.put(request.refundNo(), request.amount().minor());
                say(request.attemptNo(), trade);
            }
            return isLost(request.attemptNo(), true) ? new RefundAnswer.Unknown() : new RefundAnswer.Done();
        }
    }

    private boolean isLost(String attemptNo, boolean isAfterTheDeed) {
        var trade = trades.get(attemptNo);
        var isCalm = trade != null && trade.isCalm;
        return !isCalm && ThreadLocalRandom.current().nextDouble() < (isAfterTheDeed ? LOST : LOST / 2);
    }

    private static void say(String attemptNo, Trade trade) {
        trade.said.add(snapshot(attemptNo, trade));
    }

    private static Snapshot snapshot(String attemptNo, Trade trade) {
        if (!trade.isOpened) {
            return Snapshot.bare(attemptNo, Snapshot.Status.NOT_EXIST);
        }
        var status =
                trade.isPaid ? Snapshot.Status.PAID : trade.isClosed ? Snapshot.Status.CLOSED : Snapshot.Status.WAITING;
        return new Snapshot(
                attemptNo,
                status,
                trade.amount,
                "trade" + attemptNo,
                trade.isPaid ? Instant.parse("2026-11-23T01:00:00Z") : null,
                trade.isPaid ? new Money(trade.returned(), trade.amount.currency()) : null,
                null);
    }

    @Override
    public boolean hasBills() {
        return false;
    }

    @Override
    public Bill bill(LocalDate day) {
        return new Bill.NotYet();
    }

    @Override
    public Optional<Money> fee(Money paid) {
        return Optional.empty();
    }
}
