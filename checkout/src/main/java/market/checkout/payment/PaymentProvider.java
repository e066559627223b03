package market.checkout.payment;

import java.time.Instant;

/** Somebody who collects money. No method throws for what the network or the other side does. */
public interface PaymentProvider {

    /** What starting an attempt came to. */
    sealed interface StartAnswer {
        /**
         * What the buyer needs.
         *
         * @param payload an address to open or the text of a code, by the product
         * @param expiresAt after it a new one must be asked for
         */
        record Ready(String payload, Instant expiresAt) implements StartAnswer {}

        /** Nothing to show to the buyer; what happened over there is for {@link PaymentProvider#fetch} to find out. */
        record Unknown() implements StartAnswer {}
    }

    /** As stored with attempts. */
    String name();

    Payee payee();

    StartAnswer start(PaymentRequest request);

    Snapshot fetch(String attemptNo);

    /** Closes an attempt that still waits, and says how it stands thereafter. */
    Snapshot close(String attemptNo);

    /** Gives money back; true when it certainly went, false when that is not known (yet). */
    boolean refund(RefundRequest request);
}
