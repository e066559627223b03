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
    private static final int WARM_UP_ROUNDS_MORE = 6;
    private static final double STEADY = 1.05;
    private static final Duration ROUND = Duration.ofSeconds(5);

    /**
     * One kind of questions, of which any may come next.
     *
     * @param questions each in one or more requests, sent one after another
     * @param status of every right answer
     * @param expected how the body of every right answer begins
     * @param server where the requests go; null for the engine
     */
    record Side(
            String name,
            List<List<byte[]>> questions,
            int status,
            String expected,
            @Nullable URI server) {
        Side(String name, List<byte[]> requests, int status, String expected) {
            this(name, requests.stream().map(List::of).toList(), status, expected, null);
        }
    }

    private final URI engine;
    private final Report report;
    private final int connections;
    private final int warmUpRounds;

    Contest(URI engine, Report report) {
        this(engine, report, CONNECTIONS, WARM_UP_ROUNDS_MIN);
    }

    /**
     * With fewer connections, for requests that keep a processor busy for long, and more rounds to warm up: of such requests
     * there are few in a round, and the compiler needs some thousands of them.
     */
    Contest(URI engine, Report report, int connections, int warmUpRounds) {
        this.warmUpRounds = warmUpRounds;
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
        for (var round = 0; round < warmUpRounds + WARM_UP_ROUNDS_MORE; round++) {
            var rate = measure(side).perSecond();
            if (round >= warmUpRounds && rate < best * STEADY) {
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
            var question = side.questions()
                    .get(ThreadLocalRandom.current().nextInt(side.questions().size()));
            for (var request : question) {
                var answer = connection.send(request);
                if (answer.status() != side.status() || !answer.startsWith(side.expected())) {
                    throw new BenchmarkException(
                            "Unexpected answer of " + side.name() + ", " + answer.status() + ": " + answer.text());
                }
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
