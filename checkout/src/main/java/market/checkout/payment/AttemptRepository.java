package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** The table of attempts. All methods run in the caller's transaction; writers hold the lock of the intent. */
@Singleton
class AttemptRepository {

    private static final String COLUMNS = """
            SELECT id, intent_id, attempt_no, provider, product, status, amount_minor, currency, expected_app_id,
                   expected_seller_id, expires_at, return_url, client_action, action_expires_at, provider_trade_no,
                   capture, refunded_minor, refund_asked_minor, payer, leg_id, sub_merchant, merge_no,
                   result_unknown_since, created_at
              FROM checkout.payment_attempt
            """;

    private final JdbcOperations jdbc;

    AttemptRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void insert(PaymentAttempt attempt, Instant nextPollAt) {
        jdbc.prepareStatement("""
                INSERT INTO checkout.payment_attempt
                       (id, intent_id, attempt_no, provider, product, status, amount_minor, currency, expected_app_id,
                        expected_seller_id, expires_at, return_url, next_poll_at, payer, leg_id, sub_merchant, merge_no,
                        version, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
                """, statement -> {
            Rows.set(
                    statement,
                    attempt.id(),
                    attempt.intentId(),
                    attempt.attemptNo(),
                    attempt.provider(),
                    attempt.product(),
                    attempt.status(),
                    attempt.amount().minor(),
                    attempt.amount().currency().getCurrencyCode(),
                    attempt.expectedPayee().appId(),
                    attempt.expectedPayee().sellerId(),
                    attempt.expiresAt(),
                    attempt.returnUrl(),
                    nextPollAt,
                    attempt.payer(),
                    attempt.legId(),
                    attempt.subMerchant(),
                    attempt.mergeNo(),
                    attempt.createdAt());
            return statement.executeUpdate();
        });
    }

    Optional<PaymentAttempt> findByNo(String attemptNo) {
        return list(COLUMNS + " WHERE attempt_no = ?", attemptNo).stream().findFirst();
    }

    PaymentAttempt lock(UUID id) {
        return list(COLUMNS + " WHERE id = ? FOR UPDATE", id).getFirst();
    }

    List<PaymentAttempt> living(UUID intentId) {
        return list(COLUMNS + " WHERE intent_id = ? AND status = 'REQUIRES_ACTION' ORDER BY id", intentId);
    }

    /** Of several intents, the newest last. */
    List<PaymentAttempt> livingOf(Collection<UUID> intents) {
        return intents.isEmpty()
                ? List.of()
                : list(COLUMNS + " WHERE intent_id = ANY(?) AND status = 'REQUIRES_ACTION' ORDER BY id", (Object)
                        intents.toArray(UUID[]::new));
    }

    /** Those that pay the intent or parts of it; no two of them pay the same. */
    List<PaymentAttempt> counted(UUID intentId) {
        return list(COLUMNS + " WHERE intent_id = ? AND capture = 'COUNTED' ORDER BY id", intentId);
    }

    List<PaymentAttempt> countedOf(Collection<UUID> intents) {
        return intents.isEmpty()
                ? List.of()
                : list(COLUMNS + " WHERE intent_id = ANY(?) AND capture = 'COUNTED' ORDER BY id", (Object)
                        intents.toArray(UUID[]::new));
    }

    /** It paid a part of an order that is not paid any more. */
    void countNoLonger(UUID id) {
        update("""
                UPDATE checkout.payment_attempt
                   SET capture = 'LATE', version = version + 1
                 WHERE id = ? AND capture = 'COUNTED'
                """, id);
    }

    /** A constraint refuses what would be more than was paid; negative when a refund was refused. */
    void askBack(UUID id, Money amount) {
        update("""
                UPDATE checkout.payment_attempt
                   SET refund_asked_minor = refund_asked_minor + ?, version = version + 1
                 WHERE id = ?
                """, amount.minor(), id);
    }

    boolean hasOtherWithTradeNo(PaymentAttempt attempt, String tradeNo) {
        return list(
                        COLUMNS + " WHERE provider = ? AND provider_trade_no = ? AND id <> ?",
                        attempt.provider(),
                        tradeNo,
                        attempt.id())
                .stream()
                .findFirst()
                .isPresent();
    }

    void giveAction(UUID id, String payload, Instant expiresAt) {
        update("""
                UPDATE checkout.payment_attempt
                   SET client_action = ?, action_expires_at = ?, result_unknown_since = NULL, version = version + 1
                 WHERE id = ?
                """, payload, expiresAt, id);
    }

    void setReturnUrl(UUID id, @Nullable String returnUrl) {
        update("""
                UPDATE checkout.payment_attempt
                   SET return_url = ?, version = version + 1
                 WHERE id = ?
                """, returnUrl, id);
    }

    /** Null when the provider said clearly how things stand. */
    void setUnknownSince(UUID id, @Nullable Instant since) {
        update("""
                UPDATE checkout.payment_attempt
                   SET result_unknown_since = ?, version = version + 1
                 WHERE id = ?
                """, since, id);
    }

