package market.checkout.payment.alipay;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import market.checkout.payment.Notifications;
import market.checkout.payment.PaymentReturns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where Alipay tells of payments, and where it sends buyers back to. */
@Controller("/alipay")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class AlipayController {

    private static final Logger LOG = LoggerFactory.getLogger(AlipayController.class);
    // The real ones are below 4 KiB. Everybody can send something here, and it is stored.
    private static final int BYTES_MAX = 16 * 1024;
    /** Anything but exactly this is repeated by Alipay. */
    private static final String SUCCESS = "success";

    private static final String FAILURE = "failure";

    private final Notifications notifications;
    private final AlipayNotice notice;
    private final PaymentReturns returns;

    AlipayController(Notifications notifications, AlipayNotice notice, PaymentReturns returns) {
        this.notifications = notifications;
        this.notice = notice;
        this.returns = returns;
    }

    /** A genuine message that does not fit is stored and alarmed; repeating it would repair nothing. */
    @Post("/notify")
    @Consumes(MediaType.ALL)
    @Produces(MediaType.ALL)
    HttpResponse<String> hear(@Body byte @Nullable [] body) {
        return HttpResponse.ok(answer(body)).contentType(MediaType.TEXT_PLAIN_TYPE);
    }

    private String answer(byte @Nullable [] body) {
        if (body == null || body.length == 0 || body.length > BYTES_MAX) {
            return FAILURE;
        }
        try {
            return take(body);
        } catch (RuntimeException e) {
            // Not stored: it is told again, and polls find it too.
            // Only the kind of fault: a database's message may repeat the row.
            LOG.error("alipay notification not taken cause={}", e.getClass().getSimpleName());
            LOG.debug("alipay notification not taken", e);
            return FAILURE;
        }
    }

    private String take(byte[] body) {
        var received = notifications.receive(AlipayProvider.NAME, body);
        if (received.isKnown()) {
            return SUCCESS;
        }
        var fields = notice.verify(body);
        if (fields.isEmpty()) {
            notifications.forged(received.eventId());
            return FAILURE;
        }
        AlipayNotice.snapshot(fields.get())
                .ifPresentOrElse(
                        snapshot -> notifications.accept(received.eventId(), snapshot),
                        () -> notifications.malformed(received.eventId()));
        return SUCCESS;
    }

    /** What the address says about the payment is not even read: anybody can write it. */
    @Get("/return")
    @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
    HttpResponse<String> comeBack(@Nullable @QueryValue("out_trade_no") String attemptNo) {
        var target = attemptNo == null ? null : returns.come(attemptNo).orElse(null);
        return target == null
                ? HttpResponse.ok("请回到商店查看订单。\nPlease go back to the shop to see your order.\n")
                : HttpResponse.seeOther(target);
    }
}
