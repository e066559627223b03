package market.server.demo;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import market.server.TestEngine;

/** Two copies of the engine on one set of services and one payment gateway, and a town at each of them. */
record TwoCopies(TestEngine first, TestEngine second, Town here, Town there) implements AutoCloseable {

    static TwoCopies start(Path folder, Map<String, String> settings) {
        var first = TestEngine.start(folder.resolve("first"), settings);
        var second = first.copy(folder.resolve("second"), TestEngine.gatewaySettings(first.gateway()));
        return new TwoCopies(first, second, town(first), town(second));
    }

    private static Town town(TestEngine engine) {
        return new Town(engine.url(), new Report(_ -> {}));
    }

    /** As a load balancer would choose. */
    Town any() {
        return ThreadLocalRandom.current().nextBoolean() ? here : there;
    }

    Books books() {
        return new Books(first.postgresUrl(), first.redisUri(), first.redisKeyPrefix());
    }

    /** By how many pieces counters were off, as both copies told. */
    double drift() {
        return Stream.of(first, second)
                .map(engine -> engine.engine().context().getBean(MeterRegistry.class))
                .flatMap(meters -> meters.find("market.inventory.drift").counters().stream())
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}
