package market.checkout.payment;

import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import market.kernel.Money;

/**
 * An institution without a network, in Alipay's place. Until an attempt is calmed, its answers are lost after the deed, or were
 * never heard; what it has done it never forgets.
 */
@Singleton
@Replaces(PaymentProvider.class)
final class MemoryProvider implements PaymentProvider {

    static final String NAME = "ALIPAY";
    private static final Payee PAYEE = new Payee("app", "seller");
    private static final double LOST = 0.25;

    final Map<String, MemoryTrade> trades = new ConcurrentHashMap<>();
    private final Contract contract;
    private final MemoryMarketplace marketplace;

    MemoryProvider(Contract contract) {
        this.contract = contract;
        marketplace = new MemoryMarketplace(this, contract);
    }

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
        return EnumSet.of(PaymentProduct.PAGE, PaymentProduct.QR);
    }

    @Override
    public StartAnswer start(PaymentRequest request) {
        contract.check("payment_attempt", "attempt_no", request.attemptNo(), "collect " + request.amount());
        if (isLost(request.attemptNo(), false)) {
            return new StartAnswer.Unknown();
        }
        var trade = trades.computeIfAbsent(request.attemptNo(), _ -> new MemoryTrade(request));
        synchronized (trade) {
            if (trade.isPaid || trade.isClosed || isLost(request.attemptNo(), true)) {
                return new StartAnswer.Unknown();
            }
            return new StartAnswer.Ready("pay " + request.attemptNo(), request.expiresAt());
        }
    }

    /** The buyer opens the cashier, and pays there or goes away. */
    void visit(String attemptNo, boolean isWilling) {
        var trade = trades.get(attemptNo);
        if (trade != null) {
            synchronized (trade) {
                if (!trade.isClosed && !trade.isPaid) {
                    trade.isOpened = true;
                    trade.isPaid = isWilling;
                    trade.say();
                }
            }
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
                    trade.say();
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
            return trade.snapshot();
        }
    }

    @Override
    public Snapshot close(String attemptNo) {
        var trade = trades.get(attemptNo);
        if (trade != null) {
            synchronized (trade) {
                if (trade.isOpened && !trade.isPaid && !isLost(attemptNo, false)) {
                    trade.isClosed = true;
                    trade.say();
                }
            }
        }
        return fetch(attemptNo);
    }

    @Override
    public RefundAnswer refund(RefundRequest request) {
        contract.check(
                "payment_refund",
                "refund_no",
                request.refundNo(),
                "return " + request.amount() + " of " + request.attemptNo() + " with " + request.clawbacks());
        var trade = trades.get(request.attemptNo());
        if (trade == null || isLost(request.attemptNo(), false)) {
            return new RefundAnswer.Unknown();
        }
        synchronized (trade) {
            if (!trade.refunds.containsKey(request.refundNo())) {
                var back = request.clawbacks().stream()
                        .mapToLong(each -> each.amount().minor())
                        .sum();
                if (trade.returned() + request.amount().minor() > trade.amount.minor()
                        || trade.takenBack + back > trade.shared()) {
                    return new RefundAnswer.Refused("TOO_MUCH");
                }
                trade.refunds.put(request.refundNo(), request.amount().minor());
                trade.takenBack += back;
                trade.say();
            }
            return isLost(request.attemptNo(), true) ? new RefundAnswer.Unknown() : new RefundAnswer.Done();
        }
    }

    boolean isLost(String attemptNo, boolean isAfterTheDeed) {
        var trade = trades.get(attemptNo);
        var isCalm = trade != null && trade.isCalm;
        return !isCalm && ThreadLocalRandom.current().nextDouble() < (isAfterTheDeed ? LOST : LOST / 2);
    }

    @Override
    public Optional<Marketplace> marketplace() {
        return Optional.of(marketplace);
    }

    MemoryMarketplace memoryMarketplace() {
        return marketplace;
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
