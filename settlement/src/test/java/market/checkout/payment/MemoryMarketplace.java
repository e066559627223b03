package market.checkout.payment;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import market.checkout.payment.PaymentProvider.StartAnswer;
import org.jspecify.annotations.Nullable;

/** The institution in memory, for marketplaces: answers are lost here too, and shares and transfers may fail. */
final class MemoryMarketplace implements Marketplace {

    private static final String PLATFORM = "platform-account";

    /** What became of money that left the platform's account. */
    enum Transfer {
        DEALING,
        SUCCESS,
        FAIL,
        REFUND
    }

    private final MemoryProvider provider;
    private final Contract contract;
    private final Map<String, Transfer> transfers = new ConcurrentHashMap<>();

    MemoryMarketplace(MemoryProvider provider, Contract contract) {
        this.provider = provider;
        this.contract = contract;
    }

    @Override
    public Standing apply(String externalId, MerchantDossier dossier) {
        return standing(externalId);
    }

    @Override
    public Standing standing(String externalId) {
        return new Standing.Active("sub" + externalId);
    }

    @Override
    public Deed confirm(Confirm confirm) {
        contract.check(
                "payment_settlement",
                "request_no",
                confirm.requestNo(),
                "let go " + confirm.amount() + " of " + confirm.tradeNo());
        var trade = trade(confirm.tradeNo());
        if (provider.isLost(trade.attemptNo, false)) {
            return new Deed.Unknown();
        }
        synchronized (trade) {
            if (!confirm.requestNo().equals(trade.confirmedUnder)) {
                if (trade.confirmedUnder != null
                        || trade.held() != confirm.amount().minor()
                        || trade.held() == 0) {
                    return new Deed.Refused("AMOUNT");
                }
                trade.confirmedUnder = confirm.requestNo();
                trade.confirmed = confirm.amount().minor();
            }
            return provider.isLost(trade.attemptNo, true) ? new Deed.Unknown() : new Deed.Done();
        }
    }

    private MemoryTrade trade(String tradeNo) {
        return Objects.requireNonNull(provider.trades.get(tradeNo.substring("trade".length())));
    }

    @Override
    public Deed share(Share share) {
        contract.check(
                "payment_split",
                "request_no",
                share.requestNo(),
                "share " + share.amount() + " of " + share.tradeNo() + " with " + share.receiver());
        var trade = trade(share.tradeNo());
        if (provider.isLost(trade.attemptNo, false)) {
            return new Deed.Unknown();
        }
        synchronized (trade) {
            var known = trade.shares.get(share.requestNo());
            if (known == null) {
                if (trade.confirmed - trade.promised() < share.amount().minor()) {
                    return new Deed.Refused("TOO_MUCH");
                }
                var isAtOnce = trade.isCalm || happens(0.5);
                known = new MemoryTrade.Share(share.amount().minor(), isAtOnce, isAtOnce);
            } else if (!known.isEnded()) {
                known = new MemoryTrade.Share(known.amount(), true, trade.isCalm || happens(0.7));
            }
            trade.shares.put(share.requestNo(), known);
            if (provider.isLost(trade.attemptNo, true)) {
                return new Deed.Unknown();
            }
            return known.isDone() ? new Deed.Done() : known.isEnded() ? new Deed.Refused("FAIL") : new Deed.UnderWay();
        }
    }

    private static boolean happens(double probability) {
        return ThreadLocalRandom.current().nextDouble() < probability;
    }

    @Override
    public Deed payOut(PayOut payOut) {
        contract.check(
                "payout", "request_no", payOut.requestNo(), "pay " + payOut.amount() + " to " + payOut.payeeAccount());
        if (happens(0.1)) {
            return new Deed.Unknown();
        }
        var state = transfers.compute(payOut.requestNo(), (_, known) -> next(known));
        if (happens(0.2)) {
            return new Deed.Unknown();
        }
        return switch (state) {
            case DEALING -> new Deed.UnderWay();
            case SUCCESS -> new Deed.Done();
            case FAIL -> new Deed.Refused("FAIL");
            case REFUND -> new Deed.Refused("RETURNED");
        };
    }

    private static Transfer next(@Nullable Transfer known) {
        if (known == null) {
            return happens(0.3) ? Transfer.DEALING : Transfer.SUCCESS;
        }
        if (known == Transfer.DEALING) {
            return happens(0.6) ? Transfer.SUCCESS : happens(0.5) ? Transfer.FAIL : Transfer.REFUND;
        }
        return known;
    }

    Transfer transfer(String requestNo) {
        return Objects.requireNonNull(transfers.get(requestNo));
    }

    @Override
    public String platformAccount() {
        return PLATFORM;
    }

    @Override
    public boolean mayMerge(PaymentProduct product) {
        return product == PaymentProduct.PAGE;
    }

    /** Each stays a trade of its own. */
    @Override
    public StartAnswer startMerged(String mergeNo, List<PaymentRequest> requests) {
        if (happens(0.1)) {
            return new StartAnswer.Unknown();
        }
        StartAnswer last = new StartAnswer.Unknown();
        for (var request : requests) {
            last = provider.start(request);
        }
        return last;
    }
}
