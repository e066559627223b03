package market.checkout;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.checkout.payment.Accounts;
import market.checkout.payment.MerchantAccount;
import market.kernel.MerchantId;

/** Merchants apply to be paid directly by payment providers. */
@Singleton
public class PaymentAccounts {

    /** What an application came to. */
    public sealed interface Outcome {

        /** It is on its way; also the answer to the same application again. */
        record Submitted(PaymentAccount account) implements Outcome {}

        /** There is an account, or another application is under way. */
        record NotWanted(PaymentAccount account) implements Outcome {}

        /** Nobody of this name pays merchants directly here. */
        record ProviderUnknown() implements Outcome {}
    }

    private final Accounts accounts;

    PaymentAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    public Outcome submit(MerchantId merchant, String provider, AccountApplication application) {
        return switch (accounts.submit(merchant.value(), provider, application.toDossier())) {
            case Accounts.Outcome.Submitted submitted -> new Outcome.Submitted(PaymentAccount.of(submitted.account()));
            case Accounts.Outcome.NotWanted refused -> new Outcome.NotWanted(PaymentAccount.of(refused.account()));
            case Accounts.Outcome.ProviderUnknown _ -> new Outcome.ProviderUnknown();
        };
    }

    public List<PaymentAccount> ofMerchant(MerchantId merchant) {
        return accounts.ofMerchant(merchant.value()).stream()
                .map(PaymentAccount::of)
                .toList();
    }

    /** In the order in which merchants applied first. */
    public List<PaymentAccount> page(Set<PaymentAccount.Status> statuses, UUID after, int limit) {
        var wanted = statuses.stream()
                .map(status -> MerchantAccount.Status.valueOf(status.name()))
                .collect(Collectors.toSet());
        return accounts.page(wanted, after, limit).stream()
                .map(PaymentAccount::of)
                .toList();
    }
}
