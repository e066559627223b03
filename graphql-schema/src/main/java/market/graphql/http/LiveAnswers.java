package market.graphql.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import market.graphql.GraphQlRequest;
import market.graphql.Live;
import market.graphql.LiveTopics;
import market.graphql.RequestContext;
import market.graphql.execution.GraphQlExecutor;
import market.graphql.rate.LivePlaces;
import market.kernel.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Answers as server-sent events, in the distinct connections mode of graphql-sse: one operation a request, each answer a
 * {@code next}, and {@code complete} at the end. The first answer is the state as it is.
 */
@Singleton
final class LiveAnswers implements GracefulShutdownCapable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveAnswers.class);
    private static final byte[] KEEP_ALIVE = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMPLETE = "event: complete\ndata:\n\n".getBytes(StandardCharsets.US_ASCII);

    private final GraphQlExecutor executor;
    private final AnswerWriter writer;
    private final LiveTopics topics;
    private final LivePlaces places;
    private final Callers callers;
    private final Duration keepAlive;
    private final Duration life;

    LiveAnswers(
            GraphQlExecutor executor,
            AnswerWriter writer,
            LiveTopics topics,
            LivePlaces places,
            Callers callers,
            @Value("${market.live.keep-alive:15s}") Duration keepAlive,
            @Value("${market.live.life:30m}") Duration life) {
        this.executor = executor;
        this.writer = writer;
        this.topics = topics;
        this.places = places;
        this.callers = callers;
        this.keepAlive = keepAlive;
        this.life = life;
    }

    HttpResponse<?> stream(GraphQlRequest request, RequestContext context) {
        var live = new Live(topics);
        var place = places.take(context);
        Map<String, Object> first;
        try {
            if (!context.token().isEmpty()) {
                live.watchSession(Sessions.idOf(context.token()));
            }
            first = executor.executeLive(request, context, live);
        } catch (RuntimeException e) {
            live.close();
            place.close();
            throw e;
        }
        var stream = new Stream(request, context, live, place, writer.bytes(first));
        return HttpResponse.ok(Flux.create(stream::open))
                .header(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header(HttpHeaders.CONTENT_LANGUAGE, context.language().tag())
                // Proxies that gather answers would hold events back.
                .header("X-Accel-Buffering", "no");
    }

    /** Subscribers come back to another copy; this one must not wait for them. */
    @Override
    public CompletionStage<?> shutdownGracefully() {
        topics.tellAll();
        return CompletableFuture.completedStage(null);
    }

    private final class Stream {

        private final GraphQlRequest request;
        private final RequestContext context;
        private final Live live;
        private final LivePlaces.Place place;
        private byte[] shown;

        private Stream(
                GraphQlRequest request, RequestContext context, Live live, LivePlaces.Place place, byte[] first) {
            this.request = request;
            this.context = context;
            this.live = live;
            this.place = place;
            this.shown = first;
        }

        private void open(FluxSink<byte[]> sink) {
            sink.onCancel(live::end);
            Thread.ofVirtual().name("live-" + context.traceId()).start(() -> follow(sink));
        }

        private void follow(FluxSink<byte[]> sink) {
            var end = System.nanoTime() + life.toNanos();
            try (live;
                    place) {
                sink.next(event(shown));
                while (!live.isOver() && !sink.isCancelled() && System.nanoTime() - end < 0) {
                    var isNews = live.hasNewsWithin(keepAlive);
                    if (!callers.isStillGood(context)) {
                        // Signed out, here or on another copy: nothing more is for this ear.
                        live.end();
                    } else if (isNews) {
                        showChange(sink);
                    } else {
                        place.renew();
                        sink.next(KEEP_ALIVE);
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The subscriber comes again and is then told what is wrong.
                LOG.warn("A subscription ended early", e);
            }
            sink.next(COMPLETE);
            sink.complete();
        }

        private void showChange(FluxSink<byte[]> sink) {
            if (sink.isCancelled()) {
                return;
            }
            var now = writer.bytes(executor.executeLive(request, context, live));
            if (!Arrays.equals(now, shown)) {
                shown = now;
                sink.next(event(now));
            }
        }
    }

    private static byte[] event(byte[] json) {
        var text = "event: next\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
