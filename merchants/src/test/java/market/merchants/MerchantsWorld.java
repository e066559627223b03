package market.merchants;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.local.testing.TestServices;
import org.jspecify.annotations.Nullable;

/** The room on a database of its own, and short words for what its tests do. */
final class MerchantsWorld {

    static final MerchantsWorld WORLD = new MerchantsWorld();
    static final UUID OPERATOR = new UUID(0, 9);
    static final String REGION = "34";

    final Merchants merchants;
    final Regions regions;
    final Credentials credentials;
    final Staff staff;
    final StaffSignIn staffSignIn;
    final StaffAccess staffAccess;
    final Passwords passwords;
    final StaffAccessRepository access;
    final StaffCodes codes;
    final CodeSecrets secrets;
    final SealSecrets sealSecrets;
    final MovableClock clock;
    final Ids ids;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final AtomicInteger serial = new AtomicInteger();

    MerchantsWorld() {
        var services = TestServices.shared();
        var context = ApplicationContext.run(Map.of(
                "datasources.default.url",
                services.freshDatabase(null),
                "datasources.default.dialect",
                "POSTGRES",
                "datasources.default.maximum-pool-size",
                20,
                "flyway.datasources.default.enabled",
                true,
                "flyway.datasources.default.locations",
                "classpath:db/migration",
                "market.redis.uri",
                services.redisUri(),
                "market.redis.key-prefix",
                services.freshKeyPrefix()));
        merchants = context.getBean(Merchants.class);
        regions = context.getBean(Regions.class);
        credentials = context.getBean(Credentials.class);
        staff = context.getBean(Staff.class);
        staffSignIn = context.getBean(StaffSignIn.class);
        staffAccess = context.getBean(StaffAccess.class);
        passwords = context.getBean(Passwords.class);
        access = context.getBean(StaffAccessRepository.class);
        codes = context.getBean(StaffCodes.class);
        secrets = context.getBean(CodeSecrets.class);
        sealSecrets = context.getBean(SealSecrets.class);
        clock = context.getBean(MovableClock.class);
        ids = context.getBean(Ids.class);
        jdbc = context.getBean(JdbcOperations.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
        regions.load(List.of(new Region(REGION, "安徽省", RegionLevel.PROVINCE, null)));
    }

    static LocalizedText text(String zh) {
        return new LocalizedText(zh, null);
    }

    /** A code that sorts after all earlier ones. */
    String code() {
        return String.format(Locale.ROOT, "merchant-%04d", serial.incrementAndGet());
    }

    String licence() {
        return String.format(Locale.ROOT, "9134150%011d", serial.incrementAndGet());
    }

    RegisterMerchant command(String code, String name) {
        return new RegisterMerchant(
                code, MerchantKind.COOPERATIVE, text(name), text("高山茶农"), REGION, licence(), "JY13415000000001");
    }

    Merchant merchant() {
        return merchants.register(command(code(), "六安合作社"));
    }

    SetStandingOutcome setStanding(
            MerchantId merchant, Standing standing, @Nullable String reason, int expectedVersion) {
        return merchants.setStanding(merchant, standing, reason, expectedVersion, OPERATOR);
    }

    /** Versions that listeners were told of, oldest first. */
    List<String> said(MerchantId merchant) {
        return texts("""
                SELECT payload ->> 'version'
                  FROM kernel.outbox_event
                 WHERE payload -> 'merchant' ->> 'value' = ?
                 ORDER BY position
                """, merchant.value().toString());
    }

    /** What the audit keeps, oldest first. */
    List<String> audit(MerchantId merchant) {
        return texts("""
                SELECT standing || ' ' || COALESCE(reason, '-') || ' ' || decided_by
                  FROM merchants.standing_change
                 WHERE merchant_id = ?
                 ORDER BY created_at, id
                """, merchant.value());
    }

    List<String> texts(String sql, Object... arguments) {
        return transactions.executeRead(_ -> jdbc.prepareStatement(sql, statement -> {
            for (var i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }));
    }

    <T> T inTransaction(Supplier<T> deed) {
        return transactions.executeWrite(_ -> deed.get());
    }

    /** The deed is done and then taken back. */
    void rolledBack(Runnable deed) {
        transactions.executeWrite(status -> {
            deed.run();
            status.setRollbackOnly();
            return true;
        });
    }

    /** What so many callers get who do the same at the same moment. */
    static <T> List<T> atOnce(int callers, Callable<T> deed) throws Exception {
        var start = new CyclicBarrier(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = IntStream.range(0, callers)
                    .mapToObj(_ -> threads.submit(() -> {
                        start.await();
                        return deed.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
