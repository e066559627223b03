package market.checkout.payment.alipay;

import com.alipay.api.domain.AlipayTradeAppMergePayModel;
import com.alipay.api.domain.AlipayTradeMergePrecreateModel;
import com.alipay.api.domain.AlipayTradePageMergePayModel;
import com.alipay.api.domain.AlipayTradeWapMergePayModel;
import com.alipay.api.domain.OrderDetail;
import com.alipay.api.request.AlipayTradeAppMergePayRequest;
import com.alipay.api.request.AlipayTradeMergePrecreateRequest;
import com.alipay.api.request.AlipayTradePageMergePayRequest;
import com.alipay.api.request.AlipayTradeWapMergePayRequest;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import market.checkout.payment.PaymentProduct;
import market.checkout.payment.PaymentProvider.StartAnswer;
import market.checkout.payment.PaymentRequest;

/** Several merchants paid in one go, for contracts that have it; each stays a trade of its own. */
@Singleton
final class AlipayMerging {

    private final AlipaySettings settings;
    private final AlipayConnection connection;
    private final boolean isInContract;
    private final Clock clock;

    AlipayMerging(
            AlipaySettings settings,
            AlipayConnection connection,
            @Value("${market.alipay.merged-payment:false}") boolean isInContract,
            Clock clock) {
        this.settings = settings;
        this.connection = connection;
        this.isInContract = isInContract;
        this.clock = clock;
    }

    boolean isAllowed(PaymentProduct product) {
        return isInContract
                && switch (product) {
                    case PAGE, WAP, APP -> true;
                    case QR, JSAPI -> false;
                };
    }

    StartAnswer start(String mergeNo, List<PaymentRequest> requests) {
        var first = requests.getFirst();
        var payload = first.product() == PaymentProduct.PAGE
                ? page(mergeNo, requests)
                : announce(mergeNo, requests).flatMap(number -> open(first, number));
        return payload.<StartAnswer>map(each -> new StartAnswer.Ready(each, first.expiresAt()))
                .orElseGet(StartAnswer.Unknown::new);
    }

    /** The page carries the orders itself. Its time is a distance, in whole minutes. */
    private Optional<String> page(String mergeNo, List<PaymentRequest> requests) {
        var first = requests.getFirst();
        var minutes =
                Math.max(1, Duration.between(clock.instant(), first.expiresAt()).toMinutes());
        var model = new AlipayTradePageMergePayModel();
        model.setOutMergeNo(mergeNo);
        model.setTimeoutExpress(minutes + "m");
        model.setOrderDetails(requests.stream().map(this::detail).toList());
        var request = new AlipayTradePageMergePayRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl);
        request.setReturnUrl(settings.returnUrl);
        return connection.pageUrl(request, first.attemptNo());
    }

    private Optional<String> announce(String mergeNo, List<PaymentRequest> requests) {
        var first = requests.getFirst();
        var model = new AlipayTradeMergePrecreateModel();
        model.setOutMergeNo(mergeNo);
        model.setTimeExpire(AlipayWords.time(first.expiresAt()));
        model.setOrderDetails(requests.stream().map(this::detail).toList());
        var request = new AlipayTradeMergePrecreateRequest();
        request.setBizModel(model);
        request.setNotifyUrl(settings.notifyUrl);
        return connection
                .call(request, first.attemptNo())
                .filter(answer -> AlipayProvider.SUCCESS.equals(answer.getCode()))
                .flatMap(answer -> Optional.ofNullable(answer.getPreOrderNo()));
    }

    private Optional<String> open(PaymentRequest first, String preOrderNo) {
        if (first.product() == PaymentProduct.WAP) {
            var model = new AlipayTradeWapMergePayModel();
            model.setPreOrderNo(preOrderNo);
            var request = new AlipayTradeWapMergePayRequest();
            request.setBizModel(model);
            request.setReturnUrl(settings.returnUrl);
            return connection.pageUrl(request, first.attemptNo());
        }
        var model = new AlipayTradeAppMergePayModel();
        model.setPreOrderNo(preOrderNo);
        var request = new AlipayTradeAppMergePayRequest();
        request.setBizModel(model);
        return connection.orderText(request, first.attemptNo());
    }

    private OrderDetail detail(PaymentRequest payment) {
        var detail = new OrderDetail();
        detail.setAppId(settings.payee.appId());
        detail.setSellerId(settings.payee.sellerId());
        detail.setOutTradeNo(payment.attemptNo());
        detail.setTotalAmount(payment.amount().toMajor());
        detail.setSubject(AlipayWords.subject(payment));
        detail.setProductCode(
                switch (payment.product()) {
                    case PAGE -> "FAST_INSTANT_TRADE_PAY";
                    case WAP -> "QUICK_WAP_WAY";
                    case APP, QR, JSAPI -> "QUICK_MSECURITY_PAY";
                });
        detail.setSubMerchant(AlipayParts.subMerchant(payment));
        detail.setSettleInfo(AlipayParts.settleInfo(payment));
        return detail;
    }
}
