package market.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import market.catalog.Audience;
import market.catalog.Bundle;
import market.catalog.BundleId;
import market.catalog.Bundles;
import market.catalog.Category;
import market.catalog.ListTier;
import market.catalog.ListedPrice;
import market.catalog.Pavilions;
import market.catalog.PriceLists;
import market.catalog.PriceTier;
import market.catalog.ProductType;
import market.catalog.Products;
import market.catalog.RemoveBundle;
import market.catalog.SetBundle;
import market.catalog.SetBundleOutcome;
import market.catalog.SetListPrices;
import market.catalog.SetListPricesOutcome;
import market.catalog.SetPrice;
import market.catalog.SetPriceList;
import market.catalog.Taxonomy;
import market.catalog.UpsertProduct;
import market.catalog.UpsertProductOutcome;
import market.catalog.VariantId;
import market.kernel.Actor;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.local.testing.TestServices;
import market.merchants.MerchantKind;
import market.merchants.Merchants;
import market.merchants.Region;
import market.merchants.RegionLevel;
import market.merchants.Regions;
import market.merchants.RegisterMerchant;
import market.merchants.Standing;
import org.jspecify.annotations.Nullable;

/** The room with a small catalogue, and short words for what its tests do. */
final class CartWorld {

    static final Actor GUEST = new Actor.Guest();
    static final CartWorld WORLD = new CartWorld(Map.of());

    private static final String REGION = "34";

    final Carts carts;
    final CartPricing pricing;
    final Shoppers shoppers;
    final SignIn signIn;
    final DevelopmentOutbox outbox;
    final ApplicationContext context;
    private final Map<String, Object> settings;
    private final Products products;
    private final Merchants merchants;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final AtomicInteger serial = new AtomicInteger();