    void keepTradeNo(UUID id, String tradeNo) {
        update("""
                UPDATE checkout.payment_attempt
                   SET provider_trade_no = ?, version = version + 1
                 WHERE id = ? AND provider_trade_no IS NULL
                """, tradeNo, id);
    }

    void succeed(UUID id, Capture capture, String tradeNo, Instant paidAt, long refundedMinor) {
        update("""
                UPDATE checkout.payment_attempt
                   SET status = 'SUCCEEDED', capture = ?, provider_trade_no = ?, paid_at = ?, refunded_minor = ?,
                       result_unknown_since = NULL, next_poll_at = NULL, version = version + 1
                 WHERE id = ? AND status <> 'SUCCEEDED'
                """, capture.name(), tradeNo, paidAt, refundedMinor, id);
    }

    /** What went back only grows: an older message must not shrink it. */
    void refunded(UUID id, long refundedMinor) {
        update("""
                UPDATE checkout.payment_attempt
                   SET refunded_minor = greatest(refunded_minor, ?), version = version + 1
                 WHERE id = ?
                """, refundedMinor, id);
    }

    /** Final when the provider closed it: then it need not be asked any more. */
    void cancel(UUID id, boolean isFinal) {
        update("""
                UPDATE checkout.payment_attempt
                   SET status = 'CANCELLED', result_unknown_since = NULL, version = version + 1,
                       next_poll_at = CASE WHEN ? THEN NULL ELSE next_poll_at END
                 WHERE id = ? AND status = 'REQUIRES_ACTION'
                """, isFinal, id);
    }

    /** The rest of the living attempts is looked at soon: they are to be closed. */
    void pollLivingAt(UUID intentId, Instant at) {
        update("""
                UPDATE checkout.payment_attempt
                   SET next_poll_at = ?, version = version + 1
                 WHERE intent_id = ? AND status = 'REQUIRES_ACTION'
                """, at, intentId);
    }

    /** Takes attempts whose time has come; nobody else gets them before the lease is over. */
    List<String> claimDue(Instant now, Instant leaseUntil, int limit) {
        return jdbc.prepareStatement("""
                UPDATE checkout.payment_attempt
                   SET next_poll_at = ?, last_polled_at = ?
                 WHERE id IN (
                       SELECT id
                         FROM checkout.payment_attempt
                        WHERE next_poll_at <= ?
                        ORDER BY next_poll_at
                        LIMIT ?
                          FOR UPDATE SKIP LOCKED)
                RETURNING attempt_no
                """, statement -> {
            Rows.set(statement, leaseUntil, now, now, limit);
            return texts(statement);
        });
    }

    /** Takes one attempt out of its turn; false when it is not waiting or was asked about a moment ago. */
    boolean claim(String attemptNo, Instant now, Instant lastPolledBefore, Instant leaseUntil) {
        return update("""
                UPDATE checkout.payment_attempt
                   SET next_poll_at = ?, last_polled_at = ?
                 WHERE attempt_no = ? AND status = 'REQUIRES_ACTION' AND next_poll_at IS NOT NULL
                   AND (last_polled_at IS NULL OR last_polled_at < ?)
                """, leaseUntil, now, attemptNo, lastPolledBefore) == 1;
    }

    void setNextPoll(String attemptNo, @Nullable Instant nextPollAt) {
        update("""
                UPDATE checkout.payment_attempt
                   SET next_poll_at = ?
                 WHERE attempt_no = ? AND next_poll_at IS NOT NULL
                """, nextPollAt, attemptNo);
    }

    private int update(String sql, @Nullable Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            return statement.executeUpdate();
        });
    }

    private List<PaymentAttempt> list(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            Rows.set(statement, values);
            try (var rows = statement.executeQuery()) {
                var attempts = new ArrayList<PaymentAttempt>();
                while (rows.next()) {
                    attempts.add(read(rows));
                }
                return attempts;
            }
        });
    }

    private static List<String> texts(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private static PaymentAttempt read(ResultSet row) throws SQLException {
        @Nullable String capture = row.getString("capture");
        return new PaymentAttempt(
                Rows.id(row, "id"),
                Rows.id(row, "intent_id"),
                row.getString("attempt_no"),
                row.getString("provider"),
                PaymentProduct.valueOf(row.getString("product")),
                AttemptStatus.valueOf(row.getString("status")),
                Rows.money(row, "amount_minor"),
                new Payee(row.getString("expected_app_id"), row.getString("expected_seller_id")),
                Rows.instant(row, "expires_at"),
                row.getString("return_url"),
                row.getString("client_action"),
                Rows.instantOrNull(row, "action_expires_at"),
                row.getString("provider_trade_no"),
                capture == null ? null : Capture.valueOf(capture),
                Rows.money(row, "refunded_minor"),
                Rows.money(row, "refund_asked_minor"),
                row.getString("payer"),
                direct(row),
                Rows.instantOrNull(row, "result_unknown_since"),
                Rows.instant(row, "created_at"));
    }

    private static @Nullable DirectPay direct(ResultSet row) throws SQLException {
        @Nullable UUID leg = row.getObject("leg_id", UUID.class);
        return leg == null ? null : new DirectPay(leg, row.getString("sub_merchant"), row.getString("merge_no"));
    }
}
