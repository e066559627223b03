package market.checkout;

import market.checkout.payment.SettledPart;
import market.checkout.payment.SplitKind;
import market.kernel.Money;

/**
 * What another than the merchant gets of a part, or gives back of it.
 *
 * @param owner {@link #PLATFORM}, or a village by its region code
 */
public record MoneyShare(Kind kind, String owner, Money amount) {

    public static final String PLATFORM = "platform";

    /** Why it gets something. */
    public enum Kind {
        /** The platform's fee. */
        COMMISSION,
        /** A village's share in what was grown there. */
        VILLAGE
    }

    static MoneyShare of(SettledPart.Share share) {
        return new MoneyShare(
                share.kind() == SplitKind.COMMISSION ? Kind.COMMISSION : Kind.VILLAGE, share.owner(), share.amount());
    }

    SettledPart.Share toSplit() {
        return new SettledPart.Share(
                kind == Kind.COMMISSION ? SplitKind.COMMISSION : SplitKind.AFFILIATE, owner, amount);
    }
}
