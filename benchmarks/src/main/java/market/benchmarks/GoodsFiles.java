package market.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import market.kernel.Json;

/** Files of baskets that do not exist, the same every time, sent as a merchant sends them. */
final class GoodsFiles {

    static final int VARIANTS = 5;
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);
    private static final Set<String> UNDER_WAY = Set.of("READING", "CHECKING", "APPLYING");
    private static final String[] USES = {"storage", "fruit", "picnic", "laundry", "pet", "flower"};
    private static final String[] SIZES = {"s", "m"};
    private static final String UPLOAD = """
            mutation Upload($input: UploadCreateInput!) { uploadCreate(input: $input) { upload { id url } } }""";
    private static final String IMPORT = """
            mutation Import($input: ProductImportCreateInput!) {
              productImportCreate(input: $input) { productImport { id } userErrors { code } }
            }""";
    private static final String READ = """
            query Read($id: ID!) {
              productImport(id: $id) { state productsCreated productsDone faults(first: 3) { row column reason } }
            }""";

    private final URI engine;
    private final Report report;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private double heapMibMax;

    GoodsFiles(URI engine, Report report) {
        this.engine = engine;
        this.report = report;
        var accounts = Json.read(get("/dev/accounts.json"), JsonNode.class).path("accounts");
        token = StreamSupport.stream(accounts.spliterator(), false)
                .filter(each -> each.path("merchantCode").asText().equals("dushan-guapian-coop"))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("/dev/accounts.json names no such merchant"))
                .path("apiKey")
                .asText();
    }

    static String handle(int product) {
        return "bench-basket-" + product;
    }

    double heapMibMax() {
        return heapMibMax;
    }

    /** Products from one number up to another, on sale at once; waits until they are in. */
    void send(int from, int to) {
        var upload =
                ask(UPLOAD, Map.of("input", Map.of("fileName", "baskets.csv"))).at("/uploadCreate/upload");
        put(upload.path("url").asText(), file(from, to).getBytes(StandardCharsets.UTF_8));
        var id = ask(
                        IMPORT,
                        Map.of("input", Map.of("uploadId", upload.path("id").asText())))
                .at("/productImportCreate/productImport/id")
                .asText();
        var work = ask(READ, Map.of("id", id)).path("productImport");
        while (UNDER_WAY.contains(work.path("state").asText())) {
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
            noteHeap();
            work = ask(READ, Map.of("id", id)).path("productImport");
        }
        if (!work.path("state").asText().equals("COMPLETED")
                || work.path("productsCreated").asInt() != to - from) {
            throw new BenchmarkException("The goods did not come in: " + work);
        }
        report.progress("products up to " + to + " are in");
    }

    /** Until a product's page is there, on the way over the outbox. */
    void awaitShown(int product) {
        var query = Map.of("query", "{ product(by: { handle: \"" + handle(product) + "\" }) { title } }");
        for (var i = 0; i < 300; i++) {
            if (post("/graphql", Json.write(query), "")
                    .at("/data/product/title")
                    .isTextual()) {
                return;
            }
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
        }
        throw new BenchmarkException("No page of " + handle(product));
    }

    private static String file(int from, int to) {
        var random = new Random(from);
        var text =
                new StringBuilder("key,sku,handle,product_type,title_zh,title_en,description_zh,origin,keywords,status,"
                        + "attributes.use,attributes.size,attributes.color,price,net_weight_grams\n");
        for (var product = from; product < to; product++) {
            var use = USES[random.nextInt(USES.length)];
            for (var variant = 0; variant < VARIANTS; variant++) {
                text.append("BB-" + product + ",BB-" + product + "-" + variant + "," + handle(product)
                        + ",wicker,柳编篮 " + product + ",Wicker basket " + product
                        + ",\"手工柳编，第 " + product + " 款，阜南杞柳，去皮蒸煮，经久耐用\",3415,柳编 篮子,LISTED," + use + ","
                        + SIZES[variant % SIZES.length] + ",," + (1_000 + random.nextInt(90_000)) / 100.0 + ","
                        + (100 + random.nextInt(5_000)) + "\n");
            }
        }
        return text.toString();
    }

    private void noteHeap() {
        var used = get("/prometheus")
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        heapMibMax = Math.max(heapMibMax, used / (1 << 20));
    }

    private JsonNode ask(String query, Map<String, ?> variables) {
        var answer = post("/merchant/graphql", Json.write(Map.of("query", query, "variables", variables)), token);
        if (answer.has("errors")) {
            throw new BenchmarkException("The engine refuses: " + answer);
        }
        return answer.path("data");
    }

    private JsonNode post(String path, String body, String bearer) {
        var request = HttpRequest.newBuilder(engine.resolve(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return Json.read(send(request), JsonNode.class);
    }

    private void put(String url, byte[] content) {
        send(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(content)));
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(engine.resolve(path)).GET());
    }

    private String send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new BenchmarkException("The engine does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        }
    }
}
