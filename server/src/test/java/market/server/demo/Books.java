package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import market.server.TestEngine;

/** What must be true of stock, orders and holds once nobody buys any more, whatever happened before. */
record Books(String postgresUrl, String redisUri, String keyPrefix) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String LEVELS_OFF = """
            SELECT count(*)
              FROM inventory.stock AS stock
              LEFT JOIN (SELECT variant_id, location_id, sum(on_hand_delta) AS on_hand, sum(committed_delta) AS committed
                           FROM inventory.movement
                          GROUP BY variant_id, location_id) AS moved USING (variant_id, location_id)
             WHERE stock.on_hand <> COALESCE(moved.on_hand, 0) OR stock.committed <> COALESCE(moved.committed, 0)
                OR stock.committed < 0 OR stock.committed > stock.on_hand
            """;
    private static final String ORDERS_WITHOUT_STOCK = """
            SELECT count(*)
              FROM (SELECT order_id, variant_id, sum(quantity) AS pieces
                      FROM checkout.order_line
                     GROUP BY order_id, variant_id) AS ordered
              FULL JOIN (SELECT order_id, variant_id, sum(quantity) AS pieces
                           FROM inventory.commitment
                          GROUP BY order_id, variant_id) AS promised USING (order_id, variant_id)
             WHERE ordered.pieces IS DISTINCT FROM promised.pieces
            """;
    private static final String STATES_OFF = """
            SELECT count(*)
              FROM checkout.buyer_order AS ordered
              JOIN inventory.commitment AS promised ON promised.order_id = ordered.id
             WHERE promised.state <> CASE ordered.state WHEN 'CANCELLED' THEN 'RELEASED'
                                                        WHEN 'PENDING_PAYMENT' THEN 'COMMITTED' ELSE 'SOLD' END
            """;
    private static final String PROMISES_OFF = """
            SELECT count(*)
              FROM inventory.stock AS stock
             WHERE stock.committed <> (SELECT COALESCE(sum(quantity), 0)
                                         FROM inventory.commitment AS promised
                                        WHERE promised.variant_id = stock.variant_id
                                          AND promised.location_id = stock.location_id
                                          AND promised.state = 'COMMITTED')
            """;

    void assertThatTheyAreEqual(Collection<String> toldOrders) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                number("SELECT count(*) FROM checkout.buyer_order WHERE state = 'PENDING_PAYMENT'"))
                        .isZero());
        assertThat(number(LEVELS_OFF))
                .as("levels that are not the sum of their movements")
                .isZero();
        assertThat(number(ORDERS_WITHOUT_STOCK))
                .as("orders without their stock")
                .isZero();
        assertThat(number(STATES_OFF))
                .as("stock that is not where its order is")
                .isZero();
        assertThat(number(PROMISES_OFF)).as("committed pieces of no order").isZero();
        assertThat(orderNumbers()).as("orders that were said to be placed").containsAll(toldOrders);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counters()).isEqualTo(free()));
    }

    private long number(String sql) {
        return TestEngine.number(postgresUrl, sql);
    }

    private List<String> orderNumbers() {
        return List.copyOf(read("SELECT number, 0 FROM checkout.buyer_order").keySet());
    }

    /** What Redis gives out by stock row, of those merchants whose goods somebody asked for. */
    private Map<String, Long> counters() {
        var found = new TreeMap<String, Long>();
        try (var client = RedisClient.create(redisUri);
                var connection = client.connect()) {
            var redis = connection.sync();
            assertThat(redis.keys(keyPrefix + "stock:*:h:*")).as("holds left").isEmpty();
            assertThat(redis.keys(keyPrefix + "stock:*:b"))
                    .as("buyers who hold")
                    .isEmpty();
            for (var key : redis.keys(keyPrefix + "stock:*:a:*")) {
                var variant = key.substring(key.lastIndexOf(':') + 1);
                redis.hgetall(key)
                        .forEach((location, count) -> found.put(variant + "/" + location, Long.valueOf(count)));
            }
        }
        return found;
    }

    private Map<String, Long> free() {
        return read("SELECT variant_id || '/' || location_id, on_hand - committed FROM inventory.stock");
    }

    private Map<String, Long> read(String sql) {
        try (var connection = DriverManager.getConnection(postgresUrl);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new TreeMap<String, Long>();
            while (rows.next()) {
                found.put(rows.getString(1), rows.getLong(2));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
