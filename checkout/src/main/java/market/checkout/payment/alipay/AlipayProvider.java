package market.checkout.payment.alipay;

import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradePagePayModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePagePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.response.AlipayTradeQueryResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import market.checkout.payment.Payee;
import market.checkout.payment.PaymentProvider;
import market.checkout.payment.PaymentRequest;
import market.checkout.payment.RefundRequest;
import market.checkout.payment.Snapshot;

/** Pays by page and by QR code. Judges by the code and the trade's own words, never by the SDK's idea of success. */
@Singleton
final class AlipayProvider implements PaymentProvider {

    static final String NAME = "ALIPAY";

    private static final String SUCCESS = "10000";
    // A code dies after two hours whatever it was ordered for.
    private static final Duration QR_LIFETIME = Duration.ofHours(2);

    private final AlipaySettings settings;
    private final AlipayConnection connection;
    private final Clock clock;

    AlipayProvider(AlipaySettings settings, AlipayConnection connection, Clock clock) {
        this.settings = settings;
        this.connection = connection;
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
    public StartAnswer start(PaymentRequest request) {
        return switch (request.product()) {
            case PAGE -> page(request);
            case QR -> qrCode(request);
        };
    }

    private StartAnswer page(PaymentRequest payment) {
        var model = new AlipayTradePagePayModel();
        model.setOutTradeNo(payment.attemptNo());
        model.setTotalAmount(payment.amount().toMajor());
        model.setSubject(AlipayWords.subject(payment));
        model.setTimeExpire(AlipayWords.time(payment.expiresAt()));
        model.setProductCode("FAST_INSTANT_TRADE_PAY");
        var request = new AlipayTradePagePayRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl);
        request.setReturnUrl(settings.returnUrl);
        return connection
                .pageUrl(request, payment.attemptNo())
                .<StartAnswer>map(url -> new StartAnswer.Ready(url, payment.expiresAt()))
                .orElseGet(StartAnswer.Unknown::new);
    }

    private StartAnswer qrCode(PaymentRequest payment) {
        var model = new AlipayTradePrecreateModel();
        model.setOutTradeNo(payment.attemptNo());
        model.setTotalAmount(payment.amount().toMajor());
        model.setSubject(AlipayWords.subject(payment));
        model.setTimeExpire(AlipayWords.time(payment.expiresAt()));
        var request = new AlipayTradePrecreateRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl);
        Instant until = clock.instant().plus(QR_LIFETIME);
        return connection
                .call(request, payment.attemptNo())
                .filter(answer -> SUCCESS.equals(answer.getCode())
                        && payment.attemptNo().equals(answer.getOutTradeNo())
                        && answer.getQrCode() != null)
                .<StartAnswer>map(answer -> new StartAnswer.Ready(answer.getQrCode(), until))
                .orElseGet(StartAnswer.Unknown::new);
    }

    @Override
    public Snapshot fetch(String attemptNo) {
        var model = new AlipayTradeQueryModel();
        model.setOutTradeNo(attemptNo);
        var request = new AlipayTradeQueryRequest();
        request.setBizModel(model);
        return connection
                .call(request, attemptNo)
                .map(answer -> snapshot(attemptNo, answer))
                .orElseGet(() -> Snapshot.bare(attemptNo, Snapshot.Status.UNKNOWN));
    }

    private static Snapshot snapshot(String attemptNo, AlipayTradeQueryResponse answer) {
        if ("40004".equals(answer.getCode()) && "ACQ.TRADE_NOT_EXIST".equals(answer.getSubCode())) {
            return Snapshot.bare(attemptNo, Snapshot.Status.NOT_EXIST);
        }
        if (!SUCCESS.equals(answer.getCode()) || !attemptNo.equals(answer.getOutTradeNo())) {
            return Snapshot.bare(attemptNo, Snapshot.Status.UNKNOWN);
        }
        var paidAt =
                answer.getSendPayDate() == null ? null : answer.getSendPayDate().toInstant();
        return new AlipayTrade(
                        attemptNo, answer.getTradeStatus(), answer.getTradeNo(), answer.getTotalAmount(), paidAt, null)
                .snapshot(null);
    }

    @Override
    public Snapshot close(String attemptNo) {
        var model = new AlipayTradeCloseModel();
        model.setOutTradeNo(attemptNo);
        var request = new AlipayTradeCloseRequest();
        request.setBizModel(model);
        // Whatever it answers, what counts is how the trade stands.
        connection.call(request, attemptNo);
        return fetch(attemptNo);
    }

    @Override
    public boolean refund(RefundRequest refund) {
        var model = new AlipayTradeRefundModel();
        model.setOutTradeNo(refund.attemptNo());
        model.setOutRequestNo(refund.refundNo());
        model.setRefundAmount(refund.amount().toMajor());
        model.setRefundReason("重复付款或订单已取消");
        var request = new AlipayTradeRefundRequest();
        request.setBizModel(model);
        var isReturned = connection
                .call(request, refund.attemptNo())
                .filter(answer -> SUCCESS.equals(answer.getCode())
                        && refund.attemptNo().equals(answer.getOutTradeNo())
                        && "Y".equals(answer.getFundChange()))
                .isPresent();
        return isReturned || isRefunded(refund);
    }

    /** An accepted refund is not a done one, and a repeated one says that nothing moved: then this question decides. */
    private boolean isRefunded(RefundRequest refund) {
        var model = new AlipayTradeFastpayRefundQueryModel();
        model.setOutTradeNo(refund.attemptNo());
        model.setOutRequestNo(refund.refundNo());
        var request = new AlipayTradeFastpayRefundQueryRequest();
        request.setBizModel(model);
        return connection
                .call(request, refund.attemptNo())
                .filter(answer -> SUCCESS.equals(answer.getCode())
                        && refund.refundNo().equals(answer.getOutRequestNo())
                        && refund.amount().equals(AlipayWords.money(answer.getRefundAmount()))
                        && (answer.getRefundStatus() == null || "REFUND_SUCCESS".equals(answer.getRefundStatus())))
                .isPresent();
    }
}
