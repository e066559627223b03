package market.checkout.payment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls to one provider over kept connections, with limits: so many at a time, so long each, and a rest for a provider that
 * does not answer. Nothing is repeated here; whoever calls knows whether that is safe.
 */
public final class ProviderHttp implements AutoCloseable {

    // More at a time do not come back sooner; and a slow provider must not take all threads of the engine.
    private static final int CALLS_MAX = 32;
    private static final Duration QUEUE_TIME = Duration.ofSeconds(2);
    private static final Duration CONNECT_TIME = Duration.ofSeconds(3);
    // Twice this is the longest a buyer waits for a code.
    private static final Duration ANSWER_TIME = Duration.ofSeconds(8);
    private static final Duration DOWNLOAD_TIME = Duration.ofMinutes(5);

    private final Duration answerTime;
    private final Semaphore calls = new Semaphore(CALLS_MAX);
    private final Breaker breaker = new Breaker(System::nanoTime);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIME)
            .build();

    public ProviderHttp() {
        this(ANSWER_TIME);
    }

    ProviderHttp(Duration answerTime) {
        this.answerTime = answerTime;
    }

    /** A call that may take its time. */
    public HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(answerTime);
    }

    /** An answer of whatever status; one from 500 upwards counts as none for the rest that a provider is given. */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        breaker.enter();
        try {
            if (!calls.tryAcquire(QUEUE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("Too many calls under way");
            }
            try {
                return answer(request, body);
            } finally {
                calls.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private <T> HttpResponse<T> answer(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        var isAnswered = false;
        // The time of a request ends with the first line of its answer; a body that drips would be waited for without
        // end.
        var pending = client.sendAsync(request, body);
        try {
            var response = pending.get(answerTime.toMillis(), TimeUnit.MILLISECONDS);
            isAnswered = response.statusCode() < 500;
            return response;
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("No whole answer within " + answerTime);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } finally {
            pending.cancel(true);
            if (isAnswered) {
                breaker.succeeded();
            } else {
                breaker.failed();
            }
        }
    }

    /** Apart from the calls: a large file must neither wait for them nor keep them waiting, nor wake the breaker. */
    public byte[] download(HttpRequest.Builder file) throws IOException {
        try {
            var response = client.send(file.timeout(DOWNLOAD_TIME).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("Status " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
