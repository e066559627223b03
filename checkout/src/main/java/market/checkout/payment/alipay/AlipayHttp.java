package market.checkout.payment.alipay;

import com.alipay.api.FileItem;
import com.alipay.api.internal.util.AbstractHttpClient;
import com.alipay.api.internal.util.WebUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Carries the SDK's calls over kept connections, with limits: its own client opens a connection per call, or shares
 * timeouts between everybody in the process.
 */
final class AlipayHttp extends AbstractHttpClient implements AutoCloseable {

    // More at a time do not come back sooner; and a slow provider must not take all threads of the engine.
    private static final int CALLS_MAX = 32;
    private static final Duration QUEUE_TIME = Duration.ofSeconds(2);
    private static final Duration CONNECT_TIME = Duration.ofSeconds(3);
    // Twice this is the longest a buyer waits for a code.
    private static final Duration ANSWER_TIME = Duration.ofSeconds(8);

    private static final Duration DOWNLOAD_TIME = Duration.ofMinutes(5);

    private final Semaphore calls = new Semaphore(CALLS_MAX);
    private final AlipayBreaker breaker = new AlipayBreaker(System::nanoTime);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIME)
            .build();

    @Override
    public String doPost(
            String url, Map<String, String> parameters, String charset, Map<String, String> responseHeaders)
            throws IOException {
        var body = WebUtils.buildQuery(parameters, charset);
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(ANSWER_TIME)
                .header("Content-Type", "application/x-www-form-urlencoded;charset=" + charset)
                .header("Accept", "text/plain,text/xml,text/javascript,text/html")
                .POST(HttpRequest.BodyPublishers.ofString(body == null ? "" : body, Charset.forName(charset)))
                .build();
        breaker.enter();
        try {
            if (!calls.tryAcquire(QUEUE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("Too many calls under way");
            }
            try {
                return send(request, charset);
            } finally {
                calls.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private String send(HttpRequest request, String charset) throws IOException, InterruptedException {
        var isAnswered = false;
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString(Charset.forName(charset)));
            if (response.statusCode() != 200) {
                // Without the body: it may repeat what was sent.
                throw new IOException("Status " + response.statusCode());
            }
            isAnswered = true;
            return response.body();
        } finally {
            if (isAnswered) {
                breaker.succeeded();
            } else {
                breaker.failed();
            }
        }
    }

    /** Apart from the calls: a large file must neither wait for them nor keep them waiting, nor wake the breaker. */
    byte[] download(String url) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(DOWNLOAD_TIME)
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
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
    public String doPost(
            String url,
            Map<String, String> parameters,
            Map<String, FileItem> files,
            String charset,
            Map<String, String> responseHeaders)
            throws IOException {
        throw new IOException("No payment sends files");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
