package market.checkout.payment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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

    private final Semaphore calls = new Semaphore(CALLS_MAX);
    private final Breaker breaker = new Breaker(System::nanoTime);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIME)
            .build();

    /** With the time that a call may take. */
    public HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(ANSWER_TIME);
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
        try {
            var response = client.send(request, body);
            isAnswered = response.statusCode() < 500;
            return response;
        } finally {
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
