package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import market.inventory.redis.RedisPulse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which Redis the counters of stock may be believed of. Counters carry the token under which they were built; PostgreSQL
 * knows the one that is valid. Whoever sees that a server was restarted or replaced, or that its data went back in time,
 * makes a new token, and by that all counters of all merchants must be built anew.
 */
@Singleton
class RedisIncarnation {

    private static final Logger LOG = LoggerFactory.getLogger(RedisIncarnation.class);

    /** What PostgreSQL knows. */
    private record Known(UUID token, String runIds) {}

    private final RedisPulse pulse;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final ReentrantLock beating = new ReentrantLock();
    private volatile @Nullable UUID token;
    private RedisPulse.Look before = new RedisPulse.Look("", 0);

    RedisIncarnation(RedisPulse pulse, JdbcOperations jdbc, TransactionOperations<Connection> transactions) {
        this.pulse = pulse;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** The token that counters must carry, as this copy last heard. */
    UUID token() {
        var heard = token;
        return heard == null ? beat() : heard;
    }

    /**
     * Looks at Redis and at PostgreSQL, and returns the token that is valid now. A copy renews it only for what it has not
     * seen before: during a failover two copies may see different servers, and must not answer each other for ever.
     */
    UUID beat() {
        beating.lock();
        try {
            var look = pulse.look();
            var known = read();
            if (look.isPresent()) {
                var now = look.get();
                // The loss that another copy has already answered is no news to this one.
                var wentBack = now.count() <= before.count() && known.token.equals(token);
                var isNews =
                        !now.runIds().equals(before.runIds()) && !now.runIds().equals(known.runIds);
                if (wentBack || isNews) {
                    known = renew(known, now.runIds(), wentBack ? "its data went back in time" : "its servers changed");
                }
                before = now;
            }
            token = known.token;
            return known.token;
        } finally {
            beating.unlock();
        }
    }

    private Known read() {
        return transactions.executeRead(_ ->
                jdbc.prepareStatement("SELECT token, run_ids FROM inventory.redis_incarnation", statement -> {
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return new Known(rows.getObject("token", UUID.class), rows.getString("run_ids"));
                    }
                }));
    }

    /** Only one of several copies that notice at the same moment renews it; the others take over what it wrote. */
    private Known renew(Known known, String runIds, String why) {
        var changed = transactions.executeWrite(_ -> jdbc.prepareStatement("""
                UPDATE inventory.redis_incarnation
                   SET token = gen_random_uuid(), number = number + 1, run_ids = ?, changed_at = now()
                 WHERE token = ?
                """, statement -> {
            statement.setString(1, runIds);
            statement.setObject(2, known.token);
            return statement.executeUpdate();
        }));
        if (changed == 1 && !known.runIds.isEmpty()) {
            LOG.warn("Counters of stock are built anew, since Redis is not what it was: {}", why);
        }
        return read();
    }
}
