package market.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import market.catalog.Attribute;
import market.catalog.AttributeKind;
import market.catalog.AttributeLevel;
import market.catalog.Category;
import market.catalog.Pavilions;
import market.catalog.PriceTier;
import market.catalog.ProductId;
import market.catalog.ProductType;
import market.catalog.Products;
import market.catalog.Taxonomy;
import market.catalog.UpsertProduct;
import market.catalog.UpsertProductOutcome;
import market.catalog.VariantId;
import market.graphql.Authenticator;
import market.graphql.GraphQlRequest;
import market.graphql.RequestContext;
import market.graphql.Surface;
import market.graphql.execution.GraphQlExecutor;
import market.inventory.AdjustStock;
import market.inventory.Inventory;
import market.inventory.LocationId;
import market.inventory.LocationKind;
import market.inventory.Locations;
import market.inventory.StockLevel;
import market.kernel.Actor;
import market.kernel.GlobalId;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.Language;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.local.testing.TestServices;
import market.merchants.Credentials;
import market.merchants.MerchantKind;
import market.merchants.Merchants;
import market.merchants.Region;
import market.merchants.RegionLevel;
import market.merchants.Regions;
import market.merchants.RegisterMerchant;
import market.merchants.Staff;
import org.jspecify.annotations.Nullable;

/** All rooms on a database and a key prefix of their own, and short words for what the tests of this room do. */
final class PortalWorld {

    static final PortalWorld WORLD = new PortalWorld();
    static final Set<String> ALL_SCOPES = Set.of(
            "products.read",
            "products.write",
            "stock.read",
            "stock.write",
            "orders.read",
            "orders.write",
            "settlement.read");
    private static final String REGION = "34";
    private static final String NOBODY = "http://127.0.0.1:9";

    private final AtomicInteger serial = new AtomicInteger();
    private final GraphQlExecutor executor;
    private final Collection<Authenticator> authenticators;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final ApplicationContext context;
    final Products products;
    final Inventory inventory;
    final Locations locations;
    final Merchants merchants;
    final Credentials credentials;
    final Staff staff;
    final Pavilions pavilions;
    final Ids ids;
    final Clock clock;

    /** A merchant with one place and one tea in two sizes, ten pieces of each. */
    record Seller(
            MerchantId merchant,
            LocationId location,
            ProductId product,
            String key,
            VariantId small,
            VariantId large,
            Actor user) {

        String id() {
            return GlobalId.of("mer", merchant);
        }

        String productId() {
            return GlobalId.of("prd", product);
        }

        String smallId() {
            return GlobalId.of("var", small);
        }

        String locationId() {
            return GlobalId.of("loc", location);
        }
    }

