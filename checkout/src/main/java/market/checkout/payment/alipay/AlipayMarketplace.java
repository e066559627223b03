package market.checkout.payment.alipay;

import com.alipay.api.AlipayResponse;
import com.alipay.api.domain.AlipayFundTransCommonQueryModel;
import com.alipay.api.domain.AlipayFundTransUniTransferModel;
import com.alipay.api.domain.AlipayTradeOrderSettleModel;
import com.alipay.api.domain.AlipayTradeOrderSettleQueryModel;
import com.alipay.api.domain.AlipayTradeSettleConfirmModel;
import com.alipay.api.domain.OpenApiRoyaltyDetailInfoPojo;
import com.alipay.api.domain.Participant;
import com.alipay.api.domain.RoyaltyDetail;
import com.alipay.api.domain.SettleConfirmExtendParams;
import com.alipay.api.domain.SettleExtendParams;
import com.alipay.api.domain.TransferSceneReportInfo;
import com.alipay.api.request.AlipayFundTransCommonQueryRequest;
import com.alipay.api.request.AlipayFundTransUniTransferRequest;
import com.alipay.api.request.AlipayTradeOrderSettleQueryRequest;
import com.alipay.api.request.AlipayTradeOrderSettleRequest;
import com.alipay.api.request.AlipayTradeSettleConfirmRequest;
import com.alipay.api.response.AlipayFundTransCommonQueryResponse;
import com.alipay.api.response.AlipayTradeOrderSettleQueryResponse;
import com.alipay.api.response.AlipayTradeSettleConfirmResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import market.checkout.payment.Marketplace;
import market.checkout.payment.MerchantDossier;
import market.checkout.payment.PaymentProduct;
import market.checkout.payment.PaymentProvider.StartAnswer;
import market.checkout.payment.PaymentRequest;
import market.checkout.payment.SplitKind;

/** Direct payment: merchants of their own at Alipay, whose money is let go and shared there. */
@Singleton
final class AlipayMarketplace implements Marketplace {

    /** What stays so however often it is asked under the number. An empty balance, for one, does not. */
    private static final Set<String> FOR_GOOD = Set.of(
            "ACQ.SETTLE_AMOUNT_NOT_MATCH",
            "ACQ.TRADE_STATUS_ERROR",
            "ACQ.ALLOC_AMOUNT_VALIDATE_ERROR",
            "ACQ.ROYALTY_RECEIVER_INVALID",
            "ACQ.DISCORDANT_REPEAT_REQUEST");

    private final AlipaySettings settings;
    private final AlipayConnection connection;
    private final AlipayOnboarding onboarding;
    private final AlipayMerging merging;

    AlipayMarketplace(
            AlipaySettings settings, AlipayConnection connection, AlipayOnboarding onboarding, AlipayMerging merging) {
        this.settings = settings;
        this.connection = connection;
        this.onboarding = onboarding;
        this.merging = merging;
    }

    @Override
    public Standing apply(String externalId, MerchantDossier dossier) {
        return onboarding.apply(externalId, dossier);
    }

    @Override
    public Standing standing(String externalId) {
        return onboarding.standing(externalId);
    }

    @Override
    public String platformAccount() {
        return settings.payee.sellerId();
    }

    @Override
    public boolean mayMerge(PaymentProduct product) {
        return merging.isAllowed(product);
    }

    @Override
    public StartAnswer startMerged(String mergeNo, List<PaymentRequest> requests) {
        return merging.start(mergeNo, requests);
    }

    /** Repeated under the number it answers as the first time, so the answer alone proves it. */
    @Override
    public Deed confirm(Confirm confirm) {
        var model = new AlipayTradeSettleConfirmModel();
        model.setTradeNo(confirm.tradeNo());
        model.setOutRequestNo(confirm.requestNo());
        model.setSettleInfo(AlipayParts.settleInfo(confirm.amount()));
        if (confirm.isShared()) {
            var extend = new SettleConfirmExtendParams();
            extend.setRoyaltyFreeze("true");
            model.setExtendParams(extend);
        }
        var request = new AlipayTradeSettleConfirmRequest();
        request.setBizModel(model);
        return connection
                .call(request, confirm.tradeNo())
                .map(answer -> isDone(answer, confirm) ? new Deed.Done() : refusedOrUnknown(answer))
                .orElseGet(Deed.Unknown::new);
    }

    private static boolean isDone(AlipayTradeSettleConfirmResponse answer, Confirm confirm) {
        return AlipayProvider.SUCCESS.equals(answer.getCode())
                && confirm.requestNo().equals(answer.getOutRequestNo())
                && confirm.amount().equals(AlipayWords.money(answer.getSettleAmount()));
    }

    private static Deed refusedOrUnknown(AlipayResponse answer) {
        var cause = answer.getSubCode();
        return AlipayProvider.BUSINESS_FAILURE.equals(answer.getCode()) && cause != null && FOR_GOOD.contains(cause)
                ? new Deed.Refused(cause)
                : new Deed.Unknown();
    }

