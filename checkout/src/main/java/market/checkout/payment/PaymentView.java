package market.checkout.payment;

import java.util.List;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * How the payment of an order stands.
 *
 * @param received what pays the order or parts of it, less nothing: refunds are told apart
 * @param nextAction what the buyer was last given to pay with and can still use; null when there is nothing
 * @param isUnsure whether a provider's last answer left open how an attempt stands
 * @param refunds oldest first, of surplus payments too
 */
public record PaymentView(
        PaymentIntent intent,
        Money received,
        @Nullable PaymentAction nextAction,
        boolean isUnsure,
        List<PaymentRefund> refunds) {

    public PaymentView {
        refunds = List.copyOf(refunds);
    }
}
