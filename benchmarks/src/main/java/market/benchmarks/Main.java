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

/** {@code bench [NAME]}: measures, prints, and ends with 1 when a figure falls short of its bar. */
public final class Main {

    private static final List<String> NAMES = List.of("product", "graphql", "orders", "stock", "search");

    private final BenchSettings settings;
    private final Consumer<String> out;

    private Main(BenchSettings settings, Consumer<String> out) {
        this.settings = settings;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        var console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var names = arguments.length == 0 || arguments[0].equals("all") ? NAMES : List.of(arguments[0]);
        if (!NAMES.containsAll(names) || arguments.length > 1) {
            console.println("There is no benchmark \"" + String.join(" ", arguments) + "\". These are: "
                    + String.join(", ", NAMES));
            System.exit(2);
        }
        try {
            System.exit(new Main(BenchSettings.from(System.getenv()), console::println).run(names) ? 0 : 1);
        } catch (BenchmarkException | LocalServiceException e) {
            console.println(e.getMessage());
            System.exit(1);
        }
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
            case "search" -> search(report);
            case "orders" -> {
                if (given != null) {
                    report.say("Left out: orders would use up the stock of the engine at MARKET_URL.");
                    return;
                }
                try (var lab = Lab.startAll(settings, report::progress)) {
                    new OrdersBench(lab, report).run();
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

    /** Always on an engine of its own: the grades know its catalogue. */
    private void search(Report report) throws IOException {
        var packs = GeneratedPack.beside(
                settings.dataPacks(),
                settings.judged("recipes.csv"),
                settings.results().resolve("search-packs"));
        var queries = settings.judged("queries.csv");
        try (var lab = Lab.startAll(settings.of("search", packs), report::progress)) {
            SearchContest.Recorded recorded;
            try (var recorder = SearchRecorder.before(lab.elasticsearchUrl());
                    var engine = lab.startEngine(recorder.url(), report::progress)) {
                new SearchBench(engine.url(), packs, queries, report).run();
                recorded = SearchContest.record(engine.url(), recorder, JudgedQuery.read(queries));
            }
            try (var engine = lab.startEngine(report::progress)) {
                new SearchContest(report).run(engine.url(), lab.elasticsearchUrl(), recorded);
            }
        }
    }
}
