package market.checkout;

import market.checkout.payment.SettledPart;
import market.checkout.payment.SplitKind;
import market.kernel.Money;

/**
 * What another than the merchant gets of a part, or gives back of it.
 *
 * @param owner {@link #PLATFORM}, a village by its region code, or a pavilion by its handle
 */
public record MoneyShare(Kind kind, String owner, Money amount) {

    public static final String PLATFORM = "platform";

    /** Why it gets something. */
    public enum Kind {
        /** The platform's fee. */
        COMMISSION,
        /** A village's share in what was grown there. */
        VILLAGE,
        /** A pavilion's share in what was bought through it. */
        PAVILION
    }

    static MoneyShare of(SettledPart.Share share) {
        var kind = switch (share.kind()) {
            case COMMISSION -> Kind.COMMISSION;
            case PAVILION -> Kind.PAVILION;
            case AFFILIATE, SUBSIDY -> Kind.VILLAGE;
        };
        return new MoneyShare(kind, share.owner(), share.amount());
    }

    SettledPart.Share toSplit() {
        var split = switch (kind) {
            case COMMISSION -> SplitKind.COMMISSION;
            case VILLAGE -> SplitKind.AFFILIATE;
            case PAVILION -> SplitKind.PAVILION;
        };
        return new SettledPart.Share(split, owner, amount);
    }
}
