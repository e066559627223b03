package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import market.kernel.Redis;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/**
 * Goal: what one request asks of the services is known and does not grow unnoticed. Method: each operation of the journey
 * is made once, alone, and is compared with its row in {@code work-per-request.csv}, which says the most that is allowed.
 */
final class BoundingWorkTest {

    private static final String NANJING = "320102";
    private static final int ORDERS = 3;
    private static final Duration SETTLED = Duration.ofSeconds(20);
    /** A table that allows more than this is wrong, whoever changed it. */
    private static final Map<String, Meter.Counts> PROMISED = Map.of(
            "product page cold", new Meter.Counts(3, 0, 0),
            "product page just started", new Meter.Counts(3, 0, 0),
            "search list of 24 cold", new Meter.Counts(0, 0, 1),
            "cart read", new Meter.Counts(2, 1, 0),
            "cart read just started", new Meter.Counts(2, 1, 0));

    private static final String LIST = """
            query List {
              productSearch(input: {}, first: 24) {
                totalCount degraded
                edges { node { id handle title availability merchant { name } priceRange { min { amount } } } }
                facets { code label kind values { value label count } }
              }
            }""";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String FLASH_SALE = """
            mutation Sale($input: FlashSaleCreateInput!) {
              flashSaleCreate(input: $input) { flashSale { id } userErrors { code field message } }
            }""";
    private static final String ON_SALE = """
            query OnSale($handle: String!) {
              product(by: { handle: $handle }) { variants(first: 100) { edges { node { flashSale { id } } } } }
            }""";
    private static final String STATES = "query States { flashSales(first: 50) { edges { node { state } } } }";
    private static final String BUNDLE = """
            mutation Bundle($input: BundleSetInput!) {
              bundleSet(input: $input) { bundle { id } userErrors { code field message } }
            }""";
    private static final String TOGETHER = """
            id bundles { id name price { amount } isInStock components { variant { id product { title } } unitPrice { amount } } }
            """;
    private static final String MERCHANTS = """
            query Merchants {
              merchants(first: 20) { edges { node { id code name kind regionPath standing version } } }
            }""";

    @TempDir
    private static Path folder;

    private static final Map<String, Meter.Work> MEASURED = new LinkedHashMap<>();
    private static Meter meter;
    private static TestEngine engine;
    private static TestEngine second;

    @BeforeAll
    static void walk() {
        meter = Meter.open();
        engine = TestEngine.start(folder.resolve("first"));
        second = engine.copy(folder.resolve("second"));
        var town = new Town(engine.url(), new Report(_ -> {}));
        new FindingGoods(town).awaitIndex();
        sellTea(town);
        hearAll(town, new BigDecimal("91.00"));
        find(town);
        var cart = buy(town);
        second.restart();
        var there = new Town(second.url(), town.report()).guest();
        measure("product page just started", () -> OpeningGoods.product(there, FindingGoods.TEA));
        assertThat(measure("cart read just started", () -> there.cart(cart.text("/id")))
                        .nodes("/lines"))
                .hasSize(4);
        manage(town);
        offerTogether(town);
        comeTooLate(town);
    }

    @AfterAll
    static void stop() {
        second.close();
        engine.close();
        meter.close();
    }

    /** Several orders for the lists of the merchant; and Redis learns all scripts on the way. */
    private static void sellTea(Town town) {
        var shopper = town.guest();
        var tea = OpeningGoods.variant(shopper, FindingGoods.TEA, FillingTheCart.TEA.sku())
                .text("/id");
        for (var i = 0; i < ORDERS; i++) {
            var opened = shopper.openCart(List.of(new Buyer.Wish(tea, 2)));
            var cart = shopper.setQuantity(opened, opened.text("/lines/edges/0/node/id"), 1);
            var checkout = shopper.deliver(shopper.checkout(shopper.cart(cart.text("/id"))), NANJING, Map.of());
            var order = new Paying(town).payNow(shopper, checkout);
            var seller = town.merchant(FillingTheCart.TEA.merchant());
            await().atMost(SETTLED)
                    .until(() -> !seller.settled(order.text("/number")).isEmpty());
        }
    }

    /** Changes are heard in order: once a price set by the other copy is seen, none of the earlier ones is on its way. */
    private static void hearAll(Town town, BigDecimal other) {
        var guest = town.guest();
        Supplier<String> price = () -> OpeningGoods.variant(guest, CheckingOut.HONEY, CheckingOut.HONEY_SKU)
                .text("/price/amount");
        assertThat(price.get()).isNotEqualTo(other.toPlainString());
        new Town(second.url(), town.report())
                .merchant(CheckingOut.HONEY_MERCHANT)
                .setPrice(CheckingOut.HONEY, CheckingOut.HONEY_SKU, other);
        await().atMost(SETTLED).until(() -> price.get().equals(other.toPlainString()));
    }

