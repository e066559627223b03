package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Digests;
import market.kernel.Ids;
import market.kernel.Json;

/** The door of merchants' accounts: merchants apply, everybody concerned reads. {@link PursueAccounts} does the rest. */
@Singleton
public class Accounts {

    /** What an application came to. */
    public sealed interface Outcome {

        /** Also the answer when the same application came before. */
        record Submitted(MerchantAccount account) implements Outcome {}

        /** Another one is under way, or the merchant has an account. */
        record NotWanted(MerchantAccount account) implements Outcome {}

        record ProviderUnknown() implements Outcome {}
    }

    private final AccountRepository accounts;
    private final Providers providers;
    private final TransactionOperations<Connection> transactions;
    private final Ids ids;
    private final Clock clock;

    Accounts(
            AccountRepository accounts,
            Providers providers,
            TransactionOperations<Connection> transactions,
            Ids ids,
            Clock clock) {
        this.accounts = accounts;
        this.providers = providers;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome submit(UUID merchant, String provider, MerchantDossier dossier) {
        if (providers.find(provider).flatMap(PaymentProvider::marketplace).isEmpty()) {
            return new Outcome.ProviderUnknown();
        }
        var wish = new MerchantAccount(
                ids.next(),
                merchant,
                provider,
                Marketplace.externalId(merchant),
                null,
                MerchantAccount.Status.SUBMITTED,
                "",
                clock.instant());
        var text = Json.write(dossier);
        var hash = Digests.sha256Hex(text);
        return transactions.executeWrite(_ -> {
            var isNew = accounts.submit(wish, text, hash);
            var account =
                    accounts.of(provider, List.of(merchant)).values().iterator().next();
            return isNew || accounts.isSubmitted(merchant, provider, hash)
                    ? new Outcome.Submitted(account)
                    : new Outcome.NotWanted(account);
        });
    }

    public List<MerchantAccount> ofMerchant(UUID merchant) {
        return transactions.executeRead(_ -> accounts.ofMerchant(merchant));
    }

    public Optional<MerchantAccount> find(UUID id) {
        return transactions.executeRead(_ -> accounts.find(id));
    }

    /** In the order in which merchants applied first. */
    public List<MerchantAccount> page(Collection<MerchantAccount.Status> statuses, UUID after, int limit) {
        return transactions.executeRead(
                _ -> accounts.page(statuses.stream().map(Enum::name).toList(), after, limit));
    }
}
