package market.graphql.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.netty.NettyHttpRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import market.graphql.ForgottenKeys;
import market.graphql.GraphQlRequest;
import market.graphql.Refusal;
import market.graphql.execution.PublicAnswer;
import market.kernel.Digests;
import market.kernel.Language;
import market.kernel.Memories;
import org.jspecify.annotations.Nullable;

/**
 * Answers to guests' trusted queries, kept ready to be sent until something they were made of changes. While this copy
 * does not hear of changes, they live two seconds.
 */
@Singleton
final class PublicAnswers {

    private static final int ADDRESSES_MAX = 20_000;
    private static final int LIFE_SECONDS_MAX = 300;
    private static final long UNHEARD_NANOS = Duration.ofSeconds(2).toNanos();
    // After a change, what it is read from may lag behind it: the search index, other memories of this copy.
    private static final long UNSETTLED_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long UNSETTLED_LIFE_NANOS = Duration.ofMillis(500).toNanos();

    /** A URL as it was sent, with the headers that choose among its answers. */
    private record Address(String url, Language language, AnswerType type) {}

    /** What decides an answer, however it was written in the URL. */
    record Key(String sha256, @Nullable String operationName, String variables, Language language, AnswerType type) {}

    private static final class Kept {
        private final StoredAnswer answer;
        private final Collection<String> keys;
        private final long readAt;
        private final long expiresAt;
        private volatile long checkedAtCount = -1;

        private Kept(StoredAnswer answer, Collection<String> keys, long readAt, long expiresAt) {
            this.answer = answer;
            this.keys = keys;
            this.readAt = readAt;
            this.expiresAt = expiresAt;
        }
    }

    private final ForgottenKeys forgotten;
    private final Memories memories;
    private final ObjectMapper canonical = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private final Cache<Address, Key> keys =
            Caffeine.newBuilder().maximumSize(ADDRESSES_MAX).build();
    private final Cache<Key, Kept> answers;

    /**
     * @param bytesMax how much memory answers may take; 0 keeps none
     */
    PublicAnswers(
            ForgottenKeys forgotten, Memories memories, @Value("${market.http.answer-bytes:33554432}") long bytesMax) {
        this.forgotten = forgotten;
        this.memories = memories;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Key _, Kept kept) -> kept.answer.weight())
                .build();
    }

    /** The answer to a URL that was answered before; nothing of the request is read for it but its headers. */
    Optional<HttpResponse<?>> find(HttpRequest<?> request) {
        if (!isShared(request)) {
            return Optional.empty();
        }
        AnswerType type;
        try {
            type = AnswerType.negotiate(request.getHeaders().get(HttpHeaders.ACCEPT));
        } catch (Refusal _) {
            return Optional.empty();
        }
        var key = keys.getIfPresent(new Address(url(request), language(request), type));
        return key == null ? Optional.empty() : find(key, request);
    }

    /** The answer to the same query under another URL. */
    Optional<HttpResponse<?>> find(Key key, HttpRequest<?> request) {
        var kept = answers.getIfPresent(key);
        if (kept == null || !isFresh(kept)) {
            return Optional.empty();
        }
        keys.put(new Address(url(request), key.language(), key.type()), key);
        return Optional.of(respond(kept.answer, request));
    }

    /** Keeps an answer that was begun at {@code readAt}, and sends it. */
    HttpResponse<?> keep(Key key, HttpRequest<?> request, PublicAnswer shared, byte[] body, long readAt) {
        var surrogates = List.copyOf(new TreeSet<>(shared.keys()));
        var answer = new StoredAnswer(body, key.type(), key.language(), shared.maxAgeSeconds(), surrogates);
        var isUnsettled = forgotten.isAnyForgottenSince(surrogates, readAt - UNSETTLED_NANOS);
        var life = Duration.ofSeconds(Math.min(LIFE_SECONDS_MAX, shared.maxAgeSeconds()))
                .toNanos();
        var expiresAt = System.nanoTime() + (isUnsettled ? UNSETTLED_LIFE_NANOS : life);
        answers.put(key, new Kept(answer, surrogates, readAt, expiresAt));
        keys.put(new Address(url(request), key.language(), key.type()), key);
        return respond(answer, request);
    }

    Key key(GraphQlRequest request, Language language, AnswerType type) {
        try {
            return new Key(
                    Digests.sha256Hex(request.query()),
                    request.operationName(),
                    canonical.writeValueAsString(request.variables()),
                    language,
                    type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever shows a credential is answered for himself. */
    static boolean isShared(HttpRequest<?> request) {
        return !request.getHeaders().contains(HttpHeaders.AUTHORIZATION);
    }

    private boolean isFresh(Kept kept) {
        var now = System.nanoTime();
        if (now - kept.expiresAt >= 0) {
            return false;
        }
        if (!memories.areCurrent()) {
            return now - kept.readAt < UNHEARD_NANOS && !forgotten.isAnyForgottenSince(kept.keys, kept.readAt);
        }
        var count = forgotten.count();
        if (kept.checkedAtCount == count) {
            return true;
        }
        if (forgotten.isAnyForgottenSince(kept.keys, kept.readAt)) {
            return false;
        }
        kept.checkedAtCount = count;
        return true;
    }

    private static HttpResponse<?> respond(StoredAnswer answer, HttpRequest<?> request) {
        return answer.respond(
                request.getHeaders().get(HttpHeaders.IF_NONE_MATCH),
                request.getHeaders().get(HttpHeaders.ACCEPT_ENCODING));
    }

    private static Language language(HttpRequest<?> request) {
        return Languages.negotiate(request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static String url(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                ? netty.getNativeRequest().uri()
                : request.getUri().toString();
    }
}
