package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import market.kernel.Money;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import market.local.testing.MovableClock;
import market.local.testing.TestServices;
import market.settlement.VillageShares;
import org.jspecify.annotations.Nullable;

/** Payments and the ledger on a database of their own, with an institution in memory. Time does not poll: histories do. */
final class HistoryWorld {

    static final String VILLAGE = "341524001001";
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final int MERCHANTS = 12;

    final Payments payments;
    final BookingListener listener;
    final MemoryProvider provider;
    final MovableClock clock = new MovableClock();
    /** Merchants whom the institution pays itself. */
    final List<UUID> known;

    private final ApplicationContext context;
    private final TransactionOperations<Connection> transactions;
    private final JdbcOperations jdbc;

    HistoryWorld() {
        context = ApplicationContext.run(settings());
        payments = context.getBean(Payments.class);
        listener = context.getBean(BookingListener.class);
        provider = context.getBean(MemoryProvider.class);
        jdbc = context.getBean(JdbcOperations.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
        context.getBean(VillageShares.class).register(VILLAGE, "黄涧河村", new BigDecimal("0.0200"));
        known = IntStream.range(0, MERCHANTS).mapToObj(_ -> activeMerchant()).toList();
    }

    private static Map<String, Object> settings() {
        var services = TestServices.shared();
        var settings = new HashMap<String, Object>();
        settings.put("datasources.default.url", services.freshDatabase(null));
        settings.put("datasources.default.dialect", "POSTGRES");
        settings.put("datasources.default.maximum-pool-size", 20);
        settings.put("flyway.datasources.default.enabled", true);
        settings.put("flyway.datasources.default.locations", "classpath:db/migration");
        settings.put("flyway.datasources.default.out-of-order", true);
        settings.put("market.redis.uri", services.redisUri());
        settings.put("market.redis.key-prefix", services.freshKeyPrefix());
        settings.putAll(keysOfSomeInstitution());
        for (var schedule : List.of("poll", "payout", "settlement", "account", "refund", "reconcile")) {
            settings.put("market.payments." + schedule + "-interval", "10h");
        }
        return settings;
    }

    /** The engine does not start without; nobody calls it here. */
    private static Map<String, Object> keysOfSomeInstitution() {
        try (var gateway = AlipayGateway.start(
                new AlipayGatewayConfig(Files.createTempDirectory("alipay"), 0, List.of(), Clock.systemUTC()))) {
            return Map.of(
                    "market.public-url", gateway.address(),
                    "market.alipay.gateway-url", gateway.serverUrl(),
                    "market.alipay.app-id", gateway.appId(),
                    "market.alipay.seller-id", gateway.sellerId(),
                    "market.alipay.app-private-key", gateway.appPrivateKeyPkcs8(),
                    "market.alipay.public-key", gateway.alipayPublicKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UUID activeMerchant() {
        var merchant = UUID.randomUUID();
        context.getBean(Accounts.class)
                .submit(
                        merchant,
                        MemoryProvider.NAME,
                        new MerchantDossier(
                                "瓜片茶业有限公司",
                                "瓜片",
                                "01",
                                "91341503MA2N000001",
                                "汪明远",
                                "342401197001010013",
                                "5499",
                                "汪明远",
                                "13800000001",
                                "pay@dushan.example"));
        context.getBean(PursueAccounts.class).pursue();
        assertThat(context.getBean(Accounts.class)
                        .ofMerchant(merchant)
                        .getFirst()
                        .status())
                .isEqualTo(MerchantAccount.Status.ACTIVE);
        return merchant;
    }

    /** An order with the merchants and amounts of its parts. */
    void open(UUID order, List<PaymentOrder.Part> parts) {
        inTransaction(() -> payments.open(
                new PaymentOrder(order, "T" + order, "六安瓜片", clock.instant().plus(HALF_HOUR), parts)));
    }

    void askRefund(UUID order, UUID part, long fen, String key) {
        context.getBean(Refunds.class).ask(new AskRefund(order, part, Money.cny(fen), "少发一盒", key));
    }

    /** What is due after so much time is pursued: money that goes back, is let go, and is paid out. */
    void pursueAfter(Duration duration) {
        clock.pass(duration);
        context.getBean(PursueRefunds.class).pursue();
        context.getBean(PursueSettlements.class).pursue();
        context.getBean(PursuePayouts.class).pursue();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T inTransaction(Supplier<T> deed) {
        return Objects.requireNonNull(transactions.executeWrite(_ -> deed.get()));
    }

    long number(String sql, Object key) {
        return Long.parseLong(Objects.requireNonNull(text(sql, key)));
    }

    @Nullable
    String text(String sql, Object key) {
        return transactions.executeRead(_ -> jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, key);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }));
    }
}
