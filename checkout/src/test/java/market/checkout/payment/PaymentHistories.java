package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import market.kernel.Money;

/** One order's payments by chance: buyers, merchants, clerks at the provider and lost answers in any order. */
final class PaymentHistories {

    private static final int STEPS_MAX = 16;
    private static final int ROUNDS_MAX = 60;

    private final PaymentWorld world;
    private final MemoryProvider provider;
    private final Random random;
    private final UUID order;
    private final List<Long> legs;

    PaymentHistories(PaymentWorld world, long seed) {
        this.world = world;
        this.provider = world.bean(MemoryProvider.class);
        this.random = new Random(seed);
        this.legs = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(_ -> 1 + random.nextLong(random.nextInt(20) == 0 ? 2_150_000_000L : 20_000))
                .toList();
        this.order = world.order(legs);
        if (random.nextBoolean()) {
            world.listener.goodsOf.add(order);
        }
    }

    void run() {
        var steps = 4 + random.nextInt(STEPS_MAX);
        for (var step = 0; step < steps; step++) {
            step();
        }
        converge();
        check();
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> start();
            case 3, 4, 5 -> any().ifPresent(attempt -> provider.visit(attempt, random.nextInt(4) > 0));
            case 6 -> any().ifPresent(this::hearSomething);
            case 7 -> any().ifPresent(attempt -> world.bean(AskProvider.class).ask(attempt));
            case 8 -> askRefunds();
            case 9 -> world.bean(PursueRefunds.class).pursue();
            case 10 -> any().ifPresent(attempt -> provider.refundElsewhere(attempt, 1 + random.nextLong(5_000)));
            default -> {
                if (random.nextInt(3) == 0) {
                    world.payments.settleUnpaid(order);
                }
            }
        }
    }

    private void start() {
        var product = random.nextBoolean() ? PaymentProduct.PAGE : PaymentProduct.QR;
        world.payments.start(new StartPayment(order, MemoryProvider.NAME, product, null, null));
    }

    private List<String> attempts() {
        var found = world.text("""
                SELECT COALESCE(string_agg(attempt_no, ',' ORDER BY attempt.id), '')
                  FROM checkout.payment_attempt AS attempt
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ?
                """, order);
        return found.isEmpty() ? List.of() : List.of(found.split(","));
    }

    private Optional<String> any() {
        var attempts = attempts();
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(random.nextInt(attempts.size())));
    }

    /** Anything the provider ever said about the attempt: again, late, or before what it said earlier. */
    private void hearSomething(String attempt) {
        var trade = provider.trades.get(attempt);
        if (trade != null) {
            List<Snapshot> said;
            synchronized (trade) {
                said = new ArrayList<>(trade.said);
            }
            if (!said.isEmpty()) {
                hear(said.get(random.nextInt(said.size())));
            }
        }
    }

    private void hear(Snapshot snapshot) {
        world.inTransaction(() -> world.bean(Snapshots.class).apply(MemoryProvider.NAME, snapshot));
    }

    /** Some of them at the same moment. */
    private void askRefunds() {
        var wishes = IntStream.range(0, 1 + random.nextInt(3))
                .<Runnable>mapToObj(_ -> {
                    var part = random.nextInt(legs.size());
                    var fen = 1 + random.nextLong(legs.get(part));
                    var key = "key" + random.nextInt(4);
                    return () -> world.askRefund(order, part, fen, key);
                })
                .toList();
        wishes.parallelStream().forEach(Runnable::run);
    }

    private void converge() {
        for (var attempt : attempts()) {
            var trade = provider.trades.get(attempt);
            if (trade != null) {
                trade.isCalm = true;
            }
        }
        for (var round = 0; round < ROUNDS_MAX; round++) {
            hearAll();
            if (pending() == 0) {
                // What was just heard may be older than a refund that another copy carried out meanwhile.
                hearAll();
                return;
            }
            world.refundAfter(Duration.ofHours(1));
        }
        throw new AssertionError("Refunds of " + order + " do not come to an end: " + world.refunds(order));
    }

    private void hearAll() {
        for (var attempt : attempts()) {
            if (provider.trades.containsKey(attempt)) {
                hear(provider.fetch(attempt));
            }
        }
    }

    private long pending() {
        return number("""
                SELECT count(*)
                  FROM checkout.payment_refund AS refund
                  JOIN checkout.payment_attempt AS attempt ON attempt.id = refund.attempt_id
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE refund.status IN ('REQUESTED', 'SUBMITTED') AND intent.order_id = ?
                """);
    }

    private long number(String sql) {
        return Long.parseLong(world.text(sql, order));
    }

    private void check() {
        var total = legs.stream().mapToLong(Long::longValue).sum();
        var counted = 0;
        var kept = 0L;
        for (var no : attempts()) {
            var attempt = world.inTransaction(
                    () -> world.bean(AttemptRepository.class).findByNo(no).orElseThrow());
            var trade = provider.trades.get(no);
            var isPaid = trade != null && trade.isPaid;
            assertThat(attempt.status() == AttemptStatus.SUCCEEDED)
                    .as("paid %s", no)
                    .isEqualTo(isPaid);
            var returned = trade == null ? 0 : trade.returned();
            assertThat(attempt.refunded()).as("returned %s", no).isEqualTo(Money.cny(returned));
            assertThat(attempt.refundAsked().minor()).as("asked %s", no).isEqualTo(returned);
            if (attempt.capture() == Capture.COUNTED) {
                counted++;
                kept += total - returned;
            } else if (isPaid) {
                assertThat(returned).as("surplus of %s", no).isEqualTo(total);
            }
        }
        assertThat(counted).as("counted").isLessThanOrEqualTo(1);
        assertThat(world.status(order) == IntentStatus.PAID).isEqualTo(counted == 1);
        assertThat(world.listener.of(order)).hasSize(counted);
        var back = world.listener.refundsOf(order).stream()
                .mapToLong(Long::longValue)
                .sum();
        // What the order's books say it earned is what the provider kept of it.
        assertThat(counted * total - back).as("earned").isEqualTo(kept);
        assertThat(number("""
                SELECT count(*)
                  FROM checkout.payment_leg AS leg
                  JOIN checkout.payment_intent AS intent ON intent.id = leg.intent_id
                 WHERE intent.order_id = ?
                   AND leg.refund_asked_minor <> (
                       SELECT COALESCE(sum(part.amount_minor), 0)
                         FROM checkout.payment_refund_part AS part
                         JOIN checkout.payment_refund AS refund ON refund.id = part.refund_id
                        WHERE part.leg_id = leg.id AND refund.status <> 'FAILED')
                """)).as("legs").isZero();
    }
}
