package market.benchmarks;

import io.micronaut.context.ApplicationContext;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.local.PostgresDatabases;

/** The rooms in this process, on a database of their own. */
record StockRoom(Lab lab) {

    static final String DATABASE = "bench_holds";
    private static final String NOBODY = "http://127.0.0.1:9";

    void empty() throws SQLException {
        try (var connection = lab.connect();
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        }
        new PostgresDatabases(lab.postgresUrl()).createIfMissing(DATABASE);
    }

    ApplicationContext open() {
        return ApplicationContext.builder()
                .packages("market")
                .banner(false)
                .properties(properties(new PostgresDatabases(lab.postgresUrl()).url(DATABASE)))
                .start();
    }

    private Map<String, Object> properties(String database) {
        var properties = new HashMap<String, Object>(Map.of(
                "datasources.default.url",
                database,
                "market.redis.uri",
                lab.redisUri(),
                "market.redis.key-prefix",
                "bench:",
                "market.elasticsearch.url",
                NOBODY,
                "market.production",
                false,
                "market.public-url",
                NOBODY,
                "market.data-folder",
                lab.settings().data().toString()));
        // No hold is paid for, but the rooms that take payments want to be told how.
        for (var name : List.of("gateway-url", "app-id", "seller-id", "app-private-key", "public-key")) {
            properties.put("market.alipay." + name, NOBODY);
        }
        return properties;
    }
}