    private static void find(Town town) {
        var guest = town.guest();
        measure("product page cold", () -> OpeningGoods.product(guest, FindingGoods.STROLLER));
        measure("product page warm", () -> OpeningGoods.product(guest, FindingGoods.STROLLER));
        measure("search list of 24 cold", () -> guest.caller().ask(LIST, Map.of()));
        var list = measure("search list of 24 warm", () -> guest.caller().ask(LIST, Map.of()));
        assertThat(list.isTrue("/productSearch/degraded")).isFalse();
        assertThat(list.list("/productSearch/edges")).hasSize(24);
    }

    /** Four lines of two merchants, none of which this engine has read before but the stroller. */
    private static Answer buy(Town town) {
        var elsewhere = new Town(second.url(), town.report()).guest();
        var wishes = Stream.concat(
                        OpeningGoods.product(elsewhere, OpeningGoods.JACKET).nodes("/variants").stream()
                                .limit(2),
                        OpeningGoods.product(elsewhere, FindingGoods.STROLLER).nodes("/variants").stream()
                                .limit(2))
                .map(variant -> new Buyer.Wish(variant.text("/id"), 1))
                .toList();
        var guest = town.guest();
        var opened = measure("cartCreate", () -> guest.openCart(wishes.subList(0, 3)));
        var id = opened.text("/id");
        var added = measure("cartLinesAdd", () -> guest.add(id, wishes.get(3))).at("/cart");
        var line = added.text("/lines/edges/0/node/id");
        measure("cartLinesUpdate", () -> guest.setQuantity(added, line, 2));
        var cart = measure("cart read", () -> guest.cart(id));
        assertThat(cart.nodes("/lines")).hasSize(4);
        var started = measure("checkoutCreate", () -> guest.checkout(cart));
        var checkout = guest.deliver(started, NANJING, Map.of());
        var paying = measure("checkoutPay", () -> guest.pay(checkout, "ALIPAY_PAGE", null));
        var order = measure("order", () -> guest.order(paying.text("/order/id")));
        assertThat(order.list("/merchantOrders")).hasSize(2);
        return guest.openCart(wishes);
    }

    /** Most who come to a flash sale come in vain; they reach Redis and nothing behind it. */
    private static void comeTooLate(Town town) {
        var jacket = FillingTheCart.JACKET;
        var seller = town.merchant(jacket.merchant());
        var variant = seller.variant(jacket.product(), jacket.sku());
        seller.caller()
                .change(
                        FLASH_SALE,
                        Map.of(
                                "variantId", variant.text("/id"),
                                "locationId", variant.text("/stockLevels/0/location/id"),
                                "quantity", "1",
                                "perBuyerLimit", "1",
                                "startsAt", Instant.now().minus(HOUR).toString(),
                                "endsAt", Instant.now().plus(HOUR).toString(),
                                "idempotencyKey", Town.key()));
        var first = town.guest();
        var wishes = List.of(new Buyer.Wish(variant.text("/id"), 1));
        await().atMost(SETTLED)
                .until(() ->
                        first
                                .caller()
                                .ask(ON_SALE, Map.of("handle", jacket.product()))
                                .nodes("/product/variants")
                                .stream()
                                .anyMatch(each -> !each.isNothing("/flashSale")));
        assertThat(first.startCheckout(first.openCart(wishes)).isNothing("/checkout"))
                .isFalse();
        // That the sale has begun is news, too, and some time after it can be bought from.
        await().atMost(SETTLED)
                .until(() -> seller.caller().ask(STATES, Map.of()).nodes("/flashSales").stream()
                        .allMatch(sale -> sale.text("/state").equals("RUNNING")));
        hearAll(town, new BigDecimal("92.00"));
        var late = town.guest();
        var cart = late.openCart(wishes);
        var refused = measure("checkoutCreate at a sold-out flash sale", () -> late.startCheckout(cart));
        assertThat(refused.text("/userErrors/0/code")).isEqualTo("INSUFFICIENT_STOCK");
        assertThat(refused.text("/userErrors/0/shortages/0/available")).isEqualTo("0");
    }

