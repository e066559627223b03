package market.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Several kinds of requests to one server, measured in turns (A B A B …) once each is warm. */
final class Contest {

    static final int CONNECTIONS = 32;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_ROUNDS_MIN = 4;
    private static final int WARM_UP_ROUNDS_MAX = 10;
    private static final double STEADY = 1.05;
    private static final Duration ROUND = Duration.ofSeconds(5);

    /**
     * One kind of requests, of which any may come next.
     *
     * @param status of every right answer
     * @param expected how the body of every right answer begins
     * @param server where the requests go; null for the engine
     */
    record Side(
            String name,
            List<byte[]> requests,
            int status,
            String expected,
            @Nullable URI server) {
        Side(String name, List<byte[]> requests, int status, String expected) {
            this(name, requests, status, expected, null);
        }
    }

    private final URI engine;
    private final Report report;
    private final int connections;

    Contest(URI engine, Report report) {
        this(engine, report, CONNECTIONS);
    }

    /** With fewer connections, for requests that keep a processor busy for long. */
    Contest(URI engine, Report report, int connections) {
        this.engine = engine;
        this.report = report;
        this.connections = connections;
    }

    /** What each side came to, over all rounds. */
    Map<String, Load.Outcome> run(List<Side> sides) {
        report.progress("warming up");
        sides.forEach(this::warmUp);
        var outcomes = new LinkedHashMap<String, List<Load.Outcome>>();
        for (var round = 1; round <= ROUNDS; round++) {
            for (var side : sides) {
                outcomes.computeIfAbsent(side.name(), _ -> new ArrayList<>()).add(measure(side));
            }
            report.progress("round " + round + ": "
                    + outcomes.entrySet().stream()
                            .map(side -> "%s %.0f/s"
                                    .formatted(
                                            side.getKey(),
                                            side.getValue().getLast().perSecond()))
                            .collect(Collectors.joining(", ")));
        }
        var sums = new LinkedHashMap<String, Load.Outcome>();
        outcomes.forEach((name, rounds) -> sums.put(name, Load.Outcome.sum(rounds)));
        return sums;
    }

    /** Until the compiler has little left to gain: a round hardly better than the best before it, or the time is up. */
    private void warmUp(Side side) {
        var best = 0.0;
        for (var round = 0; round < WARM_UP_ROUNDS_MAX; round++) {
            var rate = measure(side).perSecond();
            if (round >= WARM_UP_ROUNDS_MIN && rate < best * STEADY) {
                return;
            }
            best = Math.max(best, rate);
        }
    }

    private Load.Outcome measure(Side side) {
        return Load.onPlatformThreads(
                connections, ROUND, _ -> new Asking(side.server() == null ? engine : side.server(), side));
    }

    /** One connection that asks for one of the requests after another. */
    private static final class Asking implements Load.Deed {

        private final HttpConnection connection;
        private final Side side;

        Asking(URI engine, Side side) {
            try {
                connection = new HttpConnection(engine);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.side = side;
        }

        @Override
        public void run() throws IOException {
            var request = side.requests()
                    .get(ThreadLocalRandom.current().nextInt(side.requests().size()));
            var answer = connection.send(request);
            if (answer.status() != side.status() || !answer.startsWith(side.expected())) {
                throw new BenchmarkException(
                        "Unexpected answer of " + side.name() + ", " + answer.status() + ": " + answer.text());
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
