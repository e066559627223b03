package market.kernel;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import market.local.testing.TestServices;

/** Two copies of the engine's kernel on one database and one Redis. */
final class KernelWorld {

    static final KernelWorld WORLD = new KernelWorld();

    /** One copy of the engine. */
    record Copy(ApplicationContext context, TransactionOperations<Connection> transactions) {

        static Copy on(String database, String keyPrefix) {
            var services = TestServices.shared();
            var context = ApplicationContext.run(Map.of(
                    "datasources.default.url",
                    database,
                    "datasources.default.dialect",
                    "POSTGRES",
                    "flyway.datasources.default.enabled",
                    true,
                    "flyway.datasources.default.locations",
                    "classpath:db/migration",
                    "market.redis.uri",
                    services.redisUri(),
                    "market.redis.key-prefix",
                    keyPrefix));
            @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
            TransactionOperations<Connection> transactions = context.getBean(TransactionOperations.class);
            return new Copy(context, transactions);
        }

        <T> T get(Class<T> door) {
            return context.getBean(door);
        }

        <T> T inTransaction(Supplier<T> deed) {
            return Objects.requireNonNull(transactions.executeWrite(_ -> deed.get()));
        }
    }

    final Copy one;
    final Copy two;
    final Outbox outbox;
    final RequestKeys keys;
    final Sessions sessions;
    final Redis redis;
    final String database;
    final String keyPrefix;

    private KernelWorld() {
        var services = TestServices.shared();
        database = services.freshDatabase(null);
        keyPrefix = services.freshKeyPrefix();
        one = Copy.on(database, keyPrefix);
        two = Copy.on(database, keyPrefix);
        outbox = one.get(Outbox.class);
        keys = one.get(RequestKeys.class);
        sessions = one.get(Sessions.class);
        redis = one.get(Redis.class);
    }

    /** What one query with one argument answers with. */
    String text(String sql, Object argument) {
        return one.inTransaction(() -> one.get(JdbcOperations.class).prepareStatement(sql, statement -> {
            statement.setObject(1, argument);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return Objects.requireNonNull(rows.getString(1));
            }
        }));
    }

    int execute(String sql, Object argument) {
        return one.inTransaction(() -> one.get(JdbcOperations.class).prepareStatement(sql, statement -> {
            statement.setObject(1, argument);
            return statement.executeUpdate();
        }));
    }
}
