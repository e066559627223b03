package market.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Buyers who pay at once over HTTP, whose processor time that is, and what others notice of it when the provider takes ten
 * seconds to answer.
 */
final class PaymentBench {

    private static final int BUYERS = 64;
    private static final int OTHERS = 8;
    private static final int VARIANTS = 12;
    private static final int ORDERS = 1_024;
    private static final Duration WARM_UP = Duration.ofSeconds(22);
    private static final Duration CALM = Duration.ofSeconds(8);
    private static final long SLOW_MILLIS = 10_000;
    // A code is asked for twice; what is still not answered then is asked about once.
    private static final int CALLS_PER_BUYER = 3;

    private final Lab lab;
    private final Report report;

    PaymentBench(Lab lab, Report report) {
        this.lab = lab;
        this.report = report;
    }

    void run() throws IOException, SQLException {
        try (var engine = lab.startEngine(report::progress)) {
            var variants = new StockedShelf(lab).fill(engine.url(), VARIANTS);
            report.progress("warming up");
            Load.onPlatformThreads(BUYERS, WARM_UP, _ -> journey(engine.url(), variants));
            pay(engine, variants);
            slowDown(engine.url(), variants);
        }
    }

    private static Journey journey(URI engine, List<String> variants) {
        return new Journey(
                engine, () -> variants.get(ThreadLocalRandom.current().nextInt(variants.size())));
    }

    private Queue<String> place(URI engine, List<String> variants, int count) {
        var orders = new ConcurrentLinkedQueue<String>();
        var left = new AtomicInteger(count);
        each(BUYERS / 2, _ -> {
            try (var journey = journey(engine, variants)) {
                while (left.decrementAndGet() >= 0) {
                    orders.add(journey.placeUnpaid());
                }
            }
            return new long[0];
        });
        return orders;
    }

    private void pay(EngineProcess engine, List<String> variants) throws IOException {
        report.progress("placing orders");
        var orders = place(engine.url(), variants, ORDERS);
        report.progress("paying them");
        var recording = EngineRecording.start(engine, lab.settings().results());
        var began = System.nanoTime();
        var nanos = each(BUYERS, _ -> payAll(engine.url(), variants, orders));
        var seconds = (System.nanoTime() - began) / 1e9;
        var shares = recording.stop();
        var outcome = new Load.Outcome(nanos.length, seconds, nanos);
        report.add(Figure.told(
                "payments, asked for to PAID",
                outcome.perSecond(),
                "/s",
                BUYERS + " buyers at once over HTTP, by code; the local gateway's work is in it"));
        report.add(Figure.told("payment p50", outcome.percentileMillis(50), "ms", "code, cashier, and asking"));
        report.add(Figure.told("payment p99", outcome.percentileMillis(99), "ms", ""));
        shares.forEach((who, share) -> report.add(Figure.told("share of " + who, share, "", "of all processor time")));
    }

    private long[] payAll(URI engine, List<String> variants, Queue<String> orders) throws IOException {
        var took = new long[ORDERS];
        var count = 0;
        try (var journey = journey(engine, variants)) {
            for (var order = orders.poll(); order != null; order = orders.poll()) {
                var before = System.nanoTime();
                journey.payPlaced(order);
                took[count++] = System.nanoTime() - before;
            }
        }
        return Arrays.copyOf(took, count);
    }

    /** Buyers wait for a provider that does not answer; others must not notice. */
    private void slowDown(URI engine, List<String> variants) throws IOException {
        var orders = place(engine, variants, BUYERS + 1);
        var address = gateway(engine, variants, String.valueOf(orders.poll()));
        report.progress("others while the provider answers");
        others(engine, variants);
        var calm = others(engine, variants);
        try (var connection = new HttpConnection(address)) {
            connection.send(HttpConnection.post(
                    address,
                    "/dev/faults",
                    "application/json",
                    "{\"slowMillis\":%d,\"calls\":%d}".formatted(SLOW_MILLIS, BUYERS * CALLS_PER_BUYER)));
        }
        report.progress("others while it takes 10 s");
        long[] waits;
        Load.Outcome slow;
        try (var crowd = Executors.newSingleThreadExecutor()) {
            var buyers = crowd.submit(() -> each(BUYERS, _ -> wait(engine, variants, orders)));
            slow = others(engine, variants);
            waits = buyers.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkException("Buyers failed: " + e.getCause(), e);
        }
        var waited = new Load.Outcome(waits.length, 1, waits);
        report.add(Figure.told("buyers told after, p50", waited.percentileMillis(50), "ms", "the provider takes 10 s"));
        report.add(Figure.told("buyers told after, at most", waited.percentileMillis(100), "ms", ""));
        report.add(Figure.told("others, calm p99", calm.percentileMillis(99), "ms", OTHERS + " who fill carts"));
        report.add(Figure.told("others, slow p99", slow.percentileMillis(99), "ms", BUYERS + " buyers wait meanwhile"));
        report.add(Figure.atLeast(
                0.5,
                "others' rate, slow to calm",
                slow.perSecond() / calm.perSecond(),
                "no thread or connection lacks"));
    }

    /** It is where codes lead to. */
    private static URI gateway(URI engine, List<String> variants, String order) throws IOException {
        try (var journey = journey(engine, variants)) {
            var code = journey.askForCode(order);
            if (code == null) {
                throw new BenchmarkException("No code was given for an order");
            }
            return URI.create("http://" + code.getAuthority());
        }
    }

    private static Load.Outcome others(URI engine, List<String> variants) {
        return Load.onPlatformThreads(OTHERS, CALM, _ -> {
            var journey = journey(engine, variants);
            return new Load.Deed() {
                @Override
                public void run() throws IOException {
                    journey.fillCart();
                }

                @Override
                public void close() throws IOException {
                    journey.close();
                }
            };
        });
    }

    private static long[] wait(URI engine, List<String> variants, Queue<String> orders) throws IOException {
        try (var journey = journey(engine, variants)) {
            var before = System.nanoTime();
            journey.askForCode(String.valueOf(orders.poll()));
            return new long[] {System.nanoTime() - before};
        }
    }

    /** Something a worker does once; how long each of its parts took. */
    private interface Work {
        long[] run(int worker) throws IOException;
    }

    private static long[] each(int workers, Work work) {
        try (var threads = Executors.newFixedThreadPool(workers)) {
            var running = IntStream.range(0, workers)
                    .mapToObj(worker -> threads.submit(() -> work.run(worker)))
                    .toList();
            var all = new long[0];
            for (var one : running) {
                var took = one.get();
                var longer = Arrays.copyOf(all, all.length + took.length);
                System.arraycopy(took, 0, longer, all.length, took.length);
                all = longer;
            }
            Arrays.sort(all);
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkException("A buyer failed: " + e.getCause(), e);
        }
    }
}
