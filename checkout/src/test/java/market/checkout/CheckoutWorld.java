package market.checkout;

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
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import market.cart.Cart;
import market.cart.CartId;
import market.cart.CartOutcome;
import market.cart.CartPricing;
import market.cart.CartWarning;
import market.cart.Carts;
import market.cart.CreateCart;
import market.cart.SetCartNote;
import market.catalog.Batches;
import market.catalog.Category;
import market.catalog.ProductType;
import market.catalog.Products;
import market.catalog.RegisterBatch;
import market.catalog.Taxonomy;
import market.catalog.UpsertProduct;
import market.catalog.UpsertProductOutcome;
import market.catalog.VariantId;
import market.checkout.payment.PaidPayment;
import market.inventory.AdjustStock;
import market.inventory.AdjustStockOutcome;
import market.inventory.Inventory;
import market.inventory.LocationId;
import market.inventory.LocationKind;
import market.inventory.Locations;
import market.inventory.Reservations;
import market.kernel.Actor;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import market.local.testing.TestServices;
import market.merchants.MerchantKind;
import market.merchants.Merchants;
import market.merchants.Region;
import market.merchants.RegionLevel;
import market.merchants.Regions;
import market.merchants.RegisterMerchant;

/** The room with a small catalogue in stock, and short words for what buyers and merchants do. */
final class CheckoutWorld {

    static final Actor GUEST = new Actor.Guest();
    static final String COUNTY = "341524";
    static final CheckoutWorld WORLD = new CheckoutWorld();

    final Checkouts checkouts;
    final Orders orders;
    final Carts carts;
    final ApplicationContext context;
    private final Inventory inventory;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final AtomicInteger serial = new AtomicInteger();

