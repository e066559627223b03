package market.benchmarks;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import market.local.LocalService;
import market.local.LocalServices;
import market.local.LocalServicesConfig;

/** The services that benchmarks measure on, with PostgreSQL set up so that it can be asked what it was told to do. */
final class Lab implements AutoCloseable {

    private static final Duration READY_TIME = Duration.ofMinutes(2);

    private final BenchSettings settings;
    private final LocalServices services;
    private final boolean hasElasticsearch;

    private Lab(BenchSettings settings, LocalServices services, boolean hasElasticsearch) {
        this.settings = settings;
        this.services = services;
        this.hasElasticsearch = hasElasticsearch;
    }

    static Lab start(BenchSettings settings, Set<LocalService> wanted, Consumer<String> progress) {
        var services = LocalServices.start(
                new LocalServicesConfig(settings.data(), wanted, settings.elasticsearchZip(), progress));
        var lab = new Lab(settings, services, wanted.contains(LocalService.ELASTICSEARCH));
        try {
            lab.logAsJson();
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
        return lab;
    }

    static Lab startAll(BenchSettings settings, Consumer<String> progress) {
        return start(settings, EnumSet.allOf(LocalService.class), progress);
    }

    /** The log is read back by {@link StatementLog}; nothing is written into it until that asks for it. */
    private void logAsJson() {
        boolean isOn;
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET log_statement = 'none'");
            statement.execute("SELECT pg_reload_conf()");
            try (var rows = statement.executeQuery("SHOW log_destination")) {
                rows.next();
                isOn = rows.getString(1).equals("jsonlog");
            }
            if (!isOn) {
                statement.execute("ALTER SYSTEM SET logging_collector = on");
                statement.execute("ALTER SYSTEM SET log_destination = 'jsonlog'");
            }
        } catch (SQLException e) {
            throw new BenchmarkException("PostgreSQL could not be prepared", e);
        }
        if (!isOn) {
            services.stop(LocalService.POSTGRES);
            services.start(LocalService.POSTGRES);
        }
    }

    EngineProcess startEngine(Consumer<String> progress) {
        if (hasElasticsearch) {
            services.awaitReady(LocalService.ELASTICSEARCH, READY_TIME);
        }
        return EngineProcess.start(settings, services, progress);
    }

    /** An engine that speaks to Elasticsearch through something else. */
    EngineProcess startEngine(String elasticsearchUrl, Consumer<String> progress) {
        services.awaitReady(LocalService.ELASTICSEARCH, READY_TIME);
        return EngineProcess.start(settings, services, elasticsearchUrl, progress);
    }

    URI elasticsearchUrl() {
        return URI.create(services.elasticsearchUrl());
    }

    BenchSettings settings() {
        return settings;
    }

    String postgresUrl() {
        return services.postgresUrl();
    }

    String redisUri() {
        return services.redisUri();
    }

    /** A connection to the engine's database. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgresUrl());
    }

    @Override
    public void close() {
        services.close();
    }
}
