package market.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Whole orders over HTTP, from the cart until they are paid, against pgbench that runs what PostgreSQL was told. */
final class OrdersBench {

    private static final int SHOPPERS = 16;
    private static final int VARIANTS = 12;
    private static final int ROUNDS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(22);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(3);
    // Events of an order reach their listeners a moment after it is paid.
    private static final Duration AFTERMATH = Duration.ofMillis(600);

    private final Lab lab;
    private final Report report;

    OrdersBench(Lab lab, Report report) {
        this.lab = lab;
        this.report = report;
    }

    void run() throws IOException, SQLException {
        List<String> variants;
        @Nullable Pgbench pgbench;
        try (var engine = lab.startEngine(report::progress)) {
            variants = new StockedShelf(lab).fill(engine.url(), VARIANTS);
            pgbench = pgbench(engine.url(), variants);
        }
        if (pgbench != null) {
            pgbench = pgbench.prepared(report);
        }
        try (var engine = lab.startEngine(report::progress)) {
            report.progress("warming up");
            shop(engine.url(), variants, WARM_UP);
            var orders = new ArrayList<Load.Outcome>();
            var transactions = new ArrayList<Double>();
            for (var round = 0; round < ROUNDS; round++) {
                orders.add(shop(engine.url(), variants, ROUND));
                if (pgbench != null) {
                    transactions.add(pgbench.run(SHOPPERS, ROUND));
                }
                report.progress("round %d: %.1f orders/s, pgbench %s"
                        .formatted(round + 1, orders.getLast().perSecond(), transactions));
            }
            tell(Load.Outcome.sum(orders), transactions);
        }
    }

    private void tell(Load.Outcome orders, List<Double> transactions) {
        report.add(Figure.told(
                "orders, cart to PAID",
                orders.perSecond(),
                "/s",
                SHOPPERS + " shoppers over HTTP, " + VARIANTS + " variants; the local gateway's work is in it"));
        report.add(
                Figure.told("order p50", orders.percentileMillis(50), "ms", "five requests, the cashier, and asking"));
        report.add(Figure.told("order p99", orders.percentileMillis(99), "ms", ""));
        if (transactions.isEmpty()) {
            return;
        }
        var rate =
                transactions.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        report.add(Figure.told(
                "pgbench, same statements", rate, "/s", SHOPPERS + " clients, prepared, one journey a transaction"));
        report.add(Figure.told(
                "orders to pgbench", orders.perSecond() / rate, "", "rounds in turn on the same PostgreSQL"));
    }

    /** Buys each variant twice while PostgreSQL's log is read: what differs between the two is made anew by pgbench. */
    private @Nullable Pgbench pgbench(URI engine, List<String> variants) throws IOException {
        var program = lab.settings().program("pgbench");
        if (program.isEmpty()) {
            report.say("pgbench was not found (Debian package postgresql-contrib): ratio left out.");
            return null;
        }
        report.progress("reading what PostgreSQL is told of an order");
        var scripts = new ArrayList<String>();
        try (var log = StatementLog.open(lab)) {
            buyOnce(engine, variants.getFirst());
            log.learnBackground(IDLE);
            for (var variant : variants) {
                var before = record(log, engine, variant);
                scripts.add(new PgbenchScript(before, record(log, engine, variant)).text());
            }
        }
        return Pgbench.write(lab, program.get(), scripts, "market");
    }

    private static List<StatementLog.Statement> record(StatementLog log, URI engine, String variant)
            throws IOException {
        var mark = log.mark();
        buyOnce(engine, variant);
        StatementLog.pause(AFTERMATH);
        return log.since(mark);
    }

    private static void buyOnce(URI engine, String variant) throws IOException {
        try (var journey = new Journey(engine, () -> variant)) {
            journey.run();
        }
    }

    private static Load.Outcome shop(URI engine, List<String> variants, Duration time) {
        IntFunction<Load.Deed> deeds = _ -> new Journey(
                engine, () -> variants.get(ThreadLocalRandom.current().nextInt(variants.size())));
        return Load.onPlatformThreads(SHOPPERS, time, deeds);
    }
}
