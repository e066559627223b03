package market.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import market.catalog.UpsertProduct.VariantSpec;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.local.testing.TestServices;
import market.merchants.Region;
import market.merchants.RegionLevel;
import market.merchants.Regions;
import org.jspecify.annotations.Nullable;

/** The room on a database of its own, and short words for what its tests do. */
final class CatalogWorld {

    static final CatalogWorld WORLD = new CatalogWorld();

    final Products products;
    final ProductEdits edits;
    final ProductVersions versions;
    final PreSales preSales;
    final Certificates certificates;
    final CertificateQuotas quotas;
    final Batches batches;
    final Pavilions pavilions;
    final PavilionAdmissions admissions;
    final PavilionShelves shelves;
    final MediaLibrary library;
    final Pictures pictures;
    final Taxonomy taxonomy;
    final ProductTypes types;
    final PriceLists lists;
    final ProductReviews reviews;
    final ReviewRules rules;
    final ScheduledStatuses schedule;
    final TendScheduledStatuses tender;
    final Notices notices;
    final Ids ids;
    final Clock clock;
    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final AtomicInteger serial = new AtomicInteger();

    private CatalogWorld() {
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
                services.freshKeyPrefix(),
                // Tests say when scheduled changes are carried out.
                "market.catalog.statuses-interval",
                "10h"));
        products = context.getBean(Products.class);
        edits = context.getBean(ProductEdits.class);
        versions = context.getBean(ProductVersions.class);
        preSales = context.getBean(PreSales.class);
        certificates = context.getBean(Certificates.class);
        quotas = context.getBean(CertificateQuotas.class);
        batches = context.getBean(Batches.class);
        pavilions = context.getBean(Pavilions.class);
        admissions = context.getBean(PavilionAdmissions.class);
        shelves = context.getBean(PavilionShelves.class);
        library = context.getBean(MediaLibrary.class);
        pictures = context.getBean(Pictures.class);
        taxonomy = context.getBean(Taxonomy.class);
        types = context.getBean(ProductTypes.class);
        lists = context.getBean(PriceLists.class);
        reviews = context.getBean(ProductReviews.class);
        rules = context.getBean(ReviewRules.class);
        schedule = context.getBean(ScheduledStatuses.class);
        tender = context.getBean(TendScheduledStatuses.class);
        notices = context.getBean(Notices.class);
        ids = context.getBean(Ids.class);
        clock = context.getBean(Clock.class);
        jdbc = context.getBean(JdbcOperations.class);
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> operations = context.getBean(TransactionOperations.class);
        transactions = operations;
        context.getBean(Regions.class)
                .load(List.of(
                        new Region("11", "北京市", RegionLevel.PROVINCE, null),
                        new Region("34", "安徽省", RegionLevel.PROVINCE, null),
                        new Region("3415", "六安市", RegionLevel.CITY, "34"),
                        new Region("341524", "金寨县", RegionLevel.COUNTY, "3415")));
        taxonomy.load(
                List.of(new Category("tea", null, text("茶叶"), new BigDecimal("0.0500"), 1)),
                List.of(new ProductType(
                        "tea",
                        text("茶叶"),
                        "tea",
                        List.of(attribute("note", AttributeKind.TEXT, AttributeLevel.PRODUCT)))));
    }

    static LocalizedText text(String zh) {
        return new LocalizedText(zh, null);
    }

    static Attribute attribute(String code, AttributeKind kind, AttributeLevel level) {
        return new Attribute(code, kind, level, text(code), null, false, false, false, false, null, null, List.of());
    }

    MerchantId merchant() {
        return new MerchantId(ids.next());
    }

    /** A key, handle or sku that nothing has yet. */
    String fresh(String what) {
        return what + "-" + serial.incrementAndGet();
    }

    static VariantSpec spec(String sku, long fen, PriceTier... tiers) {
        return spec(sku, Money.cny(fen), 1, 1, tiers);
    }

    static VariantSpec spec(String sku, Money price, long minQuantity, long casePack, PriceTier... tiers) {
        return new VariantSpec(sku, Map.of(), price, 250L, "H87", null, minQuantity, casePack, List.of(tiers));
    }

    static UpsertProduct tea(MerchantId merchant, String key, VariantSpec... variants) {
        return tea(merchant, key, key, "高山云雾", variants);
    }

    static UpsertProduct tea(MerchantId merchant, String key, String handle, String note, VariantSpec... variants) {
        return new UpsertProduct(
                merchant,
                key,
                handle,
                "tea",
                "tea",
                text("六安瓜片"),
                text("来自大别山。"),
                "341524",
                Map.of("note", note),
                null,
                "绿茶",
                List.of(variants));
    }

    UpsertProductOutcome.Upserted upserted(UpsertProduct command) {
        var outcome = products.upsert(command);
        assertThat(outcome).isInstanceOf(UpsertProductOutcome.Upserted.class);
        return (UpsertProductOutcome.Upserted) outcome;
    }

    /** A tea of one variant at ten yuan, as it can be found. */
    Product tea(MerchantId merchant) {
        var key = fresh("tea");
        return product(upserted(tea(merchant, key, spec(key, 1_000))).id());
    }

    Product product(ProductId id) {
        return products.find(id).orElseThrow();
    }

    /** What a merchant was told, newest first. */
    List<String> told(MerchantId merchant) {
        return notices.page(merchant, Notices.NEWEST, 50).items().stream()
                .map(notice -> notice.kind() + " " + notice.subject())
                .toList();
    }

    /** The faults of a refused upsert as {@code sku field}. */
    List<String> refused(UpsertProduct command) {
        var outcome = products.upsert(command);
        assertThat(outcome).isInstanceOf(UpsertProductOutcome.Invalid.class);
        return ((UpsertProductOutcome.Invalid) outcome)
                .faults().stream()
                        .map(fault -> fault.sku() + " " + fault.field())
                        .toList();
    }

    /** Versions that listeners were told of, oldest first. */
    List<Integer> said(ProductId product) {
        return texts("""
                SELECT payload ->> 'version'
                  FROM kernel.outbox_event
                 WHERE payload -> 'product' ->> 'value' = ?
                 ORDER BY position
                """, product.value().toString()).stream()
                .map(Integer::valueOf)
                .toList();
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

    void write(String sql, Object... arguments) {
        transactions.executeWrite(_ -> jdbc.prepareStatement(sql, statement -> {
            for (var i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        }));
    }

    /** The deed is done and then taken back. */
    void rolledBack(Runnable deed) {
        transactions.executeWrite(status -> {
            deed.run();
            status.setRollbackOnly();
            return true;
        });
    }

    /** What so many callers get who act at the same moment. */
    static <T> List<T> atOnce(int callers, IntFunction<Callable<T>> deedOf) throws Exception {
        var start = new CyclicBarrier(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = IntStream.range(0, callers)
                    .mapToObj(number -> threads.submit(() -> {
                        start.await();
                        return deedOf.apply(number).call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    static @Nullable String note(Product product) {
        var values = product.attributes().get("note");
        return values == null ? null : values.getFirst();
    }
}
