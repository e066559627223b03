package market.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** How soon a changed price is found, while merchants change prices all the time. */
final class FreshnessBench {

    private static final double P99_MILLIS = 2_000;
    private static final int CHANGES_EACH_SECOND = 200;
    private static final int CHANGERS = 16;
    private static final int WARMERS = 4;
    private static final int WATCHERS = 4;
    /** As fast as it goes until the compiler is done with most, and then as it is measured until the backlog is gone. */
    private static final Duration WARM_UP = Duration.ofMinutes(5);

    private static final Duration LEAD_IN = Duration.ofSeconds(20);
    private static final Duration TIME = Duration.ofSeconds(40);
    /** What is measured is longer than what is by this much at most; asking more often would be a load of its own. */
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private static final Duration GIVEN_UP = Duration.ofSeconds(30);
    private static final int GOODS_EACH = 20;
    /** Nothing costs as much or more. */
    private static final int NO_PRICE = 1_000_000;

    private static final String GOODS = """
            query Own($first: Int!) { products(first: $first) { edges { node { version status bars { code }
                variants(first: 1) { edges { node { id sku } } } } } } }
            """;
    private static final String CHANGE = """
            mutation Change($input: VariantPriceSetInput!) {
              variantPriceSet(input: $input) { product { version } userErrors { message } }
            }
            """;
    private static final String FIND = """
            query Find($words: String!, $price: Decimal!) {
              productSearch(input: { query: $words, filters: [{ price: { min: $price, max: $price, currency: "CNY" } }] },
                            first: 1) { totalCount degraded }
            }
            """;

    private final URI engine;
    private final Report report;

    FreshnessBench(URI engine, Report report) {
        this.engine = engine;
        this.report = report;
    }

    /** A product that one thread alone changes, so that it knows its version. */
    private static final class Goods {
        private final String key;
        private final String variant;
        private final String sku;
        private int version;
        private int changes;

        Goods(String key, JsonNode product) {
            var first = product.path("variants").path("edges").path(0).path("node");
            this.key = key;
            this.variant = first.path("id").asText();
            this.sku = first.path("sku").asText();
            this.version = product.path("version").asInt();
        }

        String nextPrice() {
            return "%d.%02d".formatted(100 + changes / 100, changes++ % 100);
        }
    }

