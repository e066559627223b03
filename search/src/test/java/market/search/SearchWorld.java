package market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import market.catalog.Attribute;
import market.catalog.AttributeChoice;
import market.catalog.AttributeKind;
import market.catalog.AttributeLevel;
import market.catalog.Batches;
import market.catalog.Category;
import market.catalog.CertificateKind;
import market.catalog.Certificates;
import market.catalog.Pavilions;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.ProductType;
import market.catalog.Products;
import market.catalog.RegisterBatch;
import market.catalog.RegisterCertificate;
import market.catalog.SetPrice;
import market.catalog.SetPriceOutcome;
import market.catalog.Taxonomy;
import market.catalog.UpsertProduct;
import market.catalog.UpsertProduct.VariantSpec;
import market.catalog.UpsertProductOutcome;
import market.inventory.AdjustStock;
import market.inventory.AdjustStockOutcome;
import market.inventory.Inventory;
import market.inventory.LocationId;
import market.inventory.LocationKind;
import market.inventory.Locations;
import market.kernel.LocalizedText;
import market.kernel.Money;
import market.local.testing.TestServices;
import market.merchants.Merchant;
import market.merchants.MerchantKind;
import market.merchants.Merchants;
import market.merchants.Region;
import market.merchants.RegionLevel;
import market.merchants.Regions;
import market.merchants.RegisterMerchant;
import market.merchants.SetStandingOutcome;
import market.merchants.Standing;
import org.jspecify.annotations.Nullable;

/** The whole room on a database, a key prefix and an index of its own, with short words for what its tests do. */
final class SearchWorld implements AutoCloseable {

    static final LocalDate TODAY_LONG_PAST = LocalDate.of(2001, 1, 1);
    private static final LocalDate FAR_AHEAD = LocalDate.of(2100, 1, 1);
    private static final Duration SOON = Duration.ofSeconds(15);

    private final ApplicationContext context;
    final Gate elasticsearch;
    final ProductSearch search;
    final Reindex reindex;
    final ListingIndex index;
    final ListingReader reader;
    final DirtyProducts dirty;
    final Products products;
    final Merchants merchants;
    private final TransactionOperations<Connection> transactions;
    private final Map<String, LocationId> stores = new LinkedHashMap<>();