    CartWorld(Map<String, Object> settings) {
        var services = TestServices.shared();
        var all = new HashMap<String, Object>(Map.of(
                "datasources.default.url",
                services.freshDatabase(null),
                "datasources.default.dialect",
                "POSTGRES",
                "flyway.datasources.default.enabled",
                true,
                "flyway.datasources.default.locations",
                "classpath:db/migration",
                "market.redis.uri",
                services.redisUri(),
                "market.redis.key-prefix",
                services.freshKeyPrefix()));
        all.putAll(settings);
        this.settings = all;
        context = ApplicationContext.run(all);
        carts = context.getBean(Carts.class);
        pricing = context.getBean(CartPricing.class);
        shoppers = context.getBean(Shoppers.class);
        signIn = context.getBean(SignIn.class);
        outbox = context.getBean(DevelopmentOutbox.class);
        products = context.getBean(Products.class);
        merchants = context.getBean(Merchants.class);
        jdbc = context.getBean(JdbcOperations.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
        context.getBean(Regions.class).load(List.of(new Region(REGION, "安徽省", RegionLevel.PROVINCE, null)));
        context.getBean(Taxonomy.class)
                .load(
                        List.of(new Category("tea", null, text("茶叶"), new BigDecimal("0.0500"), 1)),
                        List.of(new ProductType("tea", text("茶叶"), "tea", List.of())));
    }

    /** Another copy of the engine: the same services under connections of its own. */
    ApplicationContext copy() {
        return ApplicationContext.run(settings);
    }

    private static LocalizedText text(String zh) {
        return new LocalizedText(zh, null);
    }

    MerchantId merchant() {
        var number = serial.incrementAndGet();
        return merchants
                .register(new RegisterMerchant(
                        "merchant-" + number,
                        MerchantKind.COOPERATIVE,
                        text("合作社 " + number),
                        text(""),
                        REGION,
                        String.format(Locale.ROOT, "9134150%011d", number),
                        null))
                .id();
    }

    /** A tea that retail buyers get by the piece, and traders from 20 pieces in steps of 10 for less. */
    VariantId tea(MerchantId merchant, long fen) {
        return tea(merchant, fen, null);
    }

    /** As {@link #tea(MerchantId, long)}, of which nobody but a trader may buy more than so many at once. */
    VariantId tea(MerchantId merchant, long fen, @Nullable Long max) {
        var number = serial.incrementAndGet();
        var tiers = List.of(
                new PriceTier("TRADE", 20, Money.cny(fen * 9 / 10), 10),
                new PriceTier("TRADE", 100, Money.cny(fen * 8 / 10), 10));
        var outcome = products.upsert(new UpsertProduct(
                merchant,
                "tea-" + number,
                "tea-" + number,
                "tea",
                "tea",
                text("六安瓜片 " + number),
                text(""),
                REGION,
                Map.of(),
                null,
                "",
                List.of(new UpsertProduct.VariantSpec(
                        "sku-" + number, Map.of(), Money.cny(fen), null, "H87", null, 1, 1, 1, max, tiers))));
        return ((UpsertProductOutcome.Upserted) outcome).variants().getFirst();
    }

    void setPrice(MerchantId merchant, VariantId variant, long fen) {
        var offer = products.findOffers(List.of(variant)).values().iterator().next();
        products.setPrice(
                new SetPrice(merchant, variant, Money.cny(fen), offer.product().version()));
    }

    /** A price list for an audience with one price of one variant, from a moment on. */
    void listPrice(MerchantId merchant, VariantId variant, Audience audience, @Nullable Instant from, long fen) {
        var lists = context.getBean(PriceLists.class);
        var by = UUID.randomUUID();
        var code = "LIST-" + serial.incrementAndGet();
        lists.set(new SetPriceList(merchant, by, code, code, "CNY", audience, 0, from, null, 0));
        var tier = new ListTier(1, Money.cny(fen), null, null);
        var row = new SetListPrices.Entry(variant, List.of(new ListedPrice.Version(null, List.of(tier))));
        var list = lists.findByCode(merchant, code).orElseThrow();
        assertThat(lists.setPrices(new SetListPrices(merchant, by, list.id(), List.of(row), list.version())))
                .isInstanceOf(SetListPricesOutcome.Set.class);
    }

    /** Goods that are offered together, new with version 0. */
    Bundle bundle(MerchantId merchant, String code, int expectedVersion, SetBundle.Part... parts) {
        var outcome = context.getBean(Bundles.class)
                .set(new SetBundle(
                        merchant, code, text(code), "CNY", Arrays.asList(parts), null, null, true, expectedVersion));
        assertThat(outcome).isInstanceOf(SetBundleOutcome.Set.class);
        return ((SetBundleOutcome.Set) outcome).bundle();
    }

    static SetBundle.Part part(VariantId variant, long quantity, long fen) {
        return new SetBundle.Part(variant, quantity, Money.cny(fen));
    }

    void removeBundle(Bundle bundle) {
        context.getBean(Bundles.class).remove(new RemoveBundle(bundle.merchant(), bundle.id(), bundle.version()));
    }

    CartOutcome addBundle(Cart cart, Actor actor, BundleId bundle, long quantity) {
        return carts.addBundle(new AddCartBundle(cart.id(), actor, bundle, quantity, null, key()));
    }

    /** Opens a pavilion that lists the goods. */
    void list(String pavilion, VariantId variant) {
        var pavilions = context.getBean(Pavilions.class);
        pavilions.open(pavilion, text("馆"), text(""), REGION);
        var offer = products.findOffers(List.of(variant)).values().iterator().next();
        pavilions.list(pavilions.findByHandle(pavilion).orElseThrow(), offer.product(), 1);
    }

    void suspend(MerchantId merchant) {
        var version = merchants.find(merchant).orElseThrow().version();
        merchants.setStanding(merchant, Standing.SUSPENDED, "证照过期", version, UUID.randomUUID());
    }

    void withdraw(VariantId variant) {
        transactions.executeWrite(_ -> jdbc.prepareStatement("""
                UPDATE catalog.product
                   SET status = 'WITHDRAWN'
                 WHERE id = (SELECT product_id FROM catalog.variant WHERE id = ?)
                """, statement -> {
            statement.setObject(1, variant.value());
            return statement.executeUpdate();
        }));
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static CreateCart.NewLine line(VariantId variant, long quantity) {
        return new CreateCart.NewLine(variant, quantity);
    }

    Cart create(Actor actor, CreateCart.NewLine... lines) {
        return changed(carts.create(new CreateCart(actor, Arrays.asList(lines), actor.principal(), key())));
    }

    CartOutcome add(Cart cart, Actor actor, CreateCart.NewLine... lines) {
        return carts.addLines(new AddCartLines(cart.id(), actor, Arrays.asList(lines), key()));
    }

    CartOutcome update(Cart cart, Actor actor, CartLineId line, long quantity) {
        return carts.updateLines(
                new UpdateCartLines(cart.id(), actor, null, List.of(new UpdateCartLines.NewQuantity(line, quantity))));
    }

    Cart read(Cart cart, Actor actor) {
        return carts.find(cart.id(), actor).orElseThrow();
    }

    static Cart changed(CartOutcome outcome) {
        return done(outcome).cart();
    }

    static CartOutcome.Changed done(CartOutcome outcome) {
        assertThat(outcome).isInstanceOf(CartOutcome.Changed.class);
        return (CartOutcome.Changed) outcome;
    }

    CartOutcome.Changed merge(Cart guests, Actor.Shopper shopper) {
        return done(carts.merge(guests.id(), shopper).orElseThrow());
    }

    /** From an address that nobody else has. */
    SignInOutcome signIn(String phone, String code) {
        return signIn(phone, code, "");
    }

    SignInOutcome signIn(String phone, String code, String earlierToken) {
        return signIn.signIn(phone, code, new SignIn.Caller(key(), "120.36.*.*", "Safari · iPhone", earlierToken));
    }

    /** A phone nobody used yet. */
    String phone() {
        return String.format(Locale.ROOT, "139%08d", serial.incrementAndGet());
    }

    Actor.Shopper shopper() {
        return shoppers.findOrCreateByPhone(phone()).actor();
    }
}
