package market.settlement;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import market.checkout.MerchantOrderId;
import market.checkout.MoneyShare;
import market.checkout.OrderId;
import market.checkout.PartSettled;
import market.checkout.PartSettlements;
import market.checkout.PayoutEnded;
import market.kernel.Money;

/** Has parts let go once their buyers have the goods, and posts where the money went. In the caller's transaction. */
@Singleton
class SettlePostings {

    static final String PAYOUT_ASKED = "PAYOUT_ASKED";
    private static final String SETTLED = "PART_SETTLED";
    private static final String PAYOUT_ENDED = "PAYOUT_ENDED";

    private final LedgerPostings ledger;
    private final RefundPostings refunds;
    private final PartSettlements parts;

    SettlePostings(LedgerPostings ledger, RefundPostings refunds, PartSettlements parts) {
        this.ledger = ledger;
        this.refunds = refunds;
        this.parts = parts;
    }

    /** The shares as they were divided when the order was paid. */
    void plan(OrderId order, MerchantOrderId part) {
        var shares = refunds.shares(part.value()).stream()
                .map(share -> new MoneyShare(share.kind(), share.owner(), Money.cny(share.minor())))
                .toList();
        parts.plan(order, part, shares);
    }

    /** The provider holds nothing of it any more: the shares are in the platform's account, the rest in the merchant's. */
    void post(PartSettled settled) {
        if (settled.amount().isZero()) {
            return;
        }
        var id = settled.merchantOrder().value();
        var net = settled.amount();
        var postings = new ArrayList<Posting>();
        postings.add(new Posting(
                AccountKind.PROVIDER_CLEARING,
                settled.provider(),
                settled.amount().negated(),
                id));
        for (var share : settled.shares()) {
            net = net.minus(share.amount());
            postings.add(new Posting(AccountKind.PLATFORM_ACCOUNT, settled.provider(), share.amount(), id));
        }
        if (!net.isZero()) {
            postings.add(new Posting(
                    AccountKind.MERCHANT_DUE, settled.merchant().value().toString(), net, id));
        }
        ledger.post(SETTLED, settled.settlement(), settled.order().value(), settled.settledAt(), postings);
    }

    /** What was set aside for it left the platform's account, or is the beneficiary's again. */
    void post(PayoutEnded ended) {
        var pending = new Posting(AccountKind.PAYOUT_PENDING, ended.beneficiary(), ended.amount(), null);
        var other = ended.hasArrived()
                ? new Posting(
                        AccountKind.PLATFORM_ACCOUNT,
                        ended.provider(),
                        ended.amount().negated(),
                        null)
                : new Posting(
                        AccountKind.VILLAGE_SHARE,
                        ended.beneficiary(),
                        ended.amount().negated(),
                        null);
        ledger.post(PAYOUT_ENDED, ended.payout(), null, ended.endedAt(), List.of(pending, other));
    }
}
