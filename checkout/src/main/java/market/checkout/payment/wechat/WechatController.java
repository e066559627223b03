package market.checkout.payment.wechat;

import com.wechat.pay.java.core.notification.RequestParam;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import market.checkout.payment.Notifications;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where WeChat Pay tells of payments. */
@Controller("/wechat")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Requires(beans = WechatSettings.class)
final class WechatController {

    private static final Logger LOG = LoggerFactory.getLogger(WechatController.class);
    // The real ones are below 4 KiB. Everybody can send something here, and it is stored.
    private static final int BYTES_MAX = 16 * 1024;

    private final Notifications notifications;
    private final WechatConnection connection;

    WechatController(Notifications notifications, WechatConnection connection) {
        this.notifications = notifications;
        this.connection = connection;
    }

    /** Anything but a success is told again. */
    @Post("/notify")
    @Consumes(MediaType.ALL)
    HttpResponse<?> hear(HttpRequest<?> request, @Body byte @Nullable [] body) {
        if (body == null || body.length == 0 || body.length > BYTES_MAX) {
            return HttpResponse.badRequest();
        }
        try {
            return take(request.getHeaders(), body)
                    ? HttpResponse.noContent()
                    : HttpResponse.status(HttpStatus.UNAUTHORIZED);
        } catch (RuntimeException e) {
            LOG.error("wechat notification not taken cause={}", e.getClass().getSimpleName());
            LOG.debug("wechat notification not taken", e);
            return HttpResponse.serverError();
        }
    }

    private boolean take(HttpHeaders headers, byte[] body) {
        var received = notifications.receive(WechatProvider.NAME, body);
        if (received.isKnown()) {
            return true;
        }
        var message = new RequestParam.Builder()
                .serialNumber(headers.get("Wechatpay-Serial", String.class, ""))
                .nonce(headers.get("Wechatpay-Nonce", String.class, ""))
                .signature(headers.get("Wechatpay-Signature", String.class, ""))
                .timestamp(headers.get("Wechatpay-Timestamp", String.class, ""))
                // Ours to say, not the message's.
                .signType(WechatConnection.SIGNATURE)
                .body(new String(body, StandardCharsets.UTF_8))
                .build();
        var transaction = connection.read(message);
        if (transaction.isEmpty()) {
            notifications.forged(received.eventId());
            return false;
        }
        if (transaction.get().getOutTradeNo() == null || transaction.get().getTradeState() == null) {
            // Of a refund, for one: those are asked about until they are proven.
            notifications.malformed(received.eventId());
        } else {
            notifications.accept(received.eventId(), WechatProvider.snapshot(transaction.get()));
        }
        return true;
    }
}
