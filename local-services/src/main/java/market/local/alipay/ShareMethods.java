package market.local.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Letting a sub-merchant's payment go, and sharing it with others before. */
final class ShareMethods {

    private final TradeBook book;
    private final PartyMethods parties;
    private final Faults faults;

    ShareMethods(TradeBook book, PartyMethods parties, Faults faults) {
        this.book = book;
        this.parties = parties;
        this.faults = faults;
    }

    /** All that was not given back is let go at once; a second time only under the same number. */
    Answer confirm(Trade trade, JsonNode content) {
        String requestNo = content.path("out_request_no").asText("");
        String yuan = content.path("settle_info")
                .path("settle_detail_infos")
                .path(0)
                .path("amount")
                .asText("");
        Optional<BigDecimal> amount = TradeMethods.amount(yuan);
        if (requestNo.isEmpty() || amount.isEmpty()) {
            return Answer.refused("ACQ.INVALID_PARAMETER", "参数无效: settle_info");
        }
        Optional<Shares.Confirm> earlier = trade.shares().confirm(requestNo);
        if (earlier.isPresent()) {
            return earlier.get().amount().compareTo(amount.get()) == 0
                    ? confirmed(trade, requestNo, amount.get())
                    : Answer.refused("ACQ.DISCORDANT_REPEAT_REQUEST", "请求信息不一致");
        }
        if (trade.order().subMerchant().isEmpty() || trade.paidMillis() == 0 || trade.closedMillis() > 0) {
            return Answer.refused("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
        }
        BigDecimal open = trade.order()
                .totalAmount()
                .subtract(trade.refundFee())
                .subtract(trade.shares().confirmed());
        if (open.compareTo(amount.get()) != 0) {
            return Answer.refused("ACQ.SETTLE_AMOUNT_NOT_MATCH", "结算金额不一致");
        }
        boolean isFrozen =
                content.path("extend_params").path("royalty_freeze").asText("").equals("true");
        book.confirm(
                trade.order().outTradeNo(), new Shares.Confirm(requestNo, amount.get(), isFrozen, book.nowMillis()));
        return confirmed(trade, requestNo, amount.get());
    }

    private static Answer confirmed(Trade trade, String requestNo, BigDecimal amount) {
        return Answer.success()
                .with("trade_no", trade.tradeNo())
                .with("out_request_no", requestNo)
                .with("settle_amount", amount.toPlainString());
    }

    Answer share(Trade trade, JsonNode content) {
        String requestNo = content.path("out_request_no").asText("");
        JsonNode wish = content.path("royalty_parameters").path(0);
        String receiver = wish.path("trans_in").asText("");
        Optional<BigDecimal> amount = TradeMethods.amount(wish.path("amount").asText(""));
        if (requestNo.isEmpty() || receiver.isEmpty() || amount.isEmpty()) {
            return Answer.refused("ACQ.INVALID_PARAMETER", "参数无效: royalty_parameters");
        }
        Optional<Shares.Share> earlier = trade.shares().share(requestNo);
        if (earlier.isPresent()) {
            boolean isSame = earlier.get().amount().compareTo(amount.get()) == 0
                    && earlier.get().receiver().equals(receiver);
            return isSame ? shared(trade, earlier.get()) : Answer.refused("ACQ.DISCORDANT_REPEAT_REQUEST", "请求信息不一致");
        }
        if (!parties.isBound(receiver)) {
            return Answer.refused("ACQ.ROYALTY_RECEIVER_INVALID", "分账收款方未绑定");
        }
        if (trade.shares().shareable().compareTo(amount.get()) < 0) {
            return Answer.refused("ACQ.ALLOC_AMOUNT_VALIDATE_ERROR", "分账金额超限");
        }
        var share = new Shares.Share(
                requestNo,
                UUID.randomUUID().toString().replace("-", ""),
                receiver,
                amount.get(),
                faults.strikes(Fault.SHARE_PROCESSING) ? Shares.State.PROCESSING : Shares.State.SUCCESS,
                "");
        book.share(trade.order().outTradeNo(), share);
        return shared(trade, share);
    }

    private static Answer shared(Trade trade, Shares.Share share) {
        return Answer.success().with("trade_no", trade.tradeNo()).with("settle_no", share.settleNo());
    }

    /** What is under way ends when it is asked about, well or badly. */
    Answer query(Trade trade, JsonNode content) {
        String requestNo = content.path("out_request_no").asText("");
        Optional<Shares.Share> found = trade.shares().share(requestNo);
        if (found.isEmpty()) {
            return Answer.refused("ACQ.TRADE_SETTLE_NOT_EXIST", "分账请求不存在");
        }
        Shares.Share share = found.get();
        Answer answer = Answer.success()
                .with("out_request_no", requestNo)
                .with("royalty_detail_list", List.of(detail(trade, share)));
        if (share.state() == Shares.State.PROCESSING) {
            boolean isFailing = faults.strikes(Fault.SHARE_FAILS);
            book.share(
                    trade.order().outTradeNo(),
                    isFailing
                            ? share.turned(Shares.State.FAIL, "TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH")
                            : share.turned(Shares.State.SUCCESS, ""));
        }
        return answer;
    }

    private static Map<String, Object> detail(Trade trade, Shares.Share share) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("operation_type", "transfer");
        detail.put("trans_out", trade.order().subMerchant());
        detail.put("trans_in", share.receiver());
        detail.put("trans_in_type", "userId");
        detail.put("amount", share.amount().toPlainString());
        detail.put("state", share.state().name());
        if (!share.error().isEmpty()) {
            detail.put("error_code", share.error());
        }
        return detail;
    }

    static Answer unsettled(Trade trade) {
        return Answer.success()
                .with("unsettled_amount", trade.shares().shareable().setScale(2).toPlainString());
    }

    /** By receiver; empty when the list makes no sense. */
    static Optional<Map<String, BigDecimal>> takenBack(JsonNode content) {
        var takenBack = new HashMap<String, BigDecimal>();
        for (JsonNode each : content.path("refund_royalty_parameters")) {
            Optional<BigDecimal> amount =
                    TradeMethods.amount(each.path("amount").asText(""));
            String giver = each.path("trans_out").asText("");
            if (amount.isEmpty() || giver.isEmpty()) {
                return Optional.empty();
            }
            takenBack.merge(giver, amount.get(), BigDecimal::add);
        }
        return Optional.of(takenBack);
    }
}
