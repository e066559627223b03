package market.server.operating;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import market.kernel.Redis;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Readiness by service. PostgreSQL and Redis are needed to serve; Elasticsearch is not: search then answers degraded. */
@Singleton
@Readiness
final class ServiceHealth implements HealthIndicator {

    private static final int TIMEOUT_SECONDS = 2;

    private final DataSource database;
    private final Redis redis;
    private final SearchProbe search;
    private final ExecutorService executor;

    ServiceHealth(
            DataSource database,
            Redis redis,
            SearchProbe search,
            @Named(TaskExecutors.VIRTUAL) ExecutorService executor) {
        // The injected one only works inside a transaction.
        this.database = DelegatingDataSource.unwrapDataSource(database);
        this.redis = redis;
        this.search = search;
        this.executor = executor;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Flux.merge(
                probe("postgresql", HealthStatus.DOWN, this::asksDatabase),
                probe("redis", HealthStatus.DOWN, redis::ping),
                probe("elasticsearch", HealthStatus.UP, search::status));
    }

    private interface Probe {
        Object ask() throws SQLException;
    }

    private Mono<HealthResult> probe(String name, HealthStatus whenAway, Probe probe) {
        return Mono.fromCallable(() -> HealthResult.builder(name, HealthStatus.UP)
                        .details(Map.of("answer", probe.ask()))
                        .build())
                .onErrorResume(_ -> Mono.just(HealthResult.builder(name, whenAway)
                        .details(Map.of("answer", "away"))
                        .build()))
                .subscribeOn(Schedulers.fromExecutorService(executor));
    }

    private Object asksDatabase() throws SQLException {
        try (var connection = database.getConnection()) {
            if (!connection.isValid(TIMEOUT_SECONDS)) {
                throw new SQLException("The database does not answer");
            }
            return "PONG";
        }
    }
}
