package market.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import market.local.LocalService;
import market.local.LocalServiceException;
import org.jspecify.annotations.Nullable;

/**
 * {@code bench [NAME]}, {@code bench search --products N}, {@code bench catalog --products N}: measures, prints, and ends with
 * 1 when a figure falls short of its bar.
 */
public final class Main {

    private static final List<String> NAMES =
            List.of("product", "graphql", "orders", "payment", "stock", "search", "freshness");
    private static final String CATALOG = "catalog";
    private static final int CATALOG_PRODUCTS = 20_000;
    private static final double OWN_NDCG = 0.9;
    private static final double STRANGERS_NDCG = 0.85;

    private final BenchSettings settings;
    private final Consumer<String> out;
    private final int products;

    /** @param products how many the catalogue of {@code search} or {@code catalog} gets; zero when that was not told */
    private Main(BenchSettings settings, Consumer<String> out, int products) {
        this.settings = settings;
        this.out = out;
        this.products = products;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        var console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var names = arguments.length == 0 || arguments[0].equals("all") ? NAMES : List.of(arguments[0]);
        var products = products(arguments);
        var isKnown = NAMES.containsAll(names) || names.equals(List.of(CATALOG));
        if (!isKnown || (arguments.length > 1 && products <= CatalogBench.SMALL)) {
            console.println("There is no benchmark \"" + String.join(" ", arguments) + "\". These are: "
                    + String.join(", ", NAMES) + ", and search or catalog --products N, more than "
                    + CatalogBench.SMALL);
            System.exit(2);
        }
        try {
            System.exit(new Main(BenchSettings.from(System.getenv()), console::println, products).run(names) ? 0 : 1);
        } catch (BenchmarkException | LocalServiceException e) {
            console.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Zero when the arguments do not say. */
    private static int products(String[] arguments) {
        return arguments.length == 3
                        && List.of("search", CATALOG).contains(arguments[0])
                        && arguments[1].equals("--products")
                        && arguments[2].matches("[1-9][0-9]{3,6}")
                ? Integer.parseInt(arguments[2])
                : 0;
    }

    private boolean run(List<String> names) throws IOException, SQLException {
        var reports = new ArrayList<Report>();
        for (var name : names) {
            out.accept("bench " + name);
            var report = new Report(name, out);
            measure(name, report);
            report.write(settings.results());
            out.accept("bench %s: %d of %d held".formatted(name, report.held(), report.barred()));
            reports.add(report);
        }
        var held = reports.stream().mapToLong(Report::held).sum();
        var barred = reports.stream().mapToLong(Report::barred).sum();
        if (names.size() > 1) {
            out.accept("bench all: %d of %d held".formatted(held, barred));
        }
        return held == barred;
    }

    private void measure(String name, Report report) throws IOException, SQLException {
        var given = settings.url().orElse(null);
        switch (name) {
            case "product" -> product(given, report);
            case "graphql" -> graphql(given, report);
            case "search" -> {
                if (products > 0) {
                    scale(report);
                } else {
                    search(report);
                }
            }
            case "freshness" -> freshness(report);
            case CATALOG -> catalog(report);
            case "orders", "payment" -> {
                if (given != null) {
                    report.say("Left out: orders would use up the stock of the engine at MARKET_URL.");
                    return;
                }
                try (var lab = Lab.startAll(settings, report::progress)) {
                    if (name.equals("orders")) {
                        new OrdersBench(lab, report).run();
                    } else {
                        new PaymentBench(lab, report).run();
                    }
                }
            }
            default -> {
                var wanted = EnumSet.of(LocalService.POSTGRES, LocalService.REDIS);
                try (var lab = Lab.start(settings, wanted, report::progress)) {
                    new StockBench(lab, report).run();
                }
            }
        }
    }

    private void product(@Nullable URI given, Report report) throws IOException {
        if (given != null) {
            new ProductBench(settings, null, given, report).run();
            return;
        }
        try (var lab = Lab.startAll(settings, report::progress);
                var engine = lab.startEngine(report::progress)) {
            new ProductBench(settings, lab, engine.url(), report).run();
        }
    }

    private void graphql(@Nullable URI given, Report report) throws IOException {
        if (given != null) {
            new GraphqlBench(settings, given, report).run();
            return;
        }
        try (var lab = Lab.startAll(settings, report::progress);
                var engine = lab.startEngine(report::progress)) {
            new GraphqlBench(settings, engine.url(), report).run();
        }
    }

    /** Always on an engine and a database of its own, which are large afterwards. */
    private void catalog(Report report) throws IOException, SQLException {
        var products = this.products == 0 ? CATALOG_PRODUCTS : this.products;
        var own = "catalog-" + products + "-" + ProcessHandle.current().pid();
        try (var lab = Lab.startAll(settings.of(own, settings.dataPacks()), report::progress);
                var engine = lab.startEngine(report::progress)) {
            new CatalogBench(lab, engine.url(), report, products).run();
        }
    }

    /** Always on an engine of its own: the grades know its catalogue. */
    private void search(Report report) throws IOException {
        var packs = GeneratedPack.beside(
                settings.dataPacks(), settings.judged("."), settings.results().resolve("search-packs"));
        var queries = settings.judged("queries.csv");
        try (var lab = Lab.startAll(settings.of("search", packs), report::progress)) {
            SearchContest.Recorded recorded;
            try (var recorder = SearchRecorder.before(lab.elasticsearchUrl());
                    var engine = lab.startEngine(recorder.url(), report::progress)) {
                var judged = new SearchBench(engine.url(), packs, report);
                judged.run("own", queries, OWN_NDCG);
                judged.run("strangers", settings.judged("strangers/queries.csv"), STRANGERS_NDCG);
                judged.run("second", settings.judged("strangers/second.csv"), STRANGERS_NDCG);
                judged.run("third", settings.judged("strangers/third.csv"), STRANGERS_NDCG);
                recorded = SearchContest.record(engine.url(), recorder, JudgedQuery.read(queries));
            }
            try (var engine = lab.startEngine(report::progress)) {
                new SearchContest(report).run(engine.url(), lab.elasticsearchUrl(), recorded);
            }
        }
    }

    /** On a data folder of its own, which is emptied first. */
    private void scale(Report report) throws IOException, SQLException {
        var own = settings.of("scale", settings.dataPacks());
        own.empty();
        try (var lab = Lab.startAll(own, report::progress);
                var engine = lab.startEngine(report::progress)) {
            var queries = JudgedQuery.read(settings.judged("queries.csv"));
            new ScaleBench(lab, engine.url(), queries, report).run(products);
        }
    }

    private void freshness(Report report) throws IOException {
        try (var lab = Lab.startAll(settings.of("freshness", settings.dataPacks()), report::progress);
                var engine = lab.startEngine(report::progress)) {
            new FreshnessBench(engine.url(), report).run();
        }
    }
}
