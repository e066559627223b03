package market.checkout.payment.alipay;

import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.domain.OpenApiRoyaltyDetailInfoPojo;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.response.AlipayTradeFastpayRefundQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import market.checkout.payment.PaymentProvider.RefundAnswer;
import market.checkout.payment.RefundRequest;

/** Gives money back. Done is only what the provider says moved; refused only what it signed twice. */
@Singleton
final class AlipayRefunds {

    /** What stays so however often it is asked. A seller's empty balance, for one, does not. */
    private static final Set<String> FOR_GOOD = Set.of(
            "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
            "ACQ.REASON_TRADE_REFUND_FEE_ERR",
            "ACQ.TRADE_NOT_ALLOW_REFUND",
            "ACQ.TRADE_HAS_FINISHED",
            "ACQ.TRADE_STATUS_ERROR",
            "ACQ.DISCORDANT_REPEAT_REQUEST");

    private final AlipayConnection connection;

    AlipayRefunds(AlipayConnection connection) {
        this.connection = connection;
    }

    RefundAnswer refund(RefundRequest refund) {
        var model = new AlipayTradeRefundModel();
        model.setOutTradeNo(refund.attemptNo());
        model.setOutRequestNo(refund.refundNo());
        model.setRefundAmount(refund.amount().toMajor());
        model.setRefundReason(refund.reason().isEmpty() ? "重复付款或订单已取消" : AlipayWords.harmless(refund.reason()));
        if (!refund.clawbacks().isEmpty()) {
            // What is not named here comes out of the merchant's account.
            model.setRefundRoyaltyParameters(
                    refund.clawbacks().stream().map(AlipayRefunds::takenBack).toList());
        }
        var request = new AlipayTradeRefundRequest();
        request.setBizModel(model);
        var answer = connection.call(request, refund.attemptNo());
        if (answer.filter(each -> isDone(each, refund)).isPresent()) {
            return new RefundAnswer.Done();
        }
        // An accepted refund is not a done one, and a repeated one says that nothing moved: then this question decides.
        var found = find(refund);
        if (found.filter(each -> isDone(each, refund)).isPresent()) {
            return new RefundAnswer.Done();
        }
        var isMissing = found.filter(AlipayRefunds::isMissing).isPresent();
        return answer.filter(each -> isMissing && isForGood(each))
                .<RefundAnswer>map(each -> new RefundAnswer.Refused(each.getSubCode()))
                .orElseGet(RefundAnswer.Unknown::new);
    }

    private static OpenApiRoyaltyDetailInfoPojo takenBack(RefundRequest.Clawback clawback) {
        var detail = new OpenApiRoyaltyDetailInfoPojo();
        detail.setRoyaltyType("transfer");
        detail.setTransOut(clawback.receiver());
        detail.setTransOutType("userId");
        detail.setAmount(clawback.amount().toMajor());
        return detail;
    }

    private static boolean isDone(AlipayTradeRefundResponse answer, RefundRequest refund) {
        return AlipayProvider.SUCCESS.equals(answer.getCode())
                && refund.attemptNo().equals(answer.getOutTradeNo())
                && "Y".equals(answer.getFundChange());
    }

    private static boolean isForGood(AlipayTradeRefundResponse answer) {
        return AlipayProvider.BUSINESS_FAILURE.equals(answer.getCode())
                && answer.getSubCode() != null
                && FOR_GOOD.contains(answer.getSubCode());
    }

    private Optional<AlipayTradeFastpayRefundQueryResponse> find(RefundRequest refund) {
        var model = new AlipayTradeFastpayRefundQueryModel();
        model.setOutTradeNo(refund.attemptNo());
        model.setOutRequestNo(refund.refundNo());
        var request = new AlipayTradeFastpayRefundQueryRequest();
        request.setBizModel(model);
        return connection.call(request, refund.attemptNo());
    }

    private static boolean isDone(AlipayTradeFastpayRefundQueryResponse answer, RefundRequest refund) {
        return AlipayProvider.SUCCESS.equals(answer.getCode())
                && refund.refundNo().equals(answer.getOutRequestNo())
                && refund.amount().equals(AlipayWords.money(answer.getRefundAmount()))
                && (answer.getRefundStatus() == null || "REFUND_SUCCESS".equals(answer.getRefundStatus()));
    }

    /** Under a number nobody refunded, the answer lacks the refund's fields. */
    private static boolean isMissing(AlipayTradeFastpayRefundQueryResponse answer) {
        return AlipayProvider.SUCCESS.equals(answer.getCode()) && answer.getRefundAmount() == null;
    }
}
