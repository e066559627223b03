package market.inventory;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import market.catalog.VariantId;
import market.inventory.redis.GateAnswer;
import market.inventory.redis.RedisGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits buyers to the holds of flash sales and turns the surplus away in Redis. It opens only by what PostgreSQL says and
 * stays shut while Redis is away.
 */
@Singleton
class FlashGate {

    /** What became of a request to hold. */
    sealed interface Admission {
        /** Lines of sales that run are to be held out of those sales. */
        record Passed(HoldStock command) implements Admission {}

        record Refused(HoldOutcome outcome) implements Admission {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(FlashGate.class);
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final RedisGate gates;
    private final FlashMemory memory;
    private final FlashSaleRepository sales;
    private final FlashPurchases purchases;
    private final RedisIncarnation incarnation;
    private final int factor;
    private final ReentrantLock opening = new ReentrantLock();

    FlashGate(
            RedisGate gates,
            FlashMemory memory,
            FlashSaleRepository sales,
            FlashPurchases purchases,
            RedisIncarnation incarnation,
            @Value("${market.inventory.flash-admission-factor:3}") int factor) {
        this.gates = gates;
        this.memory = memory;
        this.sales = sales;
        this.purchases = purchases;
        this.incarnation = incarnation;
        this.factor = factor;
    }

    /** Who wants so many pieces of variants, and under which name of a hold. */
    private record Wish(ReservationId reservation, String buyer, Map<VariantId, Long> pieces, boolean enters) {}

    Admission admit(HoldStock command) {
        var running = memory.running(
                command.lines().stream().map(HoldStock.Line::variant).toList());
        if (running.isEmpty()) {
            return new Admission.Passed(command);
        }
        var pieces = new LinkedHashMap<VariantId, Long>();
        command.lines().stream()
                .filter(line -> running.containsKey(line.variant()))
                .forEach(line -> pieces.merge(line.variant(), line.quantity(), Math::addExact));
        var shares = new LinkedHashMap<VariantId, HoldStock.Share>();
        var refusal = refusal(running.values(), new Wish(command.id(), command.buyer(), pieces, true), shares);
        return refusal.<Admission>map(Admission.Refused::new)
                .orElseGet(() -> new Admission.Passed(withShares(command, shares)));
    }

    /** As {@link #admit}, for whoever only wants to know whether it is worth the trouble: nobody is counted as let through. */
    Optional<HoldOutcome> refusal(ReservationId reservation, String buyer, Map<VariantId, Long> pieces) {
        return refusal(
                memory.running(pieces.keySet()).values(),
                new Wish(reservation, buyer, pieces, false),
                new LinkedHashMap<>());
    }

    private Optional<HoldOutcome> refusal(
            Collection<FlashSale> running, Wish wish, Map<VariantId, HoldStock.Share> shares) {
        var lacking = new ArrayList<ShortLine>();
        for (var sale : running) {
            var pieces = wish.pieces.getOrDefault(sale.variant(), 0L);
            switch (ask(sale, wish, Math.multiplyExact(pieces, sale.step().units()))) {
                case GateAnswer.Admitted admitted ->
                    shares.put(sale.variant(), new HoldStock.Share(sale.id(), sale.step(), admitted.most()));
                case GateAnswer.NotRunning _ -> LOG.debug("Sale {} does not run by Redis's clock", sale.id());
                case GateAnswer.AboveLimit _ -> {
                    return Optional.of(new HoldOutcome.AboveSaleLimit());
                }
                case GateAnswer.SoldOut out ->
                    lacking.add(new ShortLine(
                            sale.variant(), pieces, out.left() / sale.step().units()));
                case GateAnswer.Missing _, GateAnswer.Unreachable _ -> {
                    return Optional.of(new HoldOutcome.TryAgain(RETRY_AFTER));
                }
            }
        }
        return lacking.isEmpty() ? Optional.empty() : Optional.of(new HoldOutcome.NotEnough(lacking));
    }

    private static HoldStock withShares(HoldStock command, Map<VariantId, HoldStock.Share> shares) {
        List<HoldStock.Line> lines = command.lines().stream()
                .map(line -> new HoldStock.Line(
                        line.variant(), line.merchant(), line.quantity(), line.delivery(), shares.get(line.variant())))
                .toList();
        return new HoldStock(command.id(), command.buyer(), lines, command.ttl(), command.destination());
    }

    private GateAnswer ask(FlashSale sale, Wish wish, long units) {
        var answer = enter(sale, wish, units);
        return answer instanceof GateAnswer.Missing ? askOpened(sale, wish, units) : answer;
    }

    private GateAnswer enter(FlashSale sale, Wish wish, long units) {
        return gates.admit(gate(sale), wish.reservation.value(), wish.buyer, units, wish.enters);
    }

    /** One at a time per copy: whoever waited finds the gate that another one opened. */
    private GateAnswer askOpened(FlashSale sale, Wish wish, long units) {
        try {
            if (!opening.tryLock(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                return new GateAnswer.Missing();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new GateAnswer.Missing();
        }
        try {
            var answer = enter(sale, wish, units);
            if (!(answer instanceof GateAnswer.Missing)) {
                return answer;
            }
            // Another copy may have seen sooner than this one that Redis is another.
            incarnation.beat();
            return open(sale) ? enter(sale, wish, units) : new GateAnswer.NotRunning();
        } catch (RuntimeException e) {
            LOG.warn("The gate of sale {} could not be opened: {}", sale.id(), e.getMessage());
            return new GateAnswer.Missing();
        } finally {
            opening.unlock();
        }
    }

    /** False when the sale has ended meanwhile. */
    private boolean open(FlashSale known) {
        // Asked before anything is read: should Redis change meanwhile, what is opened here counts for nothing.
        var gate = gate(known);
        var sale = sales.find(known.id().value()).map(FlashSaleRow::toSale);
        if (sale.isEmpty() || sale.get().state() == FlashSaleState.ENDED) {
            return false;
        }
        gates.open(
                gate,
                new RedisGate.Opening(
                        known.startsAt(),
                        known.endsAt(),
                        known.limitUnits(),
                        admissions(known),
                        purchases.unitsByBuyer(known)));
        return true;
    }

    /** Lets buyers in again for what was given back or never paid for. */
    void refill(FlashSale sale) {
        gates.refill(gate(sale), admissions(sale));
    }

    private long admissions(FlashSale sale) {
        return Math.multiplyExact(purchases.unitsLeft(sale), (long) factor);
    }

    void close(FlashSale sale) {
        gates.close(gate(sale));
    }

    private RedisGate.Gate gate(FlashSale sale) {
        return new RedisGate.Gate(sale.merchant(), sale.id().value(), incarnation.token());
    }
}
