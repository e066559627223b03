package market.checkout.payment;

import java.util.List;
import java.util.UUID;
import market.kernel.Money;

/**
 * What a provider does for a marketplace beside collecting: it knows the merchants itself, lets their money go once the buyer
 * has the goods, gives others their shares of it, and pays out of the platform's account. All numbers may be repeated.
 */
public interface Marketplace {

    /** How a merchant stands with the provider. */
    sealed interface Standing {

        record Waiting() implements Standing {}

        /**
         * Paid directly from now on.
         *
         * @param reference by which the provider calls the merchant in payments
         */
        record Active(String reference) implements Standing {}

        /** Turned down, in the provider's words. */
        record Refused(String reason) implements Standing {}

        record Unknown() implements Standing {}
    }

    /** What a deed with money came to. */
    sealed interface Deed {

        record Done() implements Deed {}

        /** The provider has it and says later what became of it. */
        record UnderWay() implements Deed {}

        /** It certainly was not done and will not be under this number. */
        record Refused(String cause) implements Deed {}

        /** Not known: the same number is asked for again. */
        record Unknown() implements Deed {}
    }

    /** A paid part that is let go to its merchant; {@code isShared} keeps it there until others have their shares. */
    record Confirm(String tradeNo, String requestNo, Money amount, boolean isShared) {}

    /** A share of a part; the last one releases the rest to the merchant. */
    record Share(
            String tradeNo,
            String requestNo,
            String subMerchant,
            SplitKind kind,
            String receiver,
            Money amount,
            boolean isLast) {}

    /** Money out of the platform's own account. */
    record PayOut(String requestNo, String payeeAccount, String payeeName, Money amount, String title) {}

    /** Asked again it is the same application. */
    Standing apply(String externalId, MerchantDossier dossier);

    Standing standing(String externalId);

    Deed confirm(Confirm confirm);

    Deed share(Share share);

    Deed payOut(PayOut payOut);

    /** Where the platform's shares go. */
    String platformAccount();

    /** Whether the contract lets a buyer pay several merchants in one go in this way. */
    boolean mayMerge(PaymentProduct product);

    /** As {@link PaymentProvider#start}, for all of these at once. */
    PaymentProvider.StartAnswer startMerged(String mergeNo, List<PaymentRequest> requests);

    /** For the provider, which calls merchants by a name of the platform's. */
    static String externalId(UUID merchant) {
        return merchant.toString().replace("-", "");
    }
}
