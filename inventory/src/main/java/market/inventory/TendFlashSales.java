package market.inventory;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends flash sales on time and keeps their gates open for what is left. Every copy does it: the row of a sale
 * decides whose deed counts.
 */
@Singleton
class TendFlashSales {

    private static final Logger LOG = LoggerFactory.getLogger(TendFlashSales.class);
    private static final int SALES_PER_ROUND = 200;

    private final FlashSales sales;
    private final FlashSaleDeeds deeds;
    private final FlashMemory memory;
    private final FlashGate gate;
    private final Clock clock;

    TendFlashSales(FlashSales sales, FlashSaleDeeds deeds, FlashMemory memory, FlashGate gate, Clock clock) {
        this.sales = sales;
        this.deeds = deeds;
        this.memory = memory;
        this.gate = gate;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = "${market.inventory.flash-sale-interval:1s}",
            initialDelay = "${market.inventory.flash-sale-interval:1s}")
    void turn() {
        try {
            sales.due(SALES_PER_ROUND).forEach(this::turn);
        } catch (RuntimeException e) {
            LOG.debug("PostgreSQL did not say which sales are due: {}", e.getMessage());
        }
    }

    /** One sale that cannot be turned keeps none of the others. */
    private void turn(FlashSale sale) {
        try {
            if (sale.endsAt().isAfter(clock.instant())) {
                deeds.start(sale);
            } else if (deeds.end(sale.id())) {
                LOG.atInfo().addKeyValue("sale", sale.id().value()).log("flash sale ended");
                gate.close(sale);
            }
        } catch (RuntimeException e) {
            LOG.warn("Flash sale {} could not be begun or ended: {}", sale.id().value(), e.getMessage());
        }
    }

    @Scheduled(
            fixedDelay = "${market.inventory.flash-gate-interval:5s}",
            initialDelay = "${market.inventory.flash-gate-interval:5s}")
    void refill() {
        try {
            memory.running(memory.open().keySet()).values().forEach(gate::refill);
        } catch (RuntimeException e) {
            LOG.debug("Gates of flash sales could not be refilled: {}", e.getMessage());
        }
    }
}
