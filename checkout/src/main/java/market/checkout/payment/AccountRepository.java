package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** The table of merchants' accounts at providers. All methods run in the caller's transaction. */
@Singleton
class AccountRepository {

    /** An account to be asked about now; with the application while the provider may not have it. */
    record Due(
            UUID id,
            String provider,
            String externalId,
            @Nullable MerchantDossier dossier,
            int tries) {}

    private static final String COLUMNS = """
            SELECT id, merchant_id, provider, external_id, reference, status, reason, changed_at
              FROM checkout.merchant_account
            """;

    private final JdbcOperations jdbc;

    AccountRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    Map<UUID, MerchantAccount> of(String provider, Collection<UUID> merchants) {
        return list(COLUMNS + " WHERE provider = ? AND merchant_id = ANY(?)", provider, merchants.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(MerchantAccount::merchantId, Function.identity()));
    }

    List<MerchantAccount> ofMerchant(UUID merchant) {
        return list(COLUMNS + " WHERE merchant_id = ? ORDER BY provider", merchant);
    }

    Optional<MerchantAccount> find(UUID id) {
        return list(COLUMNS + " WHERE id = ?", id).stream().findFirst();
    }

    List<MerchantAccount> page(Collection<String> statuses, UUID after, int limit) {
        return list(
                COLUMNS + " WHERE status = ANY(?) AND id > ? ORDER BY id LIMIT ?",
                statuses.toArray(String[]::new),
                after,
                limit);
    }

    /** A first application, or another after a refusal; false when one is under way or has come to something. */
    boolean submit(MerchantAccount account, String dossier, String hash) {
        return jdbc.prepareStatement("""
                INSERT INTO checkout.merchant_account AS account
                       (id, merchant_id, provider, external_id, status, dossier, submitted_hash, next_poll_at, changed_at)
                VALUES (?, ?, ?, ?, 'SUBMITTED', CAST(? AS jsonb), ?, ?, ?)
                ON CONFLICT ON CONSTRAINT merchant_account_once DO UPDATE
                   SET status = 'SUBMITTED', dossier = EXCLUDED.dossier, submitted_hash = EXCLUDED.submitted_hash,
                       reason = '', tries = 0, next_poll_at = EXCLUDED.next_poll_at, changed_at = EXCLUDED.changed_at
                 WHERE account.status = 'ACTION_REQUIRED'
                """, statement -> {
            Rows.set(
                    statement,
                    account.id(),
                    account.merchantId(),
                    account.provider(),
                    account.externalId(),
                    dossier,
                    hash,
                    account.changedAt(),
                    account.changedAt());
            return statement.executeUpdate() == 1;
        });
    }

    boolean isSubmitted(UUID merchant, String provider, String hash) {
        return jdbc.prepareStatement(
                "SELECT 1 FROM checkout.merchant_account WHERE merchant_id = ? AND provider = ? AND submitted_hash = ?",
                statement -> {
                    Rows.set(statement, merchant, provider, hash);
                    try (var rows = statement.executeQuery()) {
                        return rows.next();
                    }
                });
    }

    List<Due> claimDue(Instant now, Instant leaseUntil, int limit) {
        return jdbc.prepareStatement("""
                UPDATE checkout.merchant_account
                   SET next_poll_at = ?, tries = tries + 1
                 WHERE id IN (
                       SELECT id
                         FROM checkout.merchant_account
                        WHERE next_poll_at <= ?
                        ORDER BY next_poll_at
                        LIMIT ?
                          FOR UPDATE SKIP LOCKED)
                RETURNING id, provider, external_id, CAST(dossier AS text) AS dossier, tries
                """, statement -> {
            Rows.set(statement, leaseUntil, now, limit);
            try (var rows = statement.executeQuery()) {
                var due = new ArrayList<Due>();
                while (rows.next()) {
                    @Nullable String dossier = rows.getString("dossier");
                    due.add(new Due(
                            Rows.id(rows, "id"),
                            rows.getString("provider"),
                            rows.getString("external_id"),
                            dossier == null ? null : Json.read(dossier, MerchantDossier.class),
                            rows.getInt("tries")));
                }
                return due;
            }
        });
    }

    /** What the provider said; personal data goes with it. */
    void turn(UUID id, MerchantAccount.Status status, @Nullable String reference, String reason, Instant now) {
        update("""
                UPDATE checkout.merchant_account
                   SET status = ?, reference = COALESCE(?, reference), reason = ?, dossier = NULL, changed_at = ?
                 WHERE id = ? AND (status <> ? OR reason <> ?)
                """, status, reference, reason, now, id, status, reason);
    }

    /** The provider has the application. */
    void forgetDossier(UUID id) {
        update("UPDATE checkout.merchant_account SET dossier = NULL WHERE id = ?", id);
    }

    void askAgainAt(UUID id, @Nullable Instant at) {
        update("UPDATE checkout.merchant_account SET next_poll_at = ? WHERE id = ?", at, id);
    }

    private int update(String sql, @Nullable Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            return statement.executeUpdate();
        });
    }

    private List<MerchantAccount> list(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            try (var rows = statement.executeQuery()) {
                var accounts = new ArrayList<MerchantAccount>();
                while (rows.next()) {
                    accounts.add(read(rows));
                }
                return accounts;
            }
        });
    }

    private static MerchantAccount read(ResultSet row) throws SQLException {
        return new MerchantAccount(
                Rows.id(row, "id"),
                Rows.id(row, "merchant_id"),
                row.getString("provider"),
                row.getString("external_id"),
                row.getString("reference"),
                MerchantAccount.Status.valueOf(row.getString("status")),
                row.getString("reason"),
                Rows.instant(row, "changed_at"));
    }
}
