package market.server.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Shoppers who go on buying at any copy of the engine, whatever happens to it; half of them pay so late that they never do. */
final class Crowd implements AutoCloseable {

    private static final String NANJING = "320102";
    private static final Duration BREATH = Duration.ofMillis(30);
    private static final int PIECES_MAX = 3;

    private final List<Town> towns;
    private final List<String> variants;
    private final Queue<String> orders = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> refusals = new ConcurrentSkipListMap<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    Crowd(List<Town> towns, List<String> variants, int shoppers) {
        this.towns = towns;
        this.variants = variants;
        Collections.nCopies(shoppers, (Runnable) this::shop).forEach(executor::execute);
    }

    /** Numbers of all orders that somebody was told of. */
    List<String> orders() {
        return List.copyOf(orders);
    }

    /** How often what went wrong, by error code or by exception. */
    Map<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    private void shop() {
        while (!isOver.get()) {
            var outcome = attempt();
            if (!outcome.isEmpty()) {
                refusals.merge(outcome, 1, Integer::sum);
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }
    }

    /** The code of the refusal, or nothing. */
    private String attempt() {
        try {
            var shopper = any(towns).guest();
            var started = shopper.startCheckout(shopper.openCart(wishes()));
            if (started.isNothing("/checkout")) {
                return started.text("/userErrors/0/code");
            }
            if (ThreadLocalRandom.current().nextInt(4) == 0) {
                // Left lying: its hold ends by itself.
                return "";
            }
            var checkout = shopper.deliver(started.at("/checkout"), NANJING, Map.of());
            orders.add(shopper.pay(checkout, "ALIPAY_PAGE", null).text("/order/number"));
            return "";
        } catch (ClaimFailedException _) {
            return "refused or broken";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Baskets of some goods in any order. */
    private List<Buyer.Wish> wishes() {
        var shuffled = new ArrayList<>(variants);
        Collections.shuffle(shuffled);
        return shuffled.subList(0, 1 + ThreadLocalRandom.current().nextInt(variants.size())).stream()
                .map(variant ->
                        new Buyer.Wish(variant, 1 + ThreadLocalRandom.current().nextInt(PIECES_MAX)))
                .toList();
    }

    private static <T> T any(List<T> all) {
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** Returns when everybody has gone. */
    @Override
    public void close() {
        isOver.set(true);
        executor.close();
    }
}
