package market.server.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What one request asks of the services. The thread of a request carries its trace id in the log's context and makes all
 * its calls itself; what goes on in the background has no trace id and is not counted. The clients of Redis and of
 * Elasticsearch log every call on the thread that makes it.
 */
final class Meter extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {

    /** Engines that start while this property is set are counted. */
    static final String SWITCH = "market.test.counted";

    private static final String REDIS = "io.lettuce.core.RedisChannelHandler";
    private static final String ELASTICSEARCH = "org.elasticsearch.client.RestClient";
    /** Points are fetched for many requests at once, at most once a second and caller: no request's own work. */
    private static final String RATE = "market.graphql.rate.";

    private static final Queue<Asked> SEEN = new ConcurrentLinkedQueue<>();

    enum Service {
        SQL,
        REDIS,
        ELASTICSEARCH
    }

    record Asked(String trace, Service service, String text) {}

    /** How often each service was, or may be, asked. */
    record Counts(int sql, int redis, int elasticsearch) {

        boolean isWithin(Counts most) {
            return sql <= most.sql && redis <= most.redis && elasticsearch <= most.elasticsearch;
        }

        @Override
        public String toString() {
            return sql + "," + redis + "," + elasticsearch;
        }
    }

    /** All that one request asked for, in order. */
    record Work(List<Asked> asked) {

        Counts counts() {
            return new Counts(count(Service.SQL), count(Service.REDIS), count(Service.ELASTICSEARCH));
        }

        private int count(Service service) {
            return Math.toIntExact(
                    asked.stream().filter(each -> each.service() == service).count());
        }

        /** One call a line. */
        String detail() {
            return asked.stream()
                    .map(each -> each.service() + " " + each.text().replaceAll("\\s+", " "))
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public String toString() {
            return counts().toString();
        }
    }

    private Meter() {}

    /** To be opened before the engine starts: clients look once whether anybody listens. */
    static Meter open() {
        System.setProperty(SWITCH, "true");
        var meter = new Meter();
        meter.start();
        for (var name : List.of(REDIS, ELASTICSEARCH)) {
            var logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(meter);
        }
        return meter;
    }

    static void count(Service service, String text) {
        var trace = MDC.get("traceId");
        if (trace != null) {
            SEEN.add(new Asked(trace, service, text));
        }
    }

    /** The work of the one request that the deed makes. */
    Work of(Runnable deed) {
        SEEN.clear();
        deed.run();
        var seen = List.copyOf(SEEN);
        if (seen.stream().map(Asked::trace).distinct().count() > 1) {
            throw new IllegalStateException("More than one request: " + seen);
        }
        return new Work(seen);
    }

    @Override
    protected void append(ILoggingEvent event) {
        var text = event.getFormattedMessage();
        if (event.getLoggerName().equals(ELASTICSEARCH)) {
            count(Service.ELASTICSEARCH, text);
        } else if (text.startsWith("dispatching command") && !isForPoints()) {
            count(Service.REDIS, text);
        }
    }

    private static boolean isForPoints() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(RATE)));
    }

    @Override
    public void close() {
        System.clearProperty(SWITCH);
        for (var name : List.of(REDIS, ELASTICSEARCH)) {
            var logger = (Logger) LoggerFactory.getLogger(name);
            logger.detachAppender(this);
            logger.setLevel(null);
            logger.setAdditive(true);
        }
    }
}
