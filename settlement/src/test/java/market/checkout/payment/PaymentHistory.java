package market.checkout.payment;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import market.checkout.MerchantOrderCompleted;
import market.checkout.MerchantOrderId;
import market.checkout.OrderId;
import market.checkout.OrderPaid;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.kernel.Outbox;
import market.settlement.VillagePayouts;

/** One order's money by chance: buyers, merchants, clerks at the provider and lost answers in any order. */
final class PaymentHistory {

    private static final int STEPS_MAX = 20;
    private static final int ROUNDS_MAX = 80;
    private static final List<String> COMMISSIONS = List.of("0", "0.0500", "0.0833", "0.3000");

    private final HistoryWorld world;
    private final MemoryProvider provider;
    private final Random random;
    private final PastMoney past;
    final UUID order = UUID.randomUUID();
    final List<PaymentOrder.Part> parts;

    PaymentHistory(HistoryWorld world, long seed) {
        this.world = world;
        this.provider = world.provider;
        this.random = new Random(seed);
        this.past = new PastMoney(world, order);
        var isDirect = random.nextInt(3) > 0;
        this.parts = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(_ -> new PaymentOrder.Part(UUID.randomUUID(), merchant(isDirect), Money.cny(fen())))
                .toList();
        var told = parts.stream()
                .map(part -> BookingListener.part(
                        part,
                        commission(),
                        random.nextBoolean() ? HistoryWorld.VILLAGE : "340000",
                        random.nextBoolean() ? new OrderPaid.PavilionFee("luan", commission()) : null))
                .toList();
        world.listener.orders.put(order, new BookingListener.Order(told, random.nextBoolean()));
        world.open(order, parts);
    }

    private UUID merchant(boolean isKnown) {
        return isKnown ? world.known.get(random.nextInt(world.known.size())) : UUID.randomUUID();
    }

    private long fen() {
        return 1 + random.nextLong(random.nextInt(20) == 0 ? 2_150_000_000L : 20_000);
    }

    private BigDecimal commission() {
        return new BigDecimal(COMMISSIONS.get(random.nextInt(COMMISSIONS.size())));
    }

    void run() {
        var steps = 4 + random.nextInt(STEPS_MAX);
        for (var step = 0; step < steps; step++) {
            step();
            past.mustHold();
        }
        converge();
        past.mustHold();
    }

    private void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> start();
            case 3, 4, 5 -> any().ifPresent(attempt -> provider.visit(attempt, random.nextInt(4) > 0));
            case 6 -> any().ifPresent(this::hearSomething);
            case 7, 8 ->
                any().ifPresent(attempt -> world.bean(AskProvider.class).ask(attempt));
            case 9 -> askRefunds();
            case 10 -> world.bean(PursueRefunds.class).pursue();
            case 11 -> any().ifPresent(attempt -> provider.refundElsewhere(attempt, 1 + random.nextLong(5_000)));
            case 12, 13 -> receive();
            case 14 -> world.bean(PursueSettlements.class).pursue();
            default -> endSomehow();
        }
    }

    private void start() {
        var product = random.nextBoolean() ? PaymentProduct.PAGE : PaymentProduct.QR;
        world.payments.start(new StartPayment(order, MemoryProvider.NAME, product, null, null));
    }

    /** Rarely: an order that is given up early has no history; and villages are paid with what all orders earned them. */
    private void endSomehow() {
        switch (random.nextInt(4)) {
            case 0 -> world.payments.settleUnpaid(order);
            case 1 -> {
                world.bean(VillagePayouts.class)
                        .ask(new VillagePayouts.Wish(
                                HistoryWorld.VILLAGE,
                                "coop@village.example",
                                "黄涧河村合作社",
                                Money.cny(10 + random.nextLong(200)),
                                order.toString()));
                world.bean(PursuePayouts.class).pursue();
            }
            default -> world.clock.pass(Duration.ofMinutes(random.nextInt(3)));
        }
    }

    /** The buyer has a part: from now on it may be let go. */
    private void receive() {
        if (world.payments.find(order).orElseThrow().status() == IntentStatus.PAID) {
            var part = parts.get(random.nextInt(parts.size()));
            world.inTransaction(() -> {
                world.bean(Outbox.class)
                        .append(new MerchantOrderCompleted(
                                new OrderId(order),
                                new MerchantOrderId(part.merchantOrderId()),
                                new MerchantId(part.merchantId())));
                return true;
            });
        }
    }

    List<String> attempts() {
        var found = Objects.requireNonNull(world.text("""
                SELECT COALESCE(string_agg(attempt_no, ',' ORDER BY attempt.id), '')
                  FROM checkout.payment_attempt AS attempt
                  JOIN checkout.payment_intent AS intent ON intent.id = attempt.intent_id
                 WHERE intent.order_id = ?
                """, order));
        return found.isEmpty() ? List.of() : List.of(found.split(",", -1));
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
        var wishes = LongStream.range(0, 1 + random.nextInt(3))
                .<Runnable>mapToObj(_ -> {
                    var part = parts.get(random.nextInt(parts.size()));
                    var fen = 1 + random.nextLong(part.amount().minor());
                    var key = "key" + random.nextInt(4);
                    return () -> world.askRefund(order, part.merchantOrderId(), fen, key);
                })
                .toList();
        wishes.parallelStream().forEach(Runnable::run);
    }

    /** The provider answers from now on; what is under way comes to its end. */
    private void converge() {
        for (var attempt : attempts()) {
            var trade = provider.trades.get(attempt);
            if (trade != null) {
                trade.isCalm = true;
            }
        }
        for (var round = 0; round < ROUNDS_MAX; round++) {
            hearAll();
            if (underWay() == 0) {
                // What was just heard may be older than a refund that another copy carried out meanwhile; and what is
                // heard now may still have to be posted.
                hearAll();
                if (underWay() == 0) {
                    return;
                }
            }
            world.pursueAfter(Duration.ofHours(1));
        }
        throw new AssertionError("The money of " + order + " does not come to rest: " + underWay());
    }

    private void hearAll() {
        for (var attempt : attempts()) {
            if (provider.trades.containsKey(attempt)) {
                hear(provider.fetch(attempt));
            }
        }
    }

    private long underWay() {
        return world.number("""
                SELECT (SELECT count(*)
                          FROM checkout.payment_refund AS refund
                          JOIN checkout.payment_attempt AS attempt ON attempt.id = refund.attempt_id
                         WHERE refund.status IN ('REQUESTED', 'SUBMITTED') AND attempt.intent_id = intent.id)
                     + (SELECT count(*)
                          FROM checkout.payment_settlement AS settlement
                          JOIN checkout.payment_leg AS leg ON leg.id = settlement.leg_id
                         WHERE settlement.status <> 'DONE' AND leg.intent_id = intent.id)
                     + (SELECT count(*) FROM checkout.payout WHERE request_key = CAST(order_id AS text) AND settled_at IS NULL)
                     + (SELECT count(*) FROM kernel.outbox_publication WHERE aggregate_id = CAST(order_id AS text))
                  FROM checkout.payment_intent AS intent
                 WHERE order_id = ?
                """, order);
    }
}
