package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lots off the shelf that are too close to their best-before date to be sold, or were called back. Every copy of the engine does it; the
 * second finds nothing to do, since each looks again once it has the lock.
 */
@Singleton
class ExpireLots {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireLots.class);

    private final ExpireLotsRound round;

    ExpireLots(ExpireLotsRound round) {
        this.round = round;
    }

    @Scheduled(
            fixedDelay = "${market.inventory.expire-lots-interval:10m}",
            initialDelay = "${market.inventory.expire-lots-interval:10m}")
    void expire() {
        try {
            round.due().forEach(this::takeOff);
        } catch (RuntimeException e) {
            LOG.warn("Lots could not be looked through; trying again at the next round: {}", e.getMessage());
        }
    }

    private void takeOff(MerchantId merchant, List<VariantId> pools) {
        try {
            round.takeOff(merchant, pools);
        } catch (RuntimeException e) {
            LOG.warn("Lots of merchant {} could not be taken off the shelf", merchant.value(), e);
        }
    }

    /** One merchant's lots are one transaction. */
    @Singleton
    static class ExpireLotsRound {

        private static final int POOLS_MAX = 200;

        private final JdbcOperations jdbc;
        private final StockBook book;
        private final Locations locations;
        private final SaleMargin margin;

        ExpireLotsRound(JdbcOperations jdbc, StockBook book, Locations locations, SaleMargin margin) {
            this.jdbc = jdbc;
            this.book = book;
            this.locations = locations;
            this.margin = margin;
        }

        /** Pools with lots that may no longer be sold, by merchant. */
        @Transactional(readOnly = true)
        public Map<MerchantId, List<VariantId>> due() {
            return jdbc.prepareStatement("""
                    SELECT DISTINCT stock.merchant_id, stock.variant_id
                      FROM inventory.lot AS lot
                      JOIN inventory.stock AS stock USING (variant_id, location_id)
                      LEFT JOIN inventory.merchant_setting AS setting ON setting.merchant_id = stock.merchant_id
                     WHERE lot.on_hand > lot.committed
                       AND (lot.stopped OR lot.best_before - COALESCE(setting.sale_margin_days, ?) < ?)
                     ORDER BY stock.merchant_id, stock.variant_id
                     LIMIT ?
                    """, statement -> {
                statement.setInt(1, margin.days());
                statement.setDate(2, Date.valueOf(margin.today()));
                statement.setInt(3, POOLS_MAX);
                try (var rows = statement.executeQuery()) {
                    var due = new LinkedHashMap<MerchantId, List<VariantId>>();
                    while (rows.next()) {
                        due.computeIfAbsent(
                                        new MerchantId(rows.getObject("merchant_id", UUID.class)),
                                        _ -> new ArrayList<>())
                                .add(new VariantId(rows.getObject("variant_id", UUID.class)));
                    }
                    return due;
                }
            });
        }

        @Transactional
        public void takeOff(MerchantId merchant, List<VariantId> pools) {
            var shelf = book.open(merchant, pools);
            var own = locations.settings(merchant).saleMarginDays();
            var lastDay = margin.today().plusDays(own == null ? margin.days() : own);
            var entries = new ArrayList<StockEntry>();
            for (var key : List.copyOf(shelf.keys())) {
                shelf.lots(key).entrySet().stream()
                        .filter(lot -> isOver(lot.getValue(), lastDay))
                        .toList()
                        .forEach(lot -> entries.addAll(takeOff(
                                shelf,
                                key,
                                new StockShelf.Part(
                                        new StockEntry.Lot(
                                                lot.getKey(), lot.getValue().bestBefore()),
                                        lot.getValue().free()),
                                lot.getValue().stopped() ? MovementKind.RECALLED : MovementKind.EXPIRED)));
            }
            if (!entries.isEmpty()) {
                book.write(shelf, entries, null);
                LOG.atInfo()
                        .addKeyValue("merchant", merchant.value())
                        .addKeyValue("lots", entries.size())
                        .log("lots taken off the shelf");
            }
        }

        private static boolean isOver(StockShelf.LotStanding lot, LocalDate lastDay) {
            var bestBefore = lot.bestBefore();
            return lot.free() > 0 && (lot.stopped() || (bestBefore != null && bestBefore.isBefore(lastDay)));
        }

        /** Pieces that leave must be free: what the free ones do not cover, channels lose in the order of their names. */
        private static List<StockEntry> takeOff(
                StockShelf shelf, StockKey key, StockShelf.Part part, MovementKind kind) {
            var entries = new ArrayList<StockEntry>();
            var product = shelf.standing(key).product();
            var lacking = part.units() - shelf.standing(key).free();
            for (var channel : shelf.channels(key)) {
                var given = Math.min(lacking, shelf.earmark(key, channel));
                if (given > 0) {
                    entries.add(StockEntry.ofEarmark(key, product, kind, channel, -given));
                    lacking -= given;
                }
            }
            entries.add(StockEntry.ofShelf(key, product, kind, -part.units(), part.lot()));
            return entries.stream().allMatch(shelf::take) ? entries : List.of();
        }
    }
}
