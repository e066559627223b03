package market.checkout.payment.alipay;

import com.alipay.api.domain.AlipayTradeAppPayModel;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeCreateModel;
import com.alipay.api.domain.AlipayTradePagePayModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.domain.AlipayTradeWapPayModel;
import com.alipay.api.request.AlipayTradeAppPayRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeCreateRequest;
import com.alipay.api.request.AlipayTradePagePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeWapPayRequest;
import com.alipay.api.response.AlipayTradeQueryResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
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
import market.kernel.Money;

/** Pays in all of Alipay's ways. Judges by the code and the trade's own words, never by the SDK's idea of success. */
@Singleton
final class AlipayProvider implements PaymentProvider {

    static final String NAME = "ALIPAY";
    static final String SUCCESS = "10000";
    static final String BUSINESS_FAILURE = "40004";

    // A code dies after two hours whatever it was ordered for.
    private static final Duration QR_LIFETIME = Duration.ofHours(2);

    private final AlipaySettings settings;
    private final AlipayConnection connection;
    private final AlipayRefunds refunds;
    private final AlipayBills bills;
    private final AlipayMarketplace marketplace;
    private final Clock clock;

    AlipayProvider(
            AlipaySettings settings,
            AlipayConnection connection,
            AlipayRefunds refunds,
            AlipayBills bills,
            AlipayMarketplace marketplace,
            Clock clock) {
        this.settings = settings;
        this.connection = connection;
        this.refunds = refunds;
        this.bills = bills;
        this.marketplace = marketplace;
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
        return EnumSet.allOf(PaymentProduct.class);
    }

    @Override
    public StartAnswer start(PaymentRequest request) {
        return switch (request.product()) {
            case PAGE -> ready(page(request), request.expiresAt());
            case WAP -> ready(wap(request), request.expiresAt());
            case APP -> ready(app(request), request.expiresAt());
            case QR -> ready(qrCode(request), clock.instant().plus(QR_LIFETIME));
            case JSAPI -> ready(trade(request), request.expiresAt());
        };
    }

    private static StartAnswer ready(Optional<String> payload, Instant until) {
        return payload.<StartAnswer>map(each -> new StartAnswer.Ready(each, until))
                .orElseGet(StartAnswer.Unknown::new);
    }

    private Optional<String> page(PaymentRequest payment) {
        var model = new AlipayTradePagePayModel();
        model.setOutTradeNo(payment.attemptNo());
        model.setTotalAmount(payment.amount().toMajor());
        model.setSubject(AlipayWords.subject(payment));
        model.setSubMerchant(AlipayParts.subMerchant(payment));
        model.setSettleInfo(AlipayParts.settleInfo(payment));
        model.setTimeExpire(AlipayWords.time(payment.expiresAt()));
        model.setProductCode("FAST_INSTANT_TRADE_PAY");
        var request = new AlipayTradePagePayRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl);
        request.setReturnUrl(settings.returnUrl);
        return connection.pageUrl(request, payment.attemptNo());
    }

    private Optional<String> wap(PaymentRequest payment) {
        var model = new AlipayTradeWapPayModel();
        model.setOutTradeNo(payment.attemptNo());
        model.setTotalAmount(payment.amount().toMajor());
        model.setSubject(AlipayWords.subject(payment));
        model.setSubMerchant(AlipayParts.subMerchant(payment));
        model.setSettleInfo(AlipayParts.settleInfo(payment));
        model.setTimeExpire(AlipayWords.time(payment.expiresAt()));
        model.setProductCode("QUICK_WAP_WAY");
        model.setQuitUrl(settings.returnUrl);
        var request = new AlipayTradeWapPayRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl);
        request.setReturnUrl(settings.returnUrl);
        return connection.pageUrl(request, payment.attemptNo());
    }

    private Optional<String> app(PaymentRequest payment) {
        var model = new AlipayTradeAppPayModel();
        model.setOutTradeNo(payment.attemptNo());
        model.setTotalAmount(payment.amount().toMajor());
        model.setSubject(AlipayWords.subject(payment));
        model.setSubMerchant(AlipayParts.subMerchant(payment));
        model.setSettleInfo(AlipayParts.settleInfo(payment));
        model.setTimeExpire(AlipayWords.time(payment.expiresAt()));
        model.setProductCode("QUICK_MSECURITY_PAY");
        var request = new AlipayTradeAppPayRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl);
        return connection.orderText(request, payment.attemptNo());
    }

    private Optional<String> qrCode(PaymentRequest payment) {
        var model = new AlipayTradePrecreateModel();
        model.setOutTradeNo(payment.attemptNo());
        model.setTotalAmount(payment.amount().toMajor());
        model.setSubject(AlipayWords.subject(payment));
        model.setSubMerchant(AlipayParts.subMerchant(payment));
        model.setSettleInfo(AlipayParts.settleInfo(payment));
        model.setTimeExpire(AlipayWords.time(payment.expiresAt()));
        var request = new AlipayTradePrecreateRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl);
        return connection
                .call(request, payment.attemptNo())
                .filter(answer ->
                        SUCCESS.equals(answer.getCode()) && payment.attemptNo().equals(answer.getOutTradeNo()))
                .flatMap(answer -> Optional.ofNullable(answer.getQrCode()));
    }

    /** The number that the page or mini program hands to the app. */
    private Optional<String> trade(PaymentRequest payment) {
        var model = new AlipayTradeCreateModel();
        model.setOutTradeNo(payment.attemptNo());
        model.setTotalAmount(payment.amount().toMajor());
        model.setSubject(AlipayWords.subject(payment));
        model.setSubMerchant(AlipayParts.subMerchant(payment));
        model.setSettleInfo(AlipayParts.settleInfo(payment));
        model.setTimeExpire(AlipayWords.time(payment.expiresAt()));
        model.setProductCode("JSAPI_PAY");
        model.setOpAppId(settings.payee.appId());
        model.setBuyerOpenId(payment.payer());
        var request = new AlipayTradeCreateRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl);
        return connection
                .call(request, payment.attemptNo())
                .filter(answer ->
                        SUCCESS.equals(answer.getCode()) && payment.attemptNo().equals(answer.getOutTradeNo()))
                .flatMap(answer -> Optional.ofNullable(answer.getTradeNo()));
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
        if (BUSINESS_FAILURE.equals(answer.getCode()) && "ACQ.TRADE_NOT_EXIST".equals(answer.getSubCode())) {
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
    public RefundAnswer refund(RefundRequest refund) {
        return refunds.refund(refund);
    }

    @Override
    public Optional<Marketplace> marketplace() {
        return Optional.of(marketplace);
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
