package market.checkout.payment;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** For buyers who come back from a provider's page: asks how it went, and knows where they came from. Believes nobody. */
@Singleton
public class PaymentReturns {

    private final AskProvider askProvider;

    PaymentReturns(AskProvider askProvider) {
        this.askProvider = askProvider;
    }

    /** Where the buyer goes next, if the shop said so. */
    public Optional<URI> come(String attemptNo) {
        return askProvider
                .askOnReturn(attemptNo)
                .flatMap(attempt -> Optional.ofNullable(attempt.returnUrl()))
                .map(URI::create);
    }
}