    /** Of however many goods, bundles are read together, and so is what stands in them. */
    private static void offerTogether(Town town) {
        var jacket = FillingTheCart.JACKET;
        var guest = town.guest();
        var parts = OpeningGoods.product(guest, jacket.product()).nodes("/variants").stream()
                .limit(2)
                .map(variant -> Map.of("variantId", variant.text("/id"), "quantity", "1", "unitPrice", "0.50"))
                .toList();
        for (var code : List.of("ONE", "TWO", "THREE")) {
            town.merchant(jacket.merchant())
                    .caller()
                    .change(
                            BUNDLE,
                            Map.of(
                                    "code",
                                    code,
                                    "names",
                                    List.of(Map.of("language", "zh-CN", "value", "搭配套餐")),
                                    "currency",
                                    "CNY",
                                    "components",
                                    parts,
                                    "expectedVersion",
                                    0));
        }
        var page = "query Page($handle: String!) { product(by: { handle: $handle }) { " + TOGETHER + " } }";
        await().atMost(SETTLED)
                .until(() -> guest.caller()
                                .ask(page, Map.of("handle", jacket.product()))
                                .list("/product/bundles")
                                .size()
                        == 3);
        measure("product page with bundles", () -> guest.caller().ask(page, Map.of("handle", jacket.product())));
        var list = "query List { productSearch(input: {}, first: 24) { edges { node { " + TOGETHER + " } } } }";
        measure("search list of 24 with bundles", () -> guest.caller().ask(list, Map.of()));
    }

    private static void manage(Town town) {
        var seller = town.merchant(FillingTheCart.TEA.merchant());
        var operator = town.operator();
        assertThat(measure("merchant order list", () -> seller.orders())).hasSize(ORDERS);
        assertThat(measure(
                                "settlement statements list",
                                () -> seller.statement().orElseThrow())
                        .nodes("/lines"))
                .hasSize(ORDERS);
        assertThat(measure("operator merchants", () -> operator.ask(MERCHANTS, Map.of()))
                        .list("/merchants/edges"))
                .hasSizeGreaterThan(1);
    }

    private static <T> T measure(String operation, Supplier<T> request) {
        var answer = new AtomicReference<T>();
        MEASURED.put(operation, meter.of(() -> answer.set(request.get())));
        return Objects.requireNonNull(answer.get());
    }

    @TestFactory
    Stream<DynamicTest> no_operation_asks_for_more_than_its_row_allows() {
        return rows().entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
                    var work = Objects.requireNonNull(MEASURED.get(row.getKey()), row.getKey());
                    assertThat(work.counts())
                            .as(
                                    "row %s,%s: the request takes %s%n%s",
                                    row.getKey(), row.getValue(), work, work.detail())
                            .matches(counts -> counts.isWithin(row.getValue()));
                }));
    }

    @Test
    void every_measured_operation_has_a_row() {
        assertThat(MEASURED.keySet()).containsExactlyElementsOf(rows().keySet());
    }

    @Test
    void the_table_keeps_within_what_is_promised() {
        PROMISED.forEach((operation, most) ->
                assertThat(rows().get(operation)).as(operation).matches(row -> row.isWithin(most)));
    }

    @Test
    void what_background_work_asks_for_is_not_counted_and_what_a_request_asks_for_is() {
        var redis = engine.engine().context().getBean(Redis.class);
        var database =
                DelegatingDataSource.unwrapDataSource(engine.engine().context().getBean(DataSource.class));
        assertThat(meter.of(() -> ask(redis, database)).counts()).isEqualTo(new Meter.Counts(0, 0, 0));
        MDC.put("traceId", "of a request");
        try {
            assertThat(meter.of(() -> ask(redis, database)).counts()).isEqualTo(new Meter.Counts(2, 1, 0));
        } finally {
            MDC.remove("traceId");
        }
        var list = Objects.requireNonNull(MEASURED.get("search list of 24 cold"));
        assertThat(list.counts().elasticsearch()).isEqualTo(1);
    }

    private static void ask(Redis redis, DataSource database) {
        redis.ping();
        try (var connection = database.getConnection();
                var plain = connection.createStatement();
                var prepared = connection.prepareStatement("SELECT 2")) {
            plain.execute("SELECT 1");
            prepared.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Meter.Counts> rows() {
        var rows = new LinkedHashMap<String, Meter.Counts>();
        try (var in = Objects.requireNonNull(BoundingWorkTest.class.getResourceAsStream("/work-per-request.csv"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> List.of(line.split(",", -1)))
                    .forEach(cells -> rows.put(
                            cells.getFirst(),
                            new Meter.Counts(whole(cells.get(1)), whole(cells.get(2)), whole(cells.get(3)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static int whole(String cell) {
        return Integer.parseInt(cell.strip());
    }
}
