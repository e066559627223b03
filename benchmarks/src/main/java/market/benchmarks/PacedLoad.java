package market.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Deeds begun at a given rate, however long they take: what is waited for counts as well. */
final class PacedLoad {

    private static final double NANOS = 1e9;

    private PacedLoad() {}

    /** @param leadIn time before what is told, in which those who begin all at once fall into step */
    static Load.Outcome run(
            int workers, double perSecond, Duration leadIn, Duration time, IntFunction<Load.Deed> deeds) {
        var interval = (long) (workers * NANOS / perSecond);
        var began = System.nanoTime();
        var told = began + leadIn.toNanos();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<long[]>>();
            for (var worker = 0; worker < workers; worker++) {
                var first = began + interval * worker / workers;
                var deed = deeds.apply(worker);
                running.add(executor.submit(() -> repeat(deed, first, interval, told, told + time.toNanos())));
            }
            var took = new ArrayList<long[]>();
            for (var each : running) {
                took.add(each.get());
            }
            var nanos = took.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Load.Outcome(nanos.length, (System.nanoTime() - told) / NANOS, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkException("A worker failed: " + e.getCause(), e);
        }
    }

    private static long[] repeat(Load.Deed deed, long first, long interval, long told, long end) throws Exception {
        var took = new long[(int) (Math.max(0, end - told) / interval) + 1];
        var count = 0;
        try (deed) {
            for (var due = first; due < end; due += interval) {
                for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                deed.run();
                if (due >= told) {
                    took[count++] = System.nanoTime() - due;
                }
            }
        }
        return Arrays.copyOf(took, count);
    }
}
