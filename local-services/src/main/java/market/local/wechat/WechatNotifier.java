package market.local.wechat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells shops of payments: encrypted for them, signed by the institution; once, for what is lost is found by asking. */
final class WechatNotifier {

    private static final Logger LOG = LoggerFactory.getLogger(WechatNotifier.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ASSOCIATED = "transaction";

    private record Message(String url, String body) {}

    private final WechatSigning signing;
    private final Executor threads;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger lost = new AtomicInteger();
    private final Map<String, Message> last = new ConcurrentHashMap<>();

    WechatNotifier(WechatSigning signing, Executor threads) {
        this.signing = signing;
        this.threads = threads;
    }

    void lose(int count) {
        lost.set(count);
    }

    void tell(WechatOrder order) {
        var message = new Message(order.notifyUrl(), body(order));
        last.put(order.outTradeNo(), message);
        if (lost.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            threads.execute(() -> send(message.url, message.body, signing.headers(message.body)));
        }
    }

    int sendForged(String outTradeNo) {
        var message = last.get(outTradeNo);
        return message == null
                ? 0
                : send(
                        message.url,
                        message.body.replace("TRANSACTION.SUCCESS", "TRANSACTION.success"),
                        signing.headers(message.body));
    }

    private int send(String url, String body, Map<String, String> headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::header);
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            LOG.debug("notification not delivered", e);
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static String body(WechatOrder order) {
        try {
            var resource = new HashMap<>(
                    WechatSealing.seal(JSON.writeValueAsString(WechatEndpoint.transaction(order)), ASSOCIATED));
            resource.put("original_type", "transaction");
            return JSON.writeValueAsString(Map.of(
                    "id",
                    UUID.randomUUID().toString(),
                    "create_time",
                    order.paidAt().toString(),
                    "event_type",
                    "TRANSACTION.SUCCESS",
                    "resource_type",
                    "encrypt-resource",
                    "resource",
                    resource,
                    "summary",
                    "支付成功"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