    void run() throws IOException {
        var goods = goods();
        var watched = goods.subList(0, WATCHERS);
        var changed = goods.subList(WATCHERS, goods.size());
        report.progress("%d changes a second, %d products".formatted(CHANGES_EACH_SECOND, changed.size()));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Load.onPlatformThreads(
                    WARMERS + 1,
                    WARM_UP,
                    worker -> worker < WARMERS ? changer(worker, changed) : seeker(watched.getFirst()));
            var load = executor.submit(() ->
                    PacedLoad.run(CHANGERS, CHANGES_EACH_SECOND, LEAD_IN, TIME, worker -> changer(worker, changed)));
            var told = System.nanoTime() + LEAD_IN.toNanos();
            var watching = new ArrayList<Future<List<Long>>>();
            for (var each : watched) {
                watching.add(executor.submit(() -> watch(each, told, told + TIME.toNanos())));
            }
            var took = new ArrayList<Long>();
            for (var each : watching) {
                took.addAll(each.get());
            }
            var made = load.get();
            var nanos = took.stream().mapToLong(Long::longValue).sorted().toArray();
            var outcome = new Load.Outcome(nanos.length, TIME.toSeconds(), nanos);
            report.add(Figure.told(
                    "changes",
                    made.perSecond(),
                    "/s",
                    "made by merchants over HTTP, p99 %.0f ms".formatted(made.percentileMillis(99))));
            report.add(Figure.told(
                    "change to findable, p50", outcome.percentileMillis(50), "ms", nanos.length + " changes"));
            report.add(Figure.atMost(
                    P99_MILLIS,
                    "change to findable, p99 ms",
                    outcome.percentileMillis(99),
                    "from the answer to the change"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkException("A worker failed: " + e.getCause(), e);
        }
    }

    /** Some of each merchant's, on sale. */
    private List<Goods> goods() throws IOException {
        var goods = new ArrayList<Goods>();
        try (var connection = new HttpConnection(engine)) {
            var accounts = Json.read(
                    connection
                            .send(HttpConnection.get(engine, "/dev/accounts.json"))
                            .text(),
                    JsonNode.class);
            for (var account : accounts.path("accounts")) {
                // Curators come by the same endpoint, and have no goods of their own.
                if (account.hasNonNull("merchantCode") && account.hasNonNull("apiKey")) {
                    var key = account.path("apiKey").asText();
                    var page = ask(connection, key, GOODS, Map.of("first", GOODS_EACH))
                            .path("products");
                    for (var edge : page.path("edges")) {
                        if (edge.path("node").path("status").asText().equals("LISTED")
                                && edge.path("node").path("bars").isEmpty()) {
                            goods.add(new Goods(key, edge.path("node")));
                        }
                    }
                }
            }
        }
        Collections.shuffle(goods, new Random(1));
        return goods;
    }

    private Load.Deed changer(int worker, List<Goods> all) {
        var own = new ArrayList<Goods>();
        for (var i = worker; i < all.size(); i += CHANGERS) {
            own.add(all.get(i));
        }
        var connection = connect();
        return new Load.Deed() {
            private int next;

            @Override
            public void run() throws IOException {
                var goods = own.get(next++ % own.size());
                change(connection, goods, goods.nextPrice());
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    /** Asks as the watchers do, of prices that there are not: no answer is remembered. */
    private Load.Deed seeker(Goods goods) {
        var connection = connect();
        return new Load.Deed() {
            private int next = NO_PRICE;

            @Override
            public void run() throws IOException {
                isFound(connection, goods, Integer.toString(next++));
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    private List<Long> watch(Goods goods, long told, long end) throws IOException {
        var took = new ArrayList<Long>();
        try (var connection = connect()) {
            while (System.nanoTime() < end) {
                var price = goods.nextPrice();
                change(connection, goods, price);
                var changed = System.nanoTime();
                while (!isFound(connection, goods, price)) {
                    if (System.nanoTime() - changed > GIVEN_UP.toNanos()) {
                        throw new BenchmarkException("The price " + price + " of " + goods.sku + " is not found");
                    }
                    StatementLog.pause(BETWEEN);
                }
                if (changed >= told) {
                    took.add(System.nanoTime() - changed);
                }
            }
        }
        return took;
    }

    private boolean isFound(HttpConnection connection, Goods goods, String price) throws IOException {
        var found = ask(connection, null, FIND, Map.of("words", goods.sku, "price", price))
                .path("productSearch");
        return found.path("totalCount").asInt() > 0 && !found.path("degraded").asBoolean();
    }

    private void change(HttpConnection connection, Goods goods, String price) throws IOException {
        var input =
                Map.of("variantId", goods.variant, "price", price, "currency", "CNY", "expectedVersion", goods.version);
        var changed = ask(connection, goods.key, CHANGE, Map.of("input", input)).path("variantPriceSet");
        if (!changed.path("userErrors").isEmpty()) {
            throw new BenchmarkException("A price was refused: " + changed);
        }
        goods.version = changed.path("product").path("version").asInt();
    }

    private HttpConnection connect() {
        try {
            return new HttpConnection(engine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode ask(HttpConnection connection, @Nullable String key, String document, Map<String, ?> variables)
            throws IOException {
        var headers = key == null ? new String[0] : new String[] {"Authorization: Bearer " + key};
        var answer = connection.send(HttpConnection.post(
                engine,
                key == null ? "/graphql" : "/merchant/graphql",
                "application/json",
                Json.write(Map.of("query", document, "variables", variables)),
                headers));
        var json = Json.read(answer.text(), JsonNode.class);
        if (answer.status() != 200 || json.has("errors")) {
            throw new BenchmarkException("Unexpected answer " + answer.status() + ": " + json);
        }
        return json.path("data");
    }
}
