package market.settlement;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import market.checkout.MerchantOrderId;
import market.checkout.OrderId;
import market.checkout.OrderPaid;
import market.kernel.DomainEvent;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.kernel.Outbox;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import market.local.testing.TestServices;
import org.jspecify.annotations.Nullable;

/** The room on a database of its own, and short words for what its tests do. */
final class SettlementWorld {

    static final SettlementWorld WORLD = new SettlementWorld();
    static final Instant NOVEMBER = Instant.parse("2026-11-22T04:00:00Z");

    final Statements statements;
    final Ledger ledger;
    final VillageShares villages;
    final PavilionFees pavilionFees;
    final SettlementListener listener;
    private final Outbox outbox;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final AtomicInteger serial = new AtomicInteger();

    private SettlementWorld() {
        var context = ApplicationContext.run(settings());
        statements = context.getBean(Statements.class);
        ledger = context.getBean(Ledger.class);
        villages = context.getBean(VillageShares.class);
        pavilionFees = context.getBean(PavilionFees.class);
        listener = context.getBean(SettlementListener.class);
        outbox = context.getBean(Outbox.class);
        jdbc = context.getBean(JdbcOperations.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
    }

    private static Map<String, Object> settings() {
        var services = TestServices.shared();
        var gateway = gateway();
        var settings = new HashMap<String, Object>();
        settings.put("datasources.default.url", services.freshDatabase(null));
        settings.put("datasources.default.dialect", "POSTGRES");
        settings.put("flyway.datasources.default.enabled", true);
        settings.put("flyway.datasources.default.locations", "classpath:db/migration");
        settings.put("flyway.datasources.default.out-of-order", true);
        settings.put("market.redis.uri", services.redisUri());
        settings.put("market.redis.key-prefix", services.freshKeyPrefix());
        settings.put("market.public-url", gateway.address());
        settings.put("market.alipay.gateway-url", gateway.serverUrl());
        settings.put("market.alipay.app-id", gateway.appId());
        settings.put("market.alipay.seller-id", gateway.sellerId());
        settings.put("market.alipay.app-private-key", gateway.appPrivateKeyPkcs8());
        settings.put("market.alipay.public-key", gateway.alipayPublicKey());
        return settings;
    }

    private static AlipayGateway gateway() {
        try {
            var folder = Files.createTempDirectory("alipay");
            return AlipayGateway.start(new AlipayGatewayConfig(folder, 0, List.of(), Clock.systemUTC()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MerchantId merchant() {
        return new MerchantId(UUID.randomUUID());
    }

    /** A village of its own that takes part with a rate. */
    String village(String rate) {
        var code = String.format(Locale.ROOT, "341524%06d", serial.incrementAndGet());
        villages.register(code, "村 " + code, new BigDecimal(rate));
        return code;
    }

    static OrderPaid.Line line(long fen, String commissionRate, String origin) {
        return line(fen, commissionRate, origin, null);
    }

    static OrderPaid.Line line(
            long fen, String commissionRate, String origin, OrderPaid.@Nullable PavilionFee pavilion) {
        return new OrderPaid.Line(
                UUID.randomUUID(), "tea", new BigDecimal(commissionRate), origin, Money.cny(fen), pavilion);
    }

    /** A pavilion of its own that gets a rate. */
    OrderPaid.PavilionFee pavilion(String rate) {
        return new OrderPaid.PavilionFee("pavilion-" + serial.incrementAndGet(), new BigDecimal(rate));
    }

    static OrderPaid.Part part(MerchantId merchant, long deliveryFen, OrderPaid.Line... lines) {
        var id = UUID.randomUUID();
        return new OrderPaid.Part(
                new MerchantOrderId(id), merchant, "P" + id, Money.cny(deliveryFen), Arrays.asList(lines));
    }

    static OrderPaid paid(Instant at, OrderPaid.Part... parts) {
        var total = Arrays.stream(parts).mapToLong(SettlementWorld::gross).sum();
        var id = UUID.randomUUID();
        return new OrderPaid(new OrderId(id), "T" + id, "ALIPAY", at, Money.cny(total), Arrays.asList(parts));
    }

    static long gross(OrderPaid.Part part) {
        return part.delivery().minor()
                + part.lines().stream().mapToLong(line -> line.total().minor()).sum();
    }

    /** Says an event as the room of orders does: in a transaction, delivered after it. */
    void say(DomainEvent event) {
        transactions.executeWrite(_ -> {
            outbox.append(event);
            return true;
        });
    }

    /** {@code MERCHANT_PENDING -500} for each entry of an order, sorted by account and amount. */
    String entries(OrderId order) {
        return text("""
                SELECT COALESCE(string_agg(account_kind || ' ' || amount_minor, ', '
                           ORDER BY account_kind, amount_minor), '')
                  FROM settlement.ledger_entry AS e
                  JOIN settlement.ledger_transaction AS t ON t.id = e.transaction_id
                 WHERE t.order_id = ?
                """, order.value());
    }

    /** Runs one statement with one argument in a transaction of its own. */
    int execute(String sql, Object argument) {
        return Objects.requireNonNull(transactions.executeWrite(_ -> jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, argument);
            return statement.executeUpdate();
        })));
    }

    String text(String sql, Object argument) {
        return Objects.requireNonNull(transactions.executeRead(_ -> jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, argument);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        })));
    }
}
