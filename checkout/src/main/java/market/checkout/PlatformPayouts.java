package market.checkout;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.checkout.payment.Payouts;
import market.kernel.Money;

/** Pays money out of the platform's own account to those who have a share of it. */
@Singleton
public class PlatformPayouts {

    private static final String PROVIDER = "ALIPAY";

    private final Payouts payouts;

    PlatformPayouts(Payouts payouts) {
        this.payouts = payouts;
    }

    /**
     * In the transaction of a caller who has made sure that the money is there; an earlier payout with the key is returned,
     * whatever was wished for this time.
     *
     * @param key remembered for ever
     */
    public PlatformPayout ask(String key, String beneficiary, String payeeAccount, String payeeName, Money amount) {
        return PlatformPayout.of(
                payouts.ask(new Payouts.Wish(key, PROVIDER, beneficiary, payeeAccount, payeeName, amount, "产地分成")));
    }

    public Optional<PlatformPayout> findByKey(String key) {
        return payouts.findByKey(key).map(PlatformPayout::of);
    }

    /** In the order in which they were asked for. */
    public List<PlatformPayout> page(UUID after, int limit) {
        return payouts.page(after, limit).stream().map(PlatformPayout::of).toList();
    }

    /** Whose account the money leaves, as the ledger names it. */
    public String provider() {
        return PROVIDER;
    }
}
