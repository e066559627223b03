package market.search.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientOptions;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeoutException;
import market.kernel.Json;
import market.search.IndexAwayException;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Elasticsearch. Connects when first used; a server that is away costs one failed call and then nothing, until a
 * knock is answered. Every failure that the server or the way to it is to blame for is an {@link IndexAwayException}.
 */
@Singleton
class ElasticsearchConnection {

    /** A call to the server. */
    @FunctionalInterface
    interface Call<T> {
        T to(ElasticsearchClient client) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchConnection.class);
    private static final Duration CONNECT = Duration.ofMillis(500);
    /** Bulk writes and changes of indices may wait for shards. */
    private static final Duration WRITE = Duration.ofSeconds(20);

    private static final int CONNECTIONS_MAX = 64;
    private static final int NOT_FOUND = 404;

    private final RestClient rest;
    private final ElasticsearchClient searching;
    private final ElasticsearchClient writing;
    private final Breaker breaker;

    /**
     * @param url one address, or several of one cluster separated by commas; a user and password may stand in it
     * @param timeout of a search: a shopper waits no longer, and the database answers after that
     */
    ElasticsearchConnection(
            @Value("${market.elasticsearch.url}") String url,
            @Value("${market.elasticsearch.timeout:2s}") Duration timeout,
            Clock clock) {
        var uris = Arrays.stream(url.split(","))
                .map(String::strip)
                .map(URI::create)
                .toList();
        var hosts = uris.stream()
                .map(uri -> new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme()))
                .toArray(HttpHost[]::new);
        var builder = RestClient.builder(hosts)
                .setDefaultHeaders(authorization(uris.getFirst()))
                .setRequestConfigCallback(config -> timeouts(config, timeout))
                .setHttpClientConfigCallback(
                        http -> http.setMaxConnTotal(CONNECTIONS_MAX).setMaxConnPerRoute(CONNECTIONS_MAX));
        var path = uris.getFirst().getPath();
        if (path != null && path.length() > 1) {
            builder.setPathPrefix(path);
        }
        this.rest = builder.build();
        this.searching = new ElasticsearchClient(new RestClientTransport(rest, new JacksonJsonpMapper(Json.mapper())));
        var patient = RequestOptions.DEFAULT.toBuilder()
                .setRequestConfig(timeouts(RequestConfig.custom(), WRITE).build())
                .build();
        this.writing = searching.withTransportOptions(new RestClientOptions(patient, false));
        this.breaker = new Breaker(clock);
    }

    private static RequestConfig.Builder timeouts(RequestConfig.Builder config, Duration read) {
        return config.setConnectTimeout((int) CONNECT.toMillis())
                .setConnectionRequestTimeout((int) CONNECT.toMillis())
                .setSocketTimeout((int) read.toMillis());
    }

    private static Header[] authorization(URI uri) {
        var user = uri.getUserInfo();
        if (user == null) {
            return new Header[0];
        }
        var basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return new Header[] {new BasicHeader("Authorization", "Basic " + basic)};
    }

    @PreDestroy
    void close() throws IOException {
        rest.close();
    }

    /** Whether calls are let through; knocks at most twice a second while they are not. */
    boolean isReachable(Call<?> knock) {
        if (!breaker.isOpen()) {
            return true;
        }
        if (!breaker.mayKnock()) {
            return false;
        }
        try {
            carry(searching, knock);
            LOG.info("Elasticsearch answers again");
            return true;
        } catch (IndexAwayException e) {
            LOG.debug("Elasticsearch does not answer: {}", e.toString());
            return false;
        }
    }

    /** For reads that somebody waits for. An index that is replaced meanwhile is taken away under them: the new one answers. */
    <T> T search(Call<T> call) {
        requireClosed();
        try {
            return carry(searching, call);
        } catch (IndexAwayException e) {
            if (e.getCause() instanceof ElasticsearchException refusal && refusal.status() == NOT_FOUND) {
                return carry(searching, call);
            }
            throw e;
        }
    }

    /** For all else. */
    <T> T write(Call<T> call) {
        requireClosed();
        return carry(writing, call);
    }

    private void requireClosed() {
        if (breaker.isOpen()) {
            throw new IndexAwayException("Elasticsearch did not answer a moment ago");
        }
    }

    private <T> T carry(ElasticsearchClient client, Call<T> call) {
        try {
            var answer = call.to(client);
            breaker.succeeded();
            return answer;
        } catch (ElasticsearchException e) {
            throw refused(e);
        } catch (IOException e) {
            // Also an answer that is not of Elasticsearch: a proxy's, or of a server that is just starting.
            throw unanswered(e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof TimeoutException noConnection) {
                // All connections wait for answers; the client library has no better exception for it.
                throw unanswered(new IOException(noConnection));
            }
            throw e;
        }
    }

    private IndexAwayException refused(ElasticsearchException e) {
        if (e.status() >= 500 || e.status() == 429) {
            breaker.failed(false);
        } else {
            breaker.succeeded();
            if (e.status() != NOT_FOUND) {
                LOG.error("Elasticsearch refuses a request: {}", e.response(), e);
            }
        }
        return new IndexAwayException("Elasticsearch answers " + e.getMessage(), e);
    }

    private IndexAwayException unanswered(IOException e) {
        // A slow answer may be one slow query; a closed door is certain.
        var isCertain = e instanceof ConnectException && !(e instanceof ConnectTimeoutException);
        if (isCertain && !breaker.isOpen()) {
            LOG.warn("Elasticsearch is away: {}", e.toString());
        }
        breaker.failed(isCertain);
        return new IndexAwayException("Elasticsearch is away", e);
    }
}
