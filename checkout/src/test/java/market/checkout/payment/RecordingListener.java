package market.checkout.payment;

import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told; can refuse to hear. */
@Singleton
@Primary
final class RecordingListener implements PaymentListener {

    private final List<PaidPayment> heard = new CopyOnWriteArrayList<>();
    volatile boolean isBroken;

    @Override
    public void onPaid(PaidPayment payment) {
        if (isBroken) {
            throw new IllegalStateException("The order cannot be marked paid");
        }
        heard.add(payment);
    }

    List<PaidPayment> of(UUID orderId) {
        return heard.stream()
                .filter(payment -> payment.orderId().equals(orderId))
                .toList();
    }
}
