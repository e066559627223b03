package market.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inventory's own door: holds against redis-benchmark that runs the same script with the same arguments, and commits
 * against pgbench that runs the same statements.
 */
final class StockBench {

    private static final double HOLDS_BAR = 0.5;
    private static final double HOT_BAR = 0.8;
    private static final double P99_BAR_MILLIS = 5;
    // As many callers as the engine has requests under way on a busy day; redis-benchmark gets as many connections.
    private static final int CALLERS = 64;
    private static final int COMMITTERS = 16;
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    // The first minute's work of the engine's own, such as the comparing of all counters, is over then.
    private static final Duration PACED_WARM_UP = Duration.ofSeconds(75);
    private static final Duration LEAD_IN = Duration.ofSeconds(2);
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final Duration AFTERMATH = Duration.ofMillis(300);

    private final Lab lab;
    private final Report report;
    private final StockRoom room;

    StockBench(Lab lab, Report report) {
        this.lab = lab;
        this.report = report;
        this.room = new StockRoom(lab);
    }

    void run() throws IOException, SQLException {
        room.empty();
        try (var context = room.open()) {
            measureHolds(StockShelf.fill(context));
        }
        @Nullable Pgbench pgbench;
        StockShelf shelf;
        try (var context = room.open()) {
            shelf = StockShelf.fill(context);
            pgbench = record(shelf);
        }
        if (pgbench != null) {
            pgbench = pgbench.prepared(report);
        }
        try (var context = room.open()) {
            measureCommits(shelf.in(context), pgbench);
        }
    }

    private void measureHolds(StockShelf shelf) throws IOException {
        report.progress("warming up");
        Load.onVirtualThreads(CALLERS, WARM_UP, shelf.hot());
        Load.onVirtualThreads(CALLERS, WARM_UP, shelf.random());
        var program = lab.settings().program("redis-benchmark");
        var hot = new ArrayList<Load.Outcome>();
        var random = new ArrayList<Load.Outcome>();
        var theirs = new ArrayList<RedisBenchmark.Outcome>();
        for (var round = 0; round < ROUNDS; round++) {
            shelf.reset();
            hot.add(Load.onVirtualThreads(CALLERS, ROUND, shelf.hot()));
            shelf.reset();
            random.add(Load.onVirtualThreads(CALLERS, ROUND, shelf.random()));
            if (program.isPresent()) {
                shelf.reset();
                theirs.add(new RedisBenchmark(program.get(), lab.redisUri(), CALLERS)
                        .run(
                                hot.getLast().count(),
                                RedisBenchmark.holdScript().digest(),
                                shelf.key(),
                                shelf.arguments()));
            }
            report.progress("round %d: hot %.0f holds/s, random %.0f/s, redis-benchmark %s"
                    .formatted(
                            round + 1,
                            hot.getLast().perSecond(),
                            random.getLast().perSecond(),
                            theirs.isEmpty()
                                    ? "not there"
                                    : "%.0f/s".formatted(theirs.getLast().perSecond())));
        }
        tellHolds(Load.Outcome.sum(hot), Load.Outcome.sum(random), theirs);
        var half = Load.Outcome.sum(hot).perSecond() / 2;
        var paced = holdAtHalf(shelf, half);
        var pings = PacedLoad.run(CALLERS, half, LEAD_IN, ROUND.multipliedBy(2), shelf.pings());
        report.add(Figure.told(
                "holds at half of peak, p50", paced.percentileMillis(50), "ms", "%.0f/s".formatted(paced.perSecond())));
        report.add(Figure.atMost(
                P99_BAR_MILLIS,
                "holds at half of peak, p99 ms",
                paced.percentileMillis(99),
                "one hot variant; " + ROUNDS + " rounds as one"));
        report.add(Figure.told(
                "PING at the same rate, p99", pings.percentileMillis(99), "ms", "what machine and driver take anyway"));
    }

    /** Callers who wait for their time take other paths than those who never rest: these are warmed up as well. */
    private Load.Outcome holdAtHalf(StockShelf shelf, double rate) {
        report.progress("warming up at half of peak");
        PacedLoad.run(CALLERS, rate, Duration.ZERO, PACED_WARM_UP, shelf.hot());
        var rounds = new ArrayList<Load.Outcome>();
        for (var round = 0; round < ROUNDS; round++) {
            shelf.reset();
            rounds.add(PacedLoad.run(CALLERS, rate, LEAD_IN, ROUND.multipliedBy(2), shelf.hot()));
            report.progress("round %d: p50 %.2f ms, p99 %.2f ms"
                    .formatted(
                            round + 1,
                            rounds.getLast().percentileMillis(50),
                            rounds.getLast().percentileMillis(99)));
        }
        return Load.Outcome.sum(rounds);
    }

