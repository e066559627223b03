package market.inventory;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import market.inventory.redis.RedisGate;

/** What buyers have of flash sales in orders: counted, and kept within their limit, in the order's own transaction. */
@Singleton
class FlashPurchases {

    /** How an order stands to the sales it buys from. */
    sealed interface Judgement {
        /** What is to be taken: goods of a sale that ended meanwhile come out of free stock. */
        record Allowed(List<Allocation> allocations, List<Purchase> purchases) implements Judgement {}

        record AboveLimit() implements Judgement {}
    }

    /** Pieces of a sale in one order; {@code before} are those in other orders of the buyer. */
    record Purchase(FlashSale sale, String buyer, long quantity, long before) {}

    // An order that was given up has released all it was promised.
    private static final String STANDING = """
              FROM inventory.flash_purchase AS purchase
             WHERE purchase.sale_id = ?
               AND EXISTS (SELECT 1
                             FROM inventory.commitment AS commitment
                            WHERE commitment.order_id = purchase.order_id AND commitment.state <> 'RELEASED')
            """;

    private final JdbcOperations jdbc;
    private final FlashSaleRepository sales;
    private final FlashPoolRepository pools;
    private final StockMirror mirror;
    private final RedisGate gates;
    private final RedisIncarnation incarnation;

    FlashPurchases(
            JdbcOperations jdbc,
            FlashSaleRepository sales,
            FlashPoolRepository pools,
            StockMirror mirror,
            RedisGate gates,
            RedisIncarnation incarnation) {
        this.jdbc = jdbc;
        this.sales = sales;
        this.pools = pools;
        this.mirror = mirror;
        this.gates = gates;
        this.incarnation = incarnation;
    }

    /** Before stock is locked. Orders of one buyer for one sale take turns from here to their end. */
    Judgement judge(String buyer, List<Allocation> allocations) {
        var wanted = new TreeMap<FlashSaleId, Long>(Comparator.comparing(FlashSaleId::value));
        for (var each : allocations) {
            FlashSale.ofChannel(each.channel()).ifPresent(sale -> wanted.merge(sale, each.quantity(), Math::addExact));
        }
        var purchases = new ArrayList<Purchase>();
        var ended = new HashSet<FlashSaleId>();
        for (var entry : wanted.entrySet()) {
            takeTurn(entry.getKey(), buyer);
            var sale = sales.find(entry.getKey().value())
                    .map(FlashSaleRow::toSale)
                    .filter(found -> found.state() != FlashSaleState.ENDED);
            if (sale.isEmpty()) {
                ended.add(entry.getKey());
                continue;
            }
            var before = bought(entry.getKey(), buyer);
            if (before + entry.getValue() > sale.get().perBuyerLimit()) {
                return new Judgement.AboveLimit();
            }
            purchases.add(new Purchase(sale.get(), buyer, entry.getValue(), before));
        }
        return new Judgement.Allowed(ended.isEmpty() ? allocations : freed(allocations, ended), purchases);
    }

    private static List<Allocation> freed(List<Allocation> allocations, Collection<FlashSaleId> ended) {
        return allocations.stream()
                .map(each -> FlashSale.ofChannel(each.channel())
                                .filter(ended::contains)
                                .isPresent()
                        ? each.fromFreeStock()
                        : each)
                .toList();
    }

    /** After the order was promised the pieces. */
    void book(UUID order, List<Purchase> purchases) {
        for (var purchase : purchases) {
            jdbc.prepareStatement("""
                    INSERT INTO inventory.flash_purchase (order_id, sale_id, buyer, quantity)
                    VALUES (?, ?, ?, ?)
                    """, statement -> {
                statement.setObject(1, order);
                statement.setObject(2, purchase.sale.id().value());
                statement.setString(3, purchase.buyer);
                statement.setLong(4, purchase.quantity);
                return statement.executeUpdate();
            });
            count(purchase.sale, purchase.buyer, purchase.before + purchase.quantity);
        }
        settle(purchases.stream().map(Purchase::sale).toList());
    }

    /** After an order gave its pieces back. */
    void returned(UUID order) {
        var buyers = jdbc.prepareStatement(
                "SELECT sale_id, buyer FROM inventory.flash_purchase WHERE order_id = ? ORDER BY sale_id",
                statement -> {
                    statement.setObject(1, order);
                    try (var rows = statement.executeQuery()) {
                        var found = new HashMap<FlashSaleId, String>();
                        while (rows.next()) {
                            found.put(new FlashSaleId(rows.getObject("sale_id", UUID.class)), rows.getString("buyer"));
                        }
                        return found;
                    }
                });
        var touched = new ArrayList<FlashSale>();
        buyers.forEach((id, buyer) -> sales.find(id.value())
                .map(FlashSaleRow::toSale)
                .filter(sale -> sale.state() != FlashSaleState.ENDED)
                .ifPresent(sale -> {
                    touched.add(sale);
                    count(sale, buyer, bought(id, buyer));
                }));
        settle(touched);
    }

    /** Tells Redis after the commit what sales have left. */
    void settle(Collection<FlashSale> changed) {
        if (!changed.isEmpty()) {
            mirror.settleAfterCommit(
                    null,
                    pools.findBySales(
                            changed.stream().map(sale -> sale.id().value()).toList()));
        }
    }

    private void count(FlashSale sale, String buyer, long pieces) {
        var units = Math.multiplyExact(pieces, sale.step().units());
        mirror.afterCommit(() ->
                gates.count(new RedisGate.Gate(sale.merchant(), sale.id().value(), incarnation.token()), buyer, units));
    }

    private void takeTurn(FlashSaleId sale, String buyer) {
        jdbc.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", statement -> {
            statement.setString(1, "flash " + sale.value() + " " + buyer);
            return statement.execute();
        });
    }

    private long bought(FlashSaleId sale, String buyer) {
        return jdbc.prepareStatement(
                "SELECT COALESCE(sum(purchase.quantity), 0) " + STANDING + " AND purchase.buyer = ?", statement -> {
                    statement.setObject(1, sale.value());
                    statement.setString(2, buyer);
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                });
    }

    /** Of all buyers, in pieces of the stock that is sold. */
    @Transactional
    Map<String, Long> unitsByBuyer(FlashSale sale) {
        return jdbc.prepareStatement(
                "SELECT purchase.buyer, sum(purchase.quantity) AS pieces " + STANDING + " GROUP BY purchase.buyer",
                statement -> {
                    statement.setObject(1, sale.id().value());
                    try (var rows = statement.executeQuery()) {
                        var found = new HashMap<String, Long>();
                        while (rows.next()) {
                            found.put(
                                    rows.getString("buyer"),
                                    rows.getLong("pieces") * sale.step().units());
                        }
                        return found;
                    }
                });
    }

    /** What no order has been promised. */
    long unitsLeft(FlashSale sale) {
        return pools.findBySales(List.of(sale.id().value())).stream()
                .mapToLong(StockRow::onHand)
                .sum();
    }
}