    private CheckoutWorld() {
        context = ApplicationContext.run(settings());
        checkouts = context.getBean(Checkouts.class);
        orders = context.getBean(Orders.class);
        carts = context.getBean(Carts.class);
        inventory = context.getBean(Inventory.class);
        jdbc = context.getBean(JdbcOperations.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
        context.getBean(Regions.class)
                .load(List.of(
                        new Region("34", "安徽省", RegionLevel.PROVINCE, null),
                        new Region("3415", "六安市", RegionLevel.CITY, "34"),
                        new Region(COUNTY, "金寨县", RegionLevel.COUNTY, "3415")));
        context.getBean(Taxonomy.class)
                .load(
                        List.of(new Category("tea", null, text("茶叶"), new BigDecimal("0.0500"), 1)),
                        List.of(new ProductType("tea", text("茶叶"), "tea", List.of())));
    }

    private static Map<String, Object> settings() {
        var services = TestServices.shared();
        var gateway = gateway();
        var settings = new HashMap<String, Object>();
        settings.put("datasources.default.url", services.freshDatabase(null));
        settings.put("datasources.default.dialect", "POSTGRES");
        settings.put("datasources.default.maximum-pool-size", 20);
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
        settings.put("market.payments.poll-interval", "10h");
        settings.put("market.payments.refund-interval", "10h");
        settings.put("market.checkout.expire-every", "10h");
        settings.put("market.test.orders-hear", true);
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

    private static LocalizedText text(String zh) {
        return new LocalizedText(zh, null);
    }

    MerchantId merchant() {
        var number = serial.incrementAndGet();
        return context.getBean(Merchants.class)
                .register(new RegisterMerchant(
                        "merchant-" + number,
                        MerchantKind.COOPERATIVE,
                        text("合作社 " + number),
                        text(""),
                        COUNTY,
                        String.format(Locale.ROOT, "9134150%011d", number),
                        null))
                .id();
    }

    /** A tea of half a kilogram with so many pieces in stock. */
    VariantId tea(MerchantId merchant, long fen, long pieces) {
        var number = serial.incrementAndGet();
        var spec = new UpsertProduct.VariantSpec(
                "sku-" + number, Map.of(), Money.cny(fen), 500L, "H87", null, 1, 1, List.of());
        var outcome = context.getBean(Products.class)
                .upsert(new UpsertProduct(
                        merchant,
                        "tea-" + number,
                        "tea-" + number,
                        "tea",
                        "tea",
                        text("六安瓜片 " + number),
                        text(""),
                        COUNTY,
                        Map.of(),
                        null,
                        "",
                        List.of(spec)));
        var variant = ((UpsertProductOutcome.Upserted) outcome).variants().getFirst();
        adjust(merchant, variant, pieces);
        return variant;
    }

    void adjust(MerchantId merchant, VariantId variant, long delta) {
        var product = context.getBean(Products.class)
                .findOffers(List.of(variant))
                .values()
                .iterator()
                .next()
                .product()
                .id();
        var location =
                context.getBean(Locations.class).upsert(merchant, "main", text("仓库"), COUNTY, LocationKind.WAREHOUSE);
        var reason = delta < 0 ? AdjustStock.Reason.LOSS : AdjustStock.Reason.RECEIPT;
        assertThat(inventory.adjust(new AdjustStock(
                        merchant,
                        reason,
                        null,
                        List.of(new AdjustStock.Change(variant, product, location, delta, null)))))
                .isInstanceOf(AdjustStockOutcome.Adjusted.class);
    }

    /** Goods of a new batch at a place of their own. */
    LocationId receive(MerchantId merchant, VariantId variant, String place, String region, long pieces, String batch) {
        var product = context.getBean(Products.class)
                .findOffers(List.of(variant))
                .values()
                .iterator()
                .next()
                .product()
                .id();
        context.getBean(Batches.class)
                .register(new RegisterBatch(
                        product, batch, LocalDate.of(2026, 4, 1), LocalDate.of(2099, 1, 1), COUNTY, List.of()));
        var location =
                context.getBean(Locations.class).upsert(merchant, place, text("仓库"), region, LocationKind.WAREHOUSE);
        assertThat(inventory.adjust(new AdjustStock(
                        merchant,
                        AdjustStock.Reason.RECEIPT,
                        null,
                        List.of(new AdjustStock.Change(variant, product, location, pieces, null, batch)))))
                .isInstanceOf(AdjustStockOutcome.Adjusted.class);
        return location;
    }

    /** A shop where buyers may fetch goods. */
    LocationId shop(MerchantId merchant, String code, String region) {
        return context.getBean(Locations.class).upsert(merchant, code, text("门市 " + code), region, LocationKind.SHOP);
    }

    /** {@code 10 on hand, 3 committed}. */
    String stock(VariantId variant) {
        var level = inventory
                .levels(List.of(variant))
                .getOrDefault(variant, List.of())
                .getFirst();
        return level.onHand() + " on hand, " + level.committed() + " committed";
    }

    static CreateCart.NewLine line(VariantId variant, long quantity) {
        return new CreateCart.NewLine(variant, quantity);
    }

    Cart cart(Actor actor, CreateCart.NewLine... lines) {
        var outcome = carts.create(new CreateCart(actor, Arrays.asList(lines), actor.principal(), key()));
        assertThat(outcome).isInstanceOf(CartOutcome.Changed.class);
        return ((CartOutcome.Changed) outcome).cart();
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static StartCheckout starting(Cart cart, Actor actor) {
        return new StartCheckout(cart.id(), actor, cart.version(), key());
    }

    static Checkout done(CheckoutOutcome outcome) {
        assertThat(outcome).isInstanceOf(CheckoutOutcome.Done.class);
        return ((CheckoutOutcome.Done) outcome).checkout();
    }

    static SetDelivery delivery(Checkout checkout, Actor actor) {
        return new SetDelivery(
                checkout.id(), actor, checkout.version(), "张三", "13912345678", COUNTY, "梅山镇 1 号", Map.of());
    }

    /** A checkout with an address, ready to be placed. */
    Checkout ready(CreateCart.NewLine... lines) {
        return ready(cart(GUEST, lines));
    }

    private Checkout ready(Cart cart) {
        var started = done(checkouts.start(starting(cart, GUEST)));
        return done(checkouts.setDelivery(delivery(started, GUEST)));
    }

    /** The cart with a note to all who pack. */
    Cart noted(Cart cart, String note) {
        return ((CartOutcome.Changed) carts.setNote(new SetCartNote(cart.id(), GUEST, note))).cart();
    }

    List<CartWarning> warnings(Cart cart) {
        return context.getBean(CartPricing.class).price(cart, GUEST).warnings();
    }

    static PlaceOrder placing(Checkout checkout) {
        return new PlaceOrder(checkout.id(), GUEST, checkout.version(), "ALIPAY", key());
    }

    Order placed(CreateCart.NewLine... lines) {
        return placed(cart(GUEST, lines));
    }

    Order placed(Cart cart) {
        var outcome = checkouts.place(placing(ready(cart)));
        assertThat(outcome).isInstanceOf(PlaceOrderOutcome.Placed.class);
        return ((PlaceOrderOutcome.Placed) outcome).order();
    }

    Order paid(CreateCart.NewLine... lines) {
        var order = placed(lines);
        pay(order);
        return read(order);
    }

    /** The payment's word to its order, in a transaction as the payment says it. */
    void pay(Order order) {
        var payment = new PaidPayment(
                order.id().value(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                order.total(),
                "ALIPAY",
                "2026112322001",
                order.placedAt().plusSeconds(60));
        transactions.executeWrite(_ -> {
            context.getBean(OrderPayment.class).onPaid(payment);
            return true;
        });
    }

    /** Money for an order that was given up; whether it was taken up again. */
    boolean payLate(Order order) {
        var payment = new PaidPayment(
                order.id().value(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                order.total(),
                "ALIPAY",
                "2026112322002",
                order.placedAt().plusSeconds(3600));
        return Boolean.TRUE.equals(transactions.executeWrite(
                _ -> context.getBean(OrderPayment.class).onPaidLate(payment)));
    }

    Order read(Order order) {
        return orders.find(order.id(), GUEST).orElseThrow();
    }

    List<Long> quantitiesInCart(CartId cart) {
        return carts.find(cart, GUEST).orElseThrow().lines().stream()
                .map(line -> line.quantity())
                .toList();
    }

    /** Lets the time run out for which its goods are held. */
    void expire(Checkout checkout) {
        context.getBean(Reservations.class)
                .release(checkout.reservation(), checkout.quote().byMerchant().keySet());
        execute(
                "UPDATE checkout.checkout SET expires_at = now() - interval '1 second' WHERE id = ?",
                checkout.id().value());
    }

    /** Takes the last line out of a frozen quote, as nothing in the engine does. */
    void tear(Checkout checkout) {
        execute(
                "UPDATE checkout.checkout SET quote = quote #- '{lines,-1}' WHERE id = ?",
                checkout.id().value());
    }

    /** Lets a checkout be so old that its prices are not kept any more. */
    void outdate(Checkout checkout) {
        execute(
                "UPDATE checkout.checkout SET created_at = now() - interval '2 hours 1 second' WHERE id = ?",
                checkout.id().value());
    }

    /** Lets the time to pay an order run out, and gives up what is overdue. */
    void runOut(Order order) {
        execute(
                "UPDATE checkout.buyer_order SET pay_before = now() - interval '1 second' WHERE id = ?",
                order.id().value());
        context.getBean(ExpireUnpaidOrders.class).run();
    }

    String ordersOf(Checkout checkout) {
        return text(
                "SELECT count(*) FROM checkout.buyer_order WHERE checkout_id = ?",
                checkout.id().value());
    }

    String events(Order order) {
        return text("""
                SELECT COALESCE(string_agg(type, ', ' ORDER BY position), '')
                  FROM kernel.outbox_event
                 WHERE aggregate_id = ?
                """, order.id().value().toString());
    }

    private void execute(String sql, Object argument) {
        transactions.executeWrite(_ -> jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, argument);
            return statement.executeUpdate();
        }));
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
