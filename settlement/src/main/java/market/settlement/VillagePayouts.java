package market.settlement;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import market.checkout.PlatformPayout;
import market.checkout.PlatformPayouts;
import market.kernel.Money;

/** Pays villages the shares that the platform got for them: never more than they have, nor than has arrived. */
@Singleton
public class VillagePayouts {

    /** What a wish to pay out came to. */
    public sealed interface Outcome {

        /** It is stored and on its way; also the answer to a repetition. */
        record Asked(PlatformPayout payout) implements Outcome {}

        record VillageUnknown() implements Outcome {}

        record TooMuch(Money available) implements Outcome {}

        /** The same key came before with something else. */
        record KeyReused() implements Outcome {}
    }

    /** A wish to pay out; {@code key} is remembered for ever. */
    public record Wish(String regionCode, String payeeAccount, String payeeName, Money amount, String key) {}

    private final PlatformPayouts payouts;
    private final LedgerPostings ledger;
    private final JdbcOperations jdbc;
    private final Clock clock;

    VillagePayouts(PlatformPayouts payouts, LedgerPostings ledger, JdbcOperations jdbc, Clock clock) {
        this.payouts = payouts;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional
    public Outcome ask(Wish wish) {
        // Rare, and all of them draw on one account: so they go one after another.
        jdbc.prepareStatement("LOCK TABLE settlement.village_share IN SHARE ROW EXCLUSIVE MODE", statement -> {
            statement.execute();
            return true;
        });
        if (number("SELECT count(*) FROM settlement.village_share WHERE region_code = ?", wish.regionCode()) == 0) {
            return new Outcome.VillageUnknown();
        }
        var earlier = payouts.findByKey(wish.key());
        if (earlier.isPresent()) {
            return isSame(earlier.get(), wish) ? new Outcome.Asked(earlier.get()) : new Outcome.KeyReused();
        }
        var available = Money.cny(Math.max(0, Math.min(shareOf(wish.regionCode()), inAccount())));
        if (wish.amount().compareTo(available) > 0) {
            return new Outcome.TooMuch(available);
        }
        var payout = payouts.ask(wish.key(), wish.regionCode(), wish.payeeAccount(), wish.payeeName(), wish.amount());
        ledger.post(
                SettlePostings.PAYOUT_ASKED,
                payout.id(),
                null,
                clock.instant(),
                List.of(
                        new Posting(AccountKind.VILLAGE_SHARE, wish.regionCode(), wish.amount(), null),
                        new Posting(
                                AccountKind.PAYOUT_PENDING,
                                wish.regionCode(),
                                wish.amount().negated(),
                                null)));
        return new Outcome.Asked(payout);
    }

    private static boolean isSame(PlatformPayout payout, Wish wish) {
        return payout.beneficiary().equals(wish.regionCode())
                && payout.payeeAccount().equals(wish.payeeAccount())
                && payout.payeeName().equals(wish.payeeName())
                && payout.amount().equals(wish.amount());
    }

    private long shareOf(String regionCode) {
        return -number("""
                SELECT COALESCE(sum(amount_minor), 0)
                  FROM settlement.ledger_entry
                 WHERE account_kind = 'VILLAGE_SHARE' AND account_owner = ?
                """, regionCode);
    }

    /** Less what is on its way out already. */
    private long inAccount() {
        return number("""
                SELECT COALESCE(sum(amount_minor), 0)
                  FROM settlement.ledger_entry
                 WHERE account_kind = 'PAYOUT_PENDING' OR (account_kind = 'PLATFORM_ACCOUNT' AND account_owner = ?)
                """, payouts.provider());
    }

    private long number(String sql, String value) {
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, value);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** In the order in which they were asked for. */
    public List<PlatformPayout> page(UUID after, int limit) {
        return payouts.page(after, limit);
    }
}