    SearchWorld() {
        var services = TestServices.shared();
        elasticsearch = new Gate(services.elasticsearchUrl());
        context = ApplicationContext.run(Map.of(
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
                services.freshKeyPrefix(),
                "market.elasticsearch.url",
                elasticsearch.url(),
                "market.elasticsearch.index-prefix",
                services.freshKeyPrefix() + "i"));
        search = context.getBean(ProductSearch.class);
        reindex = context.getBean(Reindex.class);
        index = context.getBean(ListingIndex.class);
        reader = context.getBean(ListingReader.class);
        dirty = context.getBean(DirtyProducts.class);
        products = context.getBean(Products.class);
        merchants = context.getBean(Merchants.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
        load();
    }

    @Override
    public void close() {
        context.close();
        elasticsearch.close();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    private void load() {
        context.getBean(Regions.class)
                .load(List.of(
                        region("34", "安徽省", RegionLevel.PROVINCE, null),
                        region("3415", "六安市", RegionLevel.CITY, "34"),
                        region("341502", "金安区", RegionLevel.COUNTY, "3415"),
                        region("341523", "舒城县", RegionLevel.COUNTY, "3415"),
                        region("341524", "金寨县", RegionLevel.COUNTY, "3415"),
                        region("341524101", "麻埠镇", RegionLevel.TOWNSHIP, "341524"),
                        region("341525", "霍山县", RegionLevel.COUNTY, "3415")));
        context.getBean(Taxonomy.class)
                .load(
                        List.of(
                                category("food", null, "食品生鲜", "Food"),
                                category("tea", "food", "茶叶", "Tea"),
                                category("green-tea", "tea", "绿茶", "Green tea"),
                                category("yellow-tea", "tea", "黄茶", "Yellow tea"),
                                category("baby", null, "母婴", "Baby"),
                                category("baby-strollers", "baby", "婴儿推车", "Baby strollers"),
                                category("down", null, "羽绒", "Down")),
                        List.of(
                                new ProductType(
                                        "tea",
                                        text("茶叶", "Tea"),
                                        "green-tea",
                                        List.of(
                                                choice(
                                                        "grade",
                                                        AttributeLevel.PRODUCT,
                                                        "等级",
                                                        "Grade",
                                                        "superb",
                                                        "极品",
                                                        "first",
                                                        "一级",
                                                        "second",
                                                        "二级"),
                                                choice(
                                                        "package",
                                                        AttributeLevel.VARIANT,
                                                        "包装",
                                                        "Package",
                                                        "tin",
                                                        "铁罐",
                                                        "bag",
                                                        "袋装"),
                                                measure("net_weight", "净含量", "Net weight", "GRM"))),
                                new ProductType(
                                        "stroller", text("童车", "Children's vehicle"), "baby-strollers", List.of()),
                                new ProductType("down_garment", text("羽绒服装", "Down garment"), "down", List.of())));
        context.getBean(Pavilions.class).open("luan", text("六安特色馆", "Lu'an Pavilion"), text("好物", "Goods"), "3415");
        merchant("qishan", "金寨县齐岭云雾茶业有限公司", "341524");
        merchant("tongqu", "舒城县童趣行儿童用品有限公司", "341523");
    }

    private static Region region(String code, String name, RegionLevel level, @Nullable String parent) {
        return new Region(code, name, level, parent);
    }

    static LocalizedText text(String zh, @Nullable String en) {
        return new LocalizedText(zh, en);
    }

    private static Category category(String code, @Nullable String parent, String zh, String en) {
        return new Category(code, parent, text(zh, en), new BigDecimal("0.0500"), 10);
    }

    private static Attribute choice(String code, AttributeLevel level, String zh, String en, String... choices) {
        var values = new ArrayList<AttributeChoice>();
        for (var i = 0; i < choices.length; i += 2) {
            values.add(new AttributeChoice(choices[i], text(choices[i + 1], null)));
        }
        return new Attribute(
                code, AttributeKind.CHOICE, level, text(zh, en), null, false, true, true, true, null, null, values);
    }

    private static Attribute measure(String code, String zh, String en, String unit) {
        return new Attribute(
                code,
                AttributeKind.MEASURE,
                AttributeLevel.VARIANT,
                text(zh, en),
                unit,
                false,
                true,
                true,
                false,
                null,
                null,
                List.of());
    }

    Merchant merchant(String code, String name, String region) {
        var licence = "91341524MA2EY8Y%03d".formatted(stores.size());
        var merchant = merchants.register(new RegisterMerchant(
                code, MerchantKind.ENTERPRISE, text(name, null), text("好货", null), region, licence, null));
        stores.put(
                code,
                context.getBean(Locations.class)
                        .upsert(merchant.id(), "main", text("仓库", null), region, LocationKind.WAREHOUSE));
        return merchant;
    }

    void setStanding(String merchant, Standing standing) {
        var current = merchants.findByCode(merchant).orElseThrow();
        assertThat(merchants.setStanding(current.id(), standing, "检查", current.version(), new UUID(0, 1)))
                .isInstanceOf(SetStandingOutcome.Set.class);
    }

    /** What is to be sold. */
    record Goods(
            String merchant,
            String key,
            String type,
            String category,
            String zh,
            @Nullable String en,
            String origin,
            String keywords,
            Map<String, String> attributes,
            List<VariantSpec> variants) {

        Goods keywords(String words) {
            return new Goods(merchant, key, type, category, zh, en, origin, words, attributes, variants);
        }

        Goods has(String code, String value) {
            var more = new LinkedHashMap<>(attributes);
            more.put(code, value);
            return new Goods(merchant, key, type, category, zh, en, origin, keywords, more, variants);
        }

        Goods of(String seller) {
            return new Goods(seller, key, type, category, zh, en, origin, keywords, attributes, variants);
        }

        Goods variant(String sku, String yuan, Map<String, String> values) {
            var more = new ArrayList<>(variants);
            more.add(new VariantSpec(sku, values, Money.ofMajor(yuan, "CNY"), 250L, "H87", null, 1, 1, List.of()));
            return new Goods(merchant, key, type, category, zh, en, origin, keywords, attributes, more);
        }
    }

    static Goods tea(String key, String zh, @Nullable String en) {
        return new Goods("qishan", key, "tea", "green-tea", zh, en, "341524101", "", Map.of(), List.of());
    }

    static Goods stroller(String key, String zh, @Nullable String en) {
        return new Goods("tongqu", key, "stroller", "baby-strollers", zh, en, "341523", "", Map.of(), List.of());
    }

    ProductId sell(Goods goods) {
        var seller = merchants.findByCode(goods.merchant()).orElseThrow().id();
        var outcome = products.upsert(new UpsertProduct(
                seller,
                goods.key(),
                goods.key(),
                goods.type(),
                goods.category(),
                text(goods.zh(), goods.en()),
                text("来自大别山。", "From the Dabie hills."),
                goods.origin(),
                goods.attributes(),
                null,
                goods.keywords(),
                goods.variants()));
        assertThat(outcome).isInstanceOf(UpsertProductOutcome.Upserted.class);
        return ((UpsertProductOutcome.Upserted) outcome).id();
    }

    void stock(String sku, long pieces) {
        for (var store : stores.entrySet()) {
            var seller = merchants.findByCode(store.getKey()).orElseThrow().id();
            for (var product :
                    products.pageOfMerchant(seller, Products.FIRST, 500).items()) {
                product.variants().stream()
                        .filter(variant -> variant.sku().equals(sku))
                        .forEach(variant -> assertThat(context.getBean(Inventory.class)
                                        .adjust(new AdjustStock(
                                                seller,
                                                AdjustStock.Reason.RECEIPT,
                                                null,
                                                List.of(new AdjustStock.Change(
                                                        variant.id(), product.id(), store.getValue(), pieces, null)))))
                                .isInstanceOf(AdjustStockOutcome.Adjusted.class));
            }
        }
    }

    void setPrice(ProductId id, String yuan) {
        var product = products.find(id).orElseThrow();
        assertThat(products.setPrice(new SetPrice(
                        product.merchant(),
                        product.variants().getFirst().id(),
                        Money.ofMajor(yuan, "CNY"),
                        product.version())))
                .isInstanceOf(SetPriceOutcome.Set.class);
    }

    void certify(ProductId id, LocalDate until) {
        var product = products.find(id).orElseThrow();
        context.getBean(Certificates.class)
                .register(new RegisterCertificate(
                        product.merchant(),
                        CertificateKind.GI,
                        "GI-" + product.key(),
                        text("地理标志", null),
                        "国家知识产权局",
                        "六安",
                        LocalDate.of(2000, 1, 1),
                        until,
                        List.of(id)));
    }

    void certify(ProductId id) {
        certify(id, FAR_AHEAD);
    }

    void show(ProductId id) {
        var pavilions = context.getBean(Pavilions.class);
        pavilions.list(
                pavilions.findByHandle("luan").orElseThrow(), products.find(id).orElseThrow(), 10);
    }

    void batch(ProductId id, String code) {
        context.getBean(Batches.class)
                .register(new RegisterBatch(id, code, LocalDate.of(2026, 4, 11), null, "341524", List.of()));
    }

    /** Waits until searches find all that was changed. */
    void settled() {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(SOON)
                .ignoreException(IndexAwayException.class)
                .until(() -> index.isPublished()
                        && count("kernel.outbox_publication WHERE listener = 'search'") == 0
                        && count("search.stale_listing") == 0);
        // The refresh interval of the index.
        await().pollDelay(Duration.ofMillis(700)).until(() -> true);
    }

    long count(String from) {
        return inTransaction(() -> context.getBean(JdbcOperations.class)
                .prepareStatement("SELECT count(*) FROM " + from, statement -> {
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                }));
    }

    void sql(String text) {
        inTransaction(() ->
                context.getBean(JdbcOperations.class).prepareStatement(text, statement -> statement.executeUpdate()));
    }

    private <T> T inTransaction(Supplier<T> deed) {
        return transactions.executeWrite(_ -> deed.get());
    }

    List<String> find(String words) {
        return keys(search.search(ListingQuery.of(words)));
    }

    /** Of what was found; what merely lies on the same shelf is left out. */
    static List<String> keys(ListingPage page) {
        return page.hits().stream()
                .filter(hit -> !hit.isRelated())
                .map(ListingHit::product)
                .map(Product::key)
                .toList();
    }

    static Duration soon() {
        return SOON;
    }
}
