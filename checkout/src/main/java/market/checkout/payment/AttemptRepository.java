package market.checkout.payment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
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
                   capture, refunded_minor, result_unknown_since, created_at
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
                        expected_seller_id, expires_at, return_url, next_poll_at, version, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
                """, statement -> {
            statement.setObject(1, attempt.id());
            statement.setObject(2, attempt.intentId());
            statement.setString(3, attempt.attemptNo());
            statement.setString(4, attempt.provider());
            statement.setString(5, attempt.product().name());
            statement.setString(6, attempt.status().name());
            statement.setLong(7, attempt.amount().minor());
            statement.setString(8, attempt.amount().currency().getCurrencyCode());
            statement.setString(9, attempt.expectedPayee().appId());
            statement.setString(10, attempt.expectedPayee().sellerId());
            setInstant(statement, 11, attempt.expiresAt());
            statement.setString(12, attempt.returnUrl());
            setInstant(statement, 13, nextPollAt);
            setInstant(statement, 14, attempt.createdAt());
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
            set(statement, leaseUntil, now, now, limit);
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
            set(statement, values);
            return statement.executeUpdate();
        });
    }

    private List<PaymentAttempt> list(String sql, Object... values) {
        return jdbc.prepareStatement(sql, statement -> {
            set(statement, values);
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

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> statement.setObject(i + 1, null);
                case Instant instant -> setInstant(statement, i + 1, instant);
                case Object other -> statement.setObject(i + 1, other);
            }
        }
    }

    private static void setInstant(PreparedStatement statement, int index, Instant instant) throws SQLException {
        statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
    }

    private static PaymentAttempt read(ResultSet row) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        @Nullable String capture = row.getString("capture");
        return new PaymentAttempt(
                row.getObject("id", UUID.class),
                row.getObject("intent_id", UUID.class),
                row.getString("attempt_no"),
                row.getString("provider"),
                PaymentProduct.valueOf(row.getString("product")),
                AttemptStatus.valueOf(row.getString("status")),
                new Money(row.getLong("amount_minor"), currency),
                new Payee(row.getString("expected_app_id"), row.getString("expected_seller_id")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getString("return_url"),
                row.getString("client_action"),
                instant(row, "action_expires_at"),
                row.getString("provider_trade_no"),
                capture == null ? null : Capture.valueOf(capture),
                new Money(row.getLong("refunded_minor"), currency),
                instant(row, "result_unknown_since"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