    private void tellHolds(Load.Outcome hot, Load.Outcome random, List<RedisBenchmark.Outcome> theirs) {
        report.add(Figure.told(
                "holds, one hot variant",
                hot.perSecond(),
                "/s",
                CALLERS + " virtual threads, each hold by a buyer of its own"));
        report.add(Figure.told("holds p99 at peak", hot.percentileMillis(99), "ms", "one hot variant"));
        report.add(Figure.told(
                "holds, random goods", random.perSecond(), "/s", StockShelf.VARIANTS + " variants of many merchants"));
        report.add(Figure.atLeast(HOT_BAR, "hot to random", hot.perSecond() / random.perSecond(), "rounds in turn"));
        if (theirs.isEmpty()) {
            report.say("redis-benchmark was not found (Debian package redis-tools): ratio left out.");
            return;
        }
        var theirRate = theirs.stream().mapToLong(RedisBenchmark.Outcome::count).sum()
                / theirs.stream().mapToDouble(RedisBenchmark.Outcome::seconds).sum();
        report.add(
                Figure.told("redis-benchmark, same EVALSHA", theirRate, "/s", CALLERS + " connections, no pipelining"));
        report.add(Figure.atLeast(
                HOLDS_BAR,
                "holds to redis-benchmark",
                hot.perSecond() / theirRate,
                "same server, script, key, number and lengths of arguments, counts and parallelism; rounds in turn"));
    }

    /** Commits each of some variants twice while PostgreSQL's log is read: what differs is made anew by pgbench. */
    private @Nullable Pgbench record(StockShelf shelf) throws IOException {
        var program = lab.settings().program("pgbench");
        if (program.isEmpty()) {
            report.say("pgbench was not found (Debian package postgresql-contrib): ratio left out.");
            return null;
        }
        report.progress("reading what PostgreSQL is told of a commit");
        var scripts = new ArrayList<String>();
        try (var log = StatementLog.open(lab)) {
            log.learnBackground(IDLE);
            for (var i = 0; i < StockShelf.COMMITTED_VARIANTS; i++) {
                var before = record(log, shelf, i);
                scripts.add(new PgbenchScript(before, record(log, shelf, i)).text());
            }
        }
        return Pgbench.write(lab, program.get(), scripts, StockRoom.DATABASE);
    }

    private static List<StatementLog.Statement> record(StatementLog log, StockShelf shelf, int variant) {
        var mark = log.mark();
        shelf.commit(variant);
        StatementLog.pause(AFTERMATH);
        return log.since(mark);
    }

    private void measureCommits(StockShelf shelf, @Nullable Pgbench pgbench) throws IOException {
        Load.onVirtualThreads(COMMITTERS, WARM_UP, shelf.commits());
        var ours = new ArrayList<Load.Outcome>();
        var theirs = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            ours.add(Load.onVirtualThreads(COMMITTERS, ROUND, shelf.commits()));
            if (pgbench != null) {
                theirs.add(pgbench.run(COMMITTERS, ROUND));
            }
            report.progress("round %d: %.0f commits/s, pgbench %s"
                    .formatted(
                            round + 1,
                            ours.getLast().perSecond(),
                            theirs.isEmpty() ? "not there" : "%.0f/s".formatted(theirs.getLast())));
        }
        var sum = Load.Outcome.sum(ours);
        report.add(Figure.told(
                "commits",
                sum.perSecond(),
                "/s",
                COMMITTERS + " virtual threads, one piece of one of " + StockShelf.COMMITTED_VARIANTS + " variants"));
        report.add(Figure.told("commit p99", sum.percentileMillis(99), "ms", ""));
        if (!theirs.isEmpty()) {
            var rate =
                    theirs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            report.add(Figure.told("pgbench, same statements", rate, "/s", COMMITTERS + " clients, prepared"));
            report.add(Figure.told("commits to pgbench", sum.perSecond() / rate, "", "rounds in turn"));
        }
    }
}
