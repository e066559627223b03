package market.checkout.payment.wechat;

import com.wechat.pay.java.service.payments.jsapi.model.Payer;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.wechat.pay.java.service.refund.model.Status;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import market.checkout.payment.Bill;
import market.checkout.payment.Marketplace;
import market.checkout.payment.Payee;
import market.checkout.payment.PaymentProduct;
import market.checkout.payment.PaymentProvider;
import market.checkout.payment.PaymentRequest;
import market.checkout.payment.RefundRequest;
import market.checkout.payment.Snapshot;
import market.checkout.payment.wechat.WechatConnection.Answer;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** Pays by code and within WeChat. Judges by the state of the transaction, never by what a call alone said. */
@Singleton
@Requires(beans = WechatSettings.class)
final class WechatProvider implements PaymentProvider {

    static final String NAME = "WECHAT";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final int DESCRIPTION_MAX = 40;
    private static final int REASON_MAX = 25;

    private final WechatSettings settings;
    private final WechatConnection connection;
    private final WechatBills bills;
    private final Ids ids;
    private final Clock clock;

    WechatProvider(WechatSettings settings, WechatConnection connection, WechatBills bills, Ids ids, Clock clock) {
        this.settings = settings;
        this.connection = connection;
        this.bills = bills;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Payee payee() {
        return settings.payee;
    }

    @Override
    public Set<PaymentProduct> products(Money amount) {
        return amount.minor() <= Integer.MAX_VALUE ? Set.of(PaymentProduct.QR, PaymentProduct.JSAPI) : Set.of();
    }

    @Override
    public StartAnswer start(PaymentRequest request) {
        return switch (request.product()) {
            case QR -> code(request);
            case JSAPI -> inApp(request);
            case PAGE, WAP, APP -> new StartAnswer.Unknown();
        };
    }

    private StartAnswer code(PaymentRequest payment) {
        var amount = new Amount();
        amount.setTotal(Math.toIntExact(payment.amount().minor()));
        amount.setCurrency("CNY");
        var request = new PrepayRequest();
        request.setAppid(settings.payee.appId());
        request.setMchid(settings.payee.sellerId());
        request.setDescription(description(payment));
        request.setOutTradeNo(payment.attemptNo());
        request.setTimeExpire(TIME.format(payment.expiresAt().atOffset(CHINA)));
        request.setNotifyUrl(settings.notifyUrl);
        request.setAmount(amount);
        return ready(
                connection.call(
                        "code",
                        payment.attemptNo(),
                        () -> connection.codes.prepay(request).getCodeUrl()),
                payment.expiresAt());
    }

    private StartAnswer inApp(PaymentRequest payment) {
        var amount = new com.wechat.pay.java.service.payments.jsapi.model.Amount();
        amount.setTotal(Math.toIntExact(payment.amount().minor()));
        amount.setCurrency("CNY");
        var payer = new Payer();
        payer.setOpenid(payment.payer());
        var request = new com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest();
        request.setAppid(settings.payee.appId());
        request.setMchid(settings.payee.sellerId());
        request.setDescription(description(payment));
        request.setOutTradeNo(payment.attemptNo());
        request.setTimeExpire(TIME.format(payment.expiresAt().atOffset(CHINA)));
        request.setNotifyUrl(settings.notifyUrl);
        request.setAmount(amount);
        request.setPayer(payer);
        return ready(
                connection.call(
                        "in-app",
                        payment.attemptNo(),
                        () -> kitCall(connection.inApp.prepay(request).getPrepayId())),
                payment.expiresAt());
    }

    /** What a page hands to the app, signed; the time is not compared with anything. */
    private String kitCall(String prepayId) {
        var appId = settings.payee.appId();
        var time = Long.toString(clock.instant().getEpochSecond());
        var nonce = ids.secret().toString().replace("-", "");
        var order = "prepay_id=" + prepayId;
        return Json.write(Map.of(
                "appId", appId,
                "timeStamp", time,
                "nonceStr", nonce,
                "package", order,
                "signType", "RSA",
                "paySign", connection.sign(appId + "\n" + time + "\n" + nonce + "\n" + order + "\n")));
    }

    private static StartAnswer ready(Answer<String> answer, Instant until) {
        return answer instanceof Answer.Given<String> given
                ? new StartAnswer.Ready(given.value(), until)
                : new StartAnswer.Unknown();
    }

    private static String description(PaymentRequest payment) {
        var subject = payment.subject();
        return subject.substring(0, Math.min(subject.length(), DESCRIPTION_MAX));
    }

    @Override
    public Snapshot fetch(String attemptNo) {
        var request = new QueryOrderByOutTradeNoRequest();
        request.setMchid(settings.payee.sellerId());
        request.setOutTradeNo(attemptNo);
        return switch (connection.call("query", attemptNo, () -> connection.codes.queryOrderByOutTradeNo(request))) {
            case Answer.Given<Transaction> given
            when attemptNo.equals(given.value().getOutTradeNo()) -> snapshot(given.value());
            case Answer.Refused<Transaction> refused
            when refused.code().equals("ORDER_NOT_EXIST") -> Snapshot.bare(attemptNo, Snapshot.Status.NOT_EXIST);
            case Answer.Given<Transaction> _, Answer.Refused<Transaction> _, Answer.Nothing<Transaction> _ ->
                Snapshot.bare(attemptNo, Snapshot.Status.UNKNOWN);
        };
    }

    /** Refunds are not told of here: they are pursued and asked about one by one. */
    static Snapshot snapshot(Transaction transaction) {
        var status = switch (transaction.getTradeState()) {
            case SUCCESS, REFUND -> Snapshot.Status.PAID;
            case NOTPAY, USERPAYING, ACCEPT -> Snapshot.Status.WAITING;
            case CLOSED, REVOKED -> Snapshot.Status.CLOSED;
            // The buyer may try again until the order expires.
            case PAYERROR -> Snapshot.Status.WAITING;
            case null -> Snapshot.Status.UNKNOWN;
        };
        var amount = transaction.getAmount();
        return new Snapshot(
                transaction.getOutTradeNo(),
                status,
                amount == null || amount.getTotal() == null ? null : Money.cny(amount.getTotal()),
                transaction.getTransactionId(),
                instant(transaction.getSuccessTime()),
                null,
                new Payee(String.valueOf(transaction.getAppid()), String.valueOf(transaction.getMchid())));
    }

    private static @Nullable Instant instant(@Nullable String time) {
        try {
            return time == null ? null : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    @Override
    public Snapshot close(String attemptNo) {
        var request = new CloseOrderRequest();
        request.setMchid(settings.payee.sellerId());
        request.setOutTradeNo(attemptNo);
        // Whatever it answers, what counts is how the transaction stands.
        connection.call("close", attemptNo, () -> {
            connection.codes.closeOrder(request);
            return true;
        });
        return fetch(attemptNo);
    }

    @Override
    public RefundAnswer refund(RefundRequest refund) {
        var amount = new AmountReq();
        amount.setRefund(refund.amount().minor());
        amount.setTotal(refund.paid().minor());
        amount.setCurrency("CNY");
        var request = new CreateRequest();
        request.setOutTradeNo(refund.attemptNo());
        request.setOutRefundNo(refund.refundNo());
        request.setAmount(amount);
        var reason = refund.reason();
        if (!reason.isEmpty()) {
            request.setReason(reason.substring(0, Math.min(reason.length(), REASON_MAX)));
        }
        var asked = connection.call("refund", refund.refundNo(), () -> connection.refunds.create(request));
        if (isDone(asked, refund)) {
            return new RefundAnswer.Done();
        }
        var query = new QueryByOutRefundNoRequest();
        query.setOutRefundNo(refund.refundNo());
        var found =
                connection.call("refund-query", refund.refundNo(), () -> connection.refunds.queryByOutRefundNo(query));
        if (isDone(found, refund)) {
            return new RefundAnswer.Done();
        }
        // Refused for good is only what was refused under a signature and is, by another, not there.
        return asked instanceof Answer.Refused<Refund> refused
                        && refused.code().equals("PARAM_ERROR")
                        && found instanceof Answer.Refused<Refund> missing
                        && missing.code().equals("RESOURCE_NOT_EXISTS")
                ? new RefundAnswer.Refused(refused.code())
                : new RefundAnswer.Unknown();
    }

    private static boolean isDone(Answer<Refund> answer, RefundRequest refund) {
        return answer instanceof Answer.Given<Refund> given
                && given.value().getStatus() == Status.SUCCESS
                && refund.refundNo().equals(given.value().getOutRefundNo())
                && given.value().getAmount() != null
                && given.value().getAmount().getRefund() == refund.amount().minor();
    }

    @Override
    public Optional<Marketplace> marketplace() {
        return Optional.empty();
    }

    @Override
    public boolean hasBills() {
        return true;
    }

    @Override
    public Bill bill(LocalDate day) {
        return bills.bill(day);
    }

    @Override
    public Optional<Money> fee(Money paid) {
        return settings.feeRate.map(paid::share);
    }
}
