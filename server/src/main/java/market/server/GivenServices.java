package market.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Asks the services that are not the engine's own whether they are there, before anything is begun. */
final class GivenServices {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int REDIS_PORT = 6379;

    private GivenServices() {}

    /** Elasticsearch is not asked: the engine starts without it and answers more plainly. */
    static void require(EngineSettings settings) {
        if (settings.postgresUrl() != null) {
            requirePostgres(settings.postgresUrl());
        }
        if (settings.redisUri() != null) {
            requireOneRedis(settings.redisUri());
        }
    }

    private static void requirePostgres(String url) {
        DriverManager.setLoginTimeout((int) PATIENCE.toSeconds());
        try (var connection = DriverManager.getConnection(url)) {
            connection.isValid((int) PATIENCE.toSeconds());
        } catch (SQLException e) {
            throw new StartRefusedException("PostgreSQL cannot be used (MARKET_POSTGRES_URL): " + e.getMessage());
        }
    }

    /** Of a cluster one node is enough: it knows the others. */
    private static void requireOneRedis(String uris) {
        var reason = "";
        for (var text : uris.split(",", -1)) {
            var uri = URI.create(text.strip());
            var port = uri.getPort() < 0 ? REDIS_PORT : uri.getPort();
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(uri.getHost(), port), (int) PATIENCE.toMillis());
                return;
            } catch (IOException e) {
                reason = uri.getHost() + ":" + port + ": " + e.getMessage();
            }
        }
        throw new StartRefusedException("Redis cannot be used (MARKET_REDIS_URI): " + reason);
    }
}