    private PortalWorld() {
        context = ApplicationContext.run(settings(TestServices.shared()));
        executor = context.getBean(GraphQlExecutor.class);
        authenticators = context.getBeansOfType(Authenticator.class);
        jdbc = context.getBean(JdbcOperations.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
        products = context.getBean(Products.class);
        inventory = context.getBean(Inventory.class);
        locations = context.getBean(Locations.class);
        merchants = context.getBean(Merchants.class);
        credentials = context.getBean(Credentials.class);
        staff = context.getBean(Staff.class);
        pavilions = context.getBean(Pavilions.class);
        ids = context.getBean(Ids.class);
        clock = context.getBean(Clock.class);
        context.getBean(Regions.class).load(List.of(new Region(REGION, "安徽省", RegionLevel.PROVINCE, null)));
        context.getBean(Taxonomy.class)
                .load(
                        List.of(new Category("tea", null, text("茶叶"), new BigDecimal("0.0500"), 1)),
                        List.of(
                                new ProductType("tea", text("茶叶"), "tea", List.of()),
                                new ProductType(
                                        "gift",
                                        text("礼盒"),
                                        "tea",
                                        List.of(
                                                attribute("care", AttributeKind.LOCALIZED_TEXT),
                                                attribute("holds", AttributeKind.REFERENCE)))));
    }

    private static Attribute attribute(String code, AttributeKind kind) {
        return new Attribute(
                code,
                kind,
                AttributeLevel.PRODUCT,
                new LocalizedText(code + " 中", code),
                null,
                false,
                false,
                false,
                false,
                null,
                null,
                List.of());
    }

    /** Nothing here pays or searches: the addresses of Alipay and Elasticsearch only have to be there. */
    private static Map<String, Object> settings(TestServices services) {
        var settings = new HashMap<String, Object>();
        settings.put("datasources.default.url", services.freshDatabase(null));
        settings.put("datasources.default.dialect", "POSTGRES");
        settings.put("datasources.default.maximum-pool-size", 20);
        settings.put("flyway.datasources.default.enabled", true);
        settings.put("flyway.datasources.default.locations", "classpath:db/migration");
        settings.put("market.redis.uri", services.redisUri());
        settings.put("market.redis.key-prefix", services.freshKeyPrefix());
        settings.put("market.elasticsearch.url", NOBODY);
        settings.put("market.public-url", NOBODY);
        settings.put("market.alipay.gateway-url", NOBODY);
        for (var name : List.of("app-id", "seller-id", "app-private-key", "public-key")) {
            settings.put("market.alipay." + name, "none");
        }
        for (var job : List.of(
                "search.poll-interval",
                "payments.poll-interval",
                "payments.refund-interval",
                "checkout.expire-every")) {
            settings.put("market." + job, "10h");
        }
        return settings;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    static LocalizedText text(String zh) {
        return new LocalizedText(zh, null);
    }

    Seller seller() {
        return seller(ALL_SCOPES);
    }

    Seller seller(Set<String> scopes) {
        var number = serial.incrementAndGet();
        var merchant = merchants
                .register(new RegisterMerchant(
                        String.format(Locale.ROOT, "merchant-%04d", number),
                        MerchantKind.COOPERATIVE,
                        new LocalizedText("合作社 " + number, "Cooperative " + number),
                        text("高山茶农"),
                        REGION,
                        String.format(Locale.ROOT, "9134150%011d", number),
                        null))
                .id();
        var location = locations.upsert(
                merchant, "main", new LocalizedText("主仓", "Main store"), REGION, LocationKind.WAREHOUSE);
        var key = "tea-" + number;
        var made = tea(merchant, key);
        stock(merchant, made, location, 10);
        return new Seller(
                merchant,
                location,
                made.id(),
                key,
                made.variants().get(0),
                made.variants().get(1),
                new Actor.MerchantUser(merchant, ids.next(), scopes));
    }

    UpsertProductOutcome.Upserted tea(MerchantId merchant, String key) {
        var tiers = List.of(new PriceTier("TRADE", 20, Money.cny(9_000), 10));
        return (UpsertProductOutcome.Upserted) products.upsert(new UpsertProduct(
                merchant,
                key,
                "handle-" + key,
                "tea",
                "tea",
                new LocalizedText("六安瓜片", "Lu'an Guapian"),
                text(""),
                REGION,
                Map.of(),
                null,
                "",
                List.of(
                        new UpsertProduct.VariantSpec(
                                key + "-250", Map.of(), Money.cny(10_000), 250L, "H87", null, 1, 1, tiers),
                        new UpsertProduct.VariantSpec(
                                key + "-500", Map.of(), Money.cny(19_000), 500L, "H87", null, 1, 1, List.of()))));
    }

    private void stock(MerchantId merchant, UpsertProductOutcome.Upserted made, LocationId location, long pieces) {
        inventory.adjust(new AdjustStock(
                merchant,
                AdjustStock.Reason.RECEIPT,
                null,
                made.variants().stream()
                        .map(variant -> new AdjustStock.Change(variant, made.id(), location, pieces, null))
                        .toList()));
    }

    long onHand(VariantId variant) {
        return inventory.levels(List.of(variant)).getOrDefault(variant, List.of()).stream()
                .mapToLong(StockLevel::onHand)
                .sum();
    }

    /** A part of an order in this state, as checkout would have left it; returns the global id. */
    String order(Seller seller, String state) {
        return order(seller, state, "13812341234");
    }

    String order(Seller seller, String state, String phone) {
        var number = String.format(Locale.ROOT, "T%08d", serial.incrementAndGet());
        var order = ids.next();
        var part = ids.next();
        var isPaid = Set.of("PAID", "SHIPPED", "COMPLETED").contains(state);
        var checkout = ids.secret();
        write("""
                INSERT INTO checkout.checkout (id, cart_id, reservation_id, state, quote, order_id, expires_at, version)
                VALUES (?, ?, ?, 'PLACED', '{}', ?, now(), 1)
                """, checkout, ids.secret(), ids.secret(), order);
        write(
                """
                INSERT INTO checkout.buyer_order (id, number, checkout_id, state, total_minor, currency, address,
                       pay_before, placed_at, paid_at, version)
                VALUES (?, ?, ?, ?, 20000, 'CNY', CAST(? AS jsonb), now(), now(),
                        CASE WHEN ? THEN now() END, 1)
                """,
                order,
                number,
                checkout,
                isPaid ? "PAID" : state,
                Json.write(Map.of(
                        "name",
                        "王小明",
                        "phone",
                        phone,
                        "regionCode",
                        "341524",
                        "regionPath",
                        "安徽省 六安市 金寨县",
                        "line",
                        "梅山镇 1 号")),
                isPaid);
        write("""
                INSERT INTO checkout.merchant_order (id, order_id, merchant_id, number, state, delivery_code, goods_minor,
                       delivery_minor, currency, version, placed_at, updated_at)
                VALUES (?, ?, ?, ?, ?, 'STANDARD', 20000, 0, 'CNY', 1, now(), now())
                """, part, order, seller.merchant().value(), number + "-1", state);
        write(
                """
                INSERT INTO checkout.order_line (id, order_id, merchant_order_id, position, product_id, variant_id, sku,
                       title_zh, origin_code, category_code, commission_rate, quantity, unit_price_minor, total_minor,
                       price_trace)
                VALUES (?, ?, ?, 1, ?, ?, 'guapian-250', '六安瓜片', '34', 'tea', 0.05, 2, 10000, 20000, '[]')
                """,
                ids.next(),
                order,
                part,
                seller.product().value(),
                seller.small().value());
        return GlobalId.of("mor", part);
    }

    /** A statement of November 2026 with one order of 200 yuan; returns the global id. */
    String statement(Seller seller) {
        var id = ids.next();
        write("""
                INSERT INTO settlement.statement (id, merchant_id, period_start)
                VALUES (?, ?, DATE '2026-11-01')
                """, id, seller.merchant().value());
        write("""
                INSERT INTO settlement.statement_line (merchant_order_id, statement_id, order_number, gross_minor,
                       commission_minor, village_minor, currency, paid_at)
                VALUES (?, ?, 'T-1', 20000, 1000, 200, 'CNY', TIMESTAMPTZ '2026-11-20T08:00:00Z')
                """, ids.next(), id);
        return GlobalId.of("stm", id);
    }

    void write(String sql, @Nullable Object... values) {
        transactions.executeWrite(_ -> jdbc.prepareStatement(sql, statement -> {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }));
    }

    long count(String sql, Object... values) {
        return transactions.executeRead(_ -> jdbc.prepareStatement(sql, statement -> {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }));
    }

    /** Who a token is on a surface; empty when it is unknown there. */
    List<Actor> authenticate(Surface surface, String token) {
        return authenticators.stream()
                .filter(each -> each.surface() == surface)
                .flatMap(each -> each.authenticate(token).stream())
                .toList();
    }

    JsonNode merchant(Actor actor, String query, Object... variables) {
        return run(Surface.MERCHANT, actor, Language.ZH_CN, query, variables);
    }

    JsonNode operator(Actor actor, String query, Object... variables) {
        return run(Surface.OPERATOR, actor, Language.ZH_CN, query, variables);
    }

    /** @param variables the one variable {@code v0}, the next {@code v1}, and so on */
    JsonNode run(Surface surface, Actor actor, Language language, String query, Object... variables) {
        var named = new HashMap<String, @Nullable Object>();
        Arrays.stream(variables).forEach(value -> named.put("v" + named.size(), value));
        var answer = executor.execute(
                new GraphQlRequest(query, null, named),
                new RequestContext(surface, actor, language, "trace", "127.0.0.1", ""));
        // What is left of the caller's points differs from moment to moment.
        answer.remove("extensions");
        return Json.mapper().valueToTree(answer);
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    /** A global id that nobody ever gave. */
    String unknown(String prefix) {
        return GlobalId.of(prefix, ids.next());
    }
}