    /** What the wish is answered says little: how the share stands is asked for. */
    @Override
    public Deed share(Share share) {
        var detail = new OpenApiRoyaltyDetailInfoPojo();
        detail.setRoyaltyType("transfer");
        detail.setTransOut(share.subMerchant());
        detail.setTransOutType("userId");
        detail.setTransIn(share.receiver());
        detail.setTransInType("userId");
        detail.setAmount(share.amount().toMajor());
        detail.setRoyaltyScene(share.kind() == SplitKind.COMMISSION ? "平台服务费" : "其他");
        detail.setDesc(share.requestNo());
        var extend = new SettleExtendParams();
        extend.setRoyaltyFinish(Boolean.toString(share.isLast()));
        var model = new AlipayTradeOrderSettleModel();
        model.setTradeNo(share.tradeNo());
        model.setOutRequestNo(share.requestNo());
        model.setRoyaltyMode("async");
        model.setRoyaltyParameters(List.of(detail));
        model.setExtendParams(extend);
        var request = new AlipayTradeOrderSettleRequest();
        request.setBizModel(model);
        var answer = connection.call(request, share.tradeNo());
        var found = find(share);
        var isMissing = found.filter(each -> "ACQ.TRADE_SETTLE_NOT_EXIST".equals(each.getSubCode()))
                .isPresent();
        return isMissing
                ? answer.map(AlipayMarketplace::refusedOrUnknown).orElseGet(Deed.Unknown::new)
                : found.map(each -> standing(each, share)).orElseGet(Deed.Unknown::new);
    }

    private Optional<AlipayTradeOrderSettleQueryResponse> find(Share share) {
        var model = new AlipayTradeOrderSettleQueryModel();
        model.setTradeNo(share.tradeNo());
        model.setOutRequestNo(share.requestNo());
        var request = new AlipayTradeOrderSettleQueryRequest();
        request.setBizModel(model);
        return connection.call(request, share.tradeNo());
    }

    private static Deed standing(AlipayTradeOrderSettleQueryResponse answer, Share share) {
        List<RoyaltyDetail> details = Objects.requireNonNullElse(answer.getRoyaltyDetailList(), List.of());
        if (!AlipayProvider.SUCCESS.equals(answer.getCode())
                || !share.requestNo().equals(answer.getOutRequestNo())
                || details.size() != 1
                || !share.amount().equals(AlipayWords.money(details.getFirst().getAmount()))) {
            return new Deed.Unknown();
        }
        var detail = details.getFirst();
        return switch (detail.getState()) {
            case "SUCCESS" -> new Deed.Done();
            case "FAIL" -> new Deed.Refused(Objects.requireNonNullElse(detail.getErrorCode(), "FAIL"));
            case "PROCESSING" -> new Deed.UnderWay();
            case null, default -> new Deed.Unknown();
        };
    }

    @Override
    public Deed payOut(PayOut payOut) {
        var payee = new Participant();
        payee.setIdentity(payOut.payeeAccount());
        payee.setIdentityType("ALIPAY_LOGON_ID");
        payee.setName(payOut.payeeName());
        var report = new TransferSceneReportInfo();
        report.setInfoType("结算款项名称");
        report.setInfoContent(AlipayWords.harmless(payOut.title()));
        var model = new AlipayFundTransUniTransferModel();
        model.setOutBizNo(payOut.requestNo());
        model.setTransAmount(payOut.amount().toMajor());
        model.setProductCode("TRANS_ACCOUNT_NO_PWD");
        model.setBizScene("DIRECT_TRANSFER");
        model.setOrderTitle(AlipayWords.harmless(payOut.title()));
        model.setPayeeInfo(payee);
        model.setTransferSceneName("业务结算");
        model.setTransferSceneReportInfos(List.of(report));
        var request = new AlipayFundTransUniTransferRequest();
        request.setBizModel(model);
        connection.call(request, payOut.requestNo());
        // What counts is how the transfer stands; one that is not there was not taken and may be asked for again.
        return find(payOut).map(each -> standing(each, payOut)).orElseGet(Deed.Unknown::new);
    }

    private Optional<AlipayFundTransCommonQueryResponse> find(PayOut payOut) {
        var model = new AlipayFundTransCommonQueryModel();
        model.setOutBizNo(payOut.requestNo());
        model.setProductCode("TRANS_ACCOUNT_NO_PWD");
        model.setBizScene("DIRECT_TRANSFER");
        var request = new AlipayFundTransCommonQueryRequest();
        request.setBizModel(model);
        return connection.call(request, payOut.requestNo());
    }

    private static Deed standing(AlipayFundTransCommonQueryResponse answer, PayOut payOut) {
        if (!AlipayProvider.SUCCESS.equals(answer.getCode())
                || !payOut.requestNo().equals(answer.getOutBizNo())
                || !payOut.amount().equals(AlipayWords.money(answer.getTransAmount()))) {
            return new Deed.Unknown();
        }
        return switch (answer.getStatus()) {
            case "SUCCESS" -> new Deed.Done();
            case "FAIL" -> new Deed.Refused(Objects.requireNonNullElse(answer.getErrorCode(), "FAIL"));
            case "REFUND" -> new Deed.Refused("RETURNED");
            case "DEALING", "WAIT_PAY" -> new Deed.UnderWay();
            case null, default -> new Deed.Unknown();
        };
    }
}
