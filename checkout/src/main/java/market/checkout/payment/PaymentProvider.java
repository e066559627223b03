package market.checkout.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import market.kernel.Money;

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

    /** What asking for a refund came to. */
    sealed interface RefundAnswer {

        /** The money certainly went. */
        record Done() implements RefundAnswer {}

        /** It certainly did not go and will not: a signed refusal, and a signed word that no such refund exists. */
        record Refused(String cause) implements RefundAnswer {}

        /** Not known yet: the same number is asked for again. */
        record Unknown() implements RefundAnswer {}
    }

    /** As stored with attempts. */
    String name();

    Payee payee();

    /** Ways to pay so much that are offered. */
    Set<PaymentProduct> products(Money amount);

    StartAnswer start(PaymentRequest request);

    Snapshot fetch(String attemptNo);

    /** Closes an attempt that still waits, and says how it stands thereafter. */
    Snapshot close(String attemptNo);

    /** Gives money back, once however often it is asked under one number. */
    RefundAnswer refund(RefundRequest request);

    /** Whether days have bills here; without, nothing is compared. */
    boolean hasBills();

    /** All that happened on a finished day. */
    Bill bill(LocalDate day);

    /** Paying merchants directly, and others their share; empty where that is not offered. */
    Optional<Marketplace> marketplace();

    /** What it keeps of a payment by the agreement; empty when that is not known here, so that it cannot be checked. */
    Optional<Money> fee(Money paid);
}
