package market.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Many who want the same at the same moment. */
final class Rush {

    private Rush() {}

    /** What came of all deeds, done by so many at a time. */
    static <T> List<T> of(int people, List<? extends Callable<T>> deeds) throws InterruptedException {
        try (var crowd = Executors.newFixedThreadPool(people, Thread.ofVirtual().factory())) {
            var outcomes = new ArrayList<T>();
            for (var each : crowd.invokeAll(deeds)) {
                outcomes.add(each.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new AssertionError("One of the rush failed", e.getCause());
        }
    }
}
