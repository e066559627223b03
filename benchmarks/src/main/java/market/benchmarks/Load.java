package market.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Repeats deeds in as many threads as there are workers, one after another in each, and times every one. */
final class Load {

    private static final double NANOS = 1e9;
    private static final int FIRST_CAPACITY = 16_384;

    /** Something that is done over and over by one worker. */
    interface Deed extends AutoCloseable {
        void run() throws Exception;

        @Override
        default void close() throws IOException {}
    }

    /** How often within which time, and how long each took. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, and millions of boxed numbers would slow the generator.
    record Outcome(long count, double seconds, long[] sortedNanos) {

        double perSecond() {
            return count / seconds;
        }

        double percentileMillis(int percent) {
            return sortedNanos.length == 0
                    ? 0
                    : sortedNanos[(int) Math.min(sortedNanos.length - 1L, sortedNanos.length * (long) percent / 100)]
                            / 1e6;
        }

        /** Both rounds as one. */
        static Outcome sum(List<Outcome> rounds) {
            var nanos = rounds.stream()
                    .flatMapToLong(round -> Arrays.stream(round.sortedNanos))
                    .sorted()
                    .toArray();
            return new Outcome(
                    rounds.stream().mapToLong(Outcome::count).sum(),
                    rounds.stream().mapToDouble(Outcome::seconds).sum(),
                    nanos);
        }
    }

    private Load() {}

    /** Platform threads: their blocking calls cost the generator least. */
    static Outcome onPlatformThreads(int workers, Duration time, IntFunction<Deed> deeds) {
        return run(Executors.newFixedThreadPool(workers), workers, time, deeds);
    }

    /** Virtual threads, as the engine itself works. */
    static Outcome onVirtualThreads(int workers, Duration time, IntFunction<Deed> deeds) {
        return run(Executors.newVirtualThreadPerTaskExecutor(), workers, time, deeds);
    }

    private static Outcome run(ExecutorService executor, int workers, Duration time, IntFunction<Deed> deeds) {
        try (executor) {
            var began = System.nanoTime();
            var end = began + time.toNanos();
            var running = new ArrayList<Future<long[]>>();
            for (var worker = 0; worker < workers; worker++) {
                var number = worker;
                running.add(executor.submit(() -> repeat(deeds.apply(number), end)));
            }
            var took = new ArrayList<long[]>();
            for (var each : running) {
                took.add(each.get());
            }
            var seconds = (System.nanoTime() - began) / NANOS;
            var nanos = took.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Outcome(nanos.length, seconds, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkException("A worker failed: " + e.getCause(), e);
        }
    }

    private static long[] repeat(Deed deed, long end) throws Exception {
        try (deed) {
            var took = new long[FIRST_CAPACITY];
            var count = 0;
            var before = System.nanoTime();
            while (before < end) {
                deed.run();
                var after = System.nanoTime();
                if (count == took.length) {
                    took = Arrays.copyOf(took, count * 2);
                }
                took[count++] = after - before;
                before = after;
            }
            return Arrays.copyOf(took, count);
        }
    }
}
