package market.benchmarks;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Variants with so many pieces that no run sells them out. */
record StockedShelf(Lab lab) {

    private static final String PIECES = "10000000";
    private static final String PAGES = """
            query Shelf { pavilions { listings(first: 40) { edges { node {
              variants(first: 1) { edges { node { id minQuantity availability } } } } } } } }
            """;

    /** Fills every stock row, then answers with global ids of variants that a guest can buy one piece of. */
    List<String> fill(URI engine, int count) throws IOException, SQLException {
        try (var connection = lab.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    WITH filled AS (
                        UPDATE inventory.stock
                           SET on_hand = on_hand + %1$s, version = version + 1
                         WHERE on_hand < %1$s
                        RETURNING variant_id, location_id, merchant_id
                    )
                    INSERT INTO inventory.movement
                           (variant_id, location_id, merchant_id, kind, on_hand_delta, committed_delta)
                    SELECT variant_id, location_id, merchant_id, 'RECEIPT', %1$s, 0
                      FROM filled
                    """.formatted(PIECES));
        }
        // The counters are rebuilt from PostgreSQL at the next hold.
        try (var client = RedisClient.create(lab.redisUri());
                var redis = client.connect()) {
            redis.sync().flushdb();
        }
        return variants(engine, count);
    }

    private static List<String> variants(URI engine, int count) throws IOException {
        var found = new ArrayList<String>();
        try (var connection = new HttpConnection(engine)) {
            for (var pavilion : Journey.ask(connection, engine, PAGES, Map.of()).path("pavilions")) {
                for (var listing : pavilion.path("listings").path("edges")) {
                    var variant = listing.at("/node/variants/edges/0/node");
                    if (variant.path("minQuantity").asText().equals("1")
                            && variant.path("availability").asText().equals("IN_STOCK")) {
                        found.add(variant.path("id").asText());
                    }
                }
            }
        }
        if (found.size() < count) {
            throw new BenchmarkException("Only " + found.size() + " variants can be bought");
        }
        return List.copyOf(found.subList(0, count));
    }
}
