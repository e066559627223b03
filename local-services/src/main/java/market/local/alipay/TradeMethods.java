package market.local.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The methods that are answered with data. */
final class TradeMethods {
    static final String PAGE_PAY = "alipay.trade.page.pay";
    static final String WAP_PAY = "alipay.trade.wap.pay";
    static final String APP_PAY = "alipay.trade.app.pay";
    static final String CREATE = "alipay.trade.create";
    static final String PRECREATE = "alipay.trade.precreate";

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");

    private final TradeBook book;
    private final OrderIntake intake;
    private final String address;
    private final BillEndpoint bills;
    private final AlipayCertificates certificates;
    private final Faults faults;
    private final ShareMethods shares;
    private final MergeMethods merges;
    private final PartyMethods parties;

    TradeMethods(
            TradeBook book,
            OrderIntake intake,
            String address,
            BillEndpoint bills,
            AlipayCertificates certificates,
            MergeMethods merges,
            PartyMethods parties,
            Faults faults) {
        this.book = book;
        this.intake = intake;
        this.address = address;
        this.bills = bills;
        this.certificates = certificates;
        this.merges = merges;
        this.parties = parties;
        this.faults = faults;
        shares = new ShareMethods(book, parties, faults);
    }

    Answer answer(String method, Map<String, String> parameters, JsonNode content) {
        return switch (method) {
            case PRECREATE -> precreate(parameters, content);
            case CREATE -> create(parameters, content);
            case "alipay.data.dataservice.bill.downloadurl.query" ->
                bills.address(address, content.path("bill_date").asText(""));
            case "alipay.open.app.alipaycert.download" ->
                certificate(content.path("alipay_cert_sn").asText(""));
            case "alipay.trade.query" -> trade(content).map(TradeMethods::query).orElseGet(TradeMethods::noTrade);
            case "alipay.trade.close" -> trade(content).map(this::close).orElseGet(TradeMethods::noTrade);
            case "alipay.trade.refund" ->
                trade(content).map(trade -> refund(trade, content)).orElseGet(TradeMethods::noTrade);
            case "alipay.trade.fastpay.refund.query" ->
                trade(content)
                        .map(trade -> queryRefund(
                                trade, content.path("out_request_no").asText("")))
                        .orElseGet(TradeMethods::noTrade);
            case "alipay.trade.settle.confirm" ->
                trade(content).map(trade -> shares.confirm(trade, content)).orElseGet(TradeMethods::noTrade);
            case "alipay.trade.order.settle" ->
                trade(content).map(trade -> shares.share(trade, content)).orElseGet(TradeMethods::noTrade);
            case "alipay.trade.order.settle.query" ->
                trade(content).map(trade -> shares.query(trade, content)).orElseGet(TradeMethods::noTrade);
            case "alipay.trade.order.onsettle.query" ->
                trade(content).map(ShareMethods::unsettled).orElseGet(TradeMethods::noTrade);
            case MergeMethods.PRECREATE -> merges.precreate(parameters, content);
            default -> parties.answer(method, content);
        };
    }

    private Answer precreate(Map<String, String> parameters, JsonNode content) {
        return switch (intake.take(PRECREATE, parameters, content)) {
            case OrderIntake.Refused(var answer) -> answer;
            case OrderIntake.Taken(var order) ->
                Answer.success()
                        .with("out_trade_no", order.outTradeNo())
                        .with("qr_code", address + "/cashier/" + order.cashierId());
        };
    }

    /** Within the app the trade is there at once; the buyer pays by its number. */
    private Answer create(Map<String, String> parameters, JsonNode content) {
        if (content.path("buyer_open_id").asText("").isEmpty()
                && content.path("buyer_id").asText("").isEmpty()) {
            return Answer.refused("ACQ.INVALID_PARAMETER", "参数无效: buyer_open_id");
        }
        return switch (intake.take(CREATE, parameters, content)) {
            case OrderIntake.Refused(var answer) -> answer;
            case OrderIntake.Taken(var order) ->
                book.open(order).map(TradeMethods::numbered).orElseGet(TradeMethods::noTrade);
        };
    }

    private Answer certificate(String number) {
        String pem = certificates.pemOf(number);
        return pem.isEmpty()
                ? Answer.refused("CERT_NOT_EXIST", "证书不存在")
                : Answer.success()
                        .with(
                                "alipay_cert_content",
                                Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The institution's own number wins when both are given. */
    private Optional<Trade> trade(JsonNode content) {
        String tradeNo = content.path("trade_no").asText("");
        return tradeNo.isEmpty() ? book.trade(content.path("out_trade_no").asText("")) : book.tradeByNumber(tradeNo);
    }

    static Answer noTrade() {
        return Answer.refused("ACQ.TRADE_NOT_EXIST", "交易不存在");
    }

    private static Answer query(Trade trade) {
        String total = trade.order().totalAmount().toPlainString();
        boolean isPaid = trade.paidMillis() > 0;
        String paid = isPaid ? total : "0.00";
        Answer answer = numbered(trade)
                .with("trade_status", trade.status().name())
                .with("total_amount", total)
                .with("buyer_logon_id", AlipayGateway.BUYER_LOGON)
                .with("buyer_user_id", AlipayGateway.BUYER_ID)
                .with("receipt_amount", paid)
                .with("buyer_pay_amount", paid)
                .with("invoice_amount", paid)
                .with("point_amount", "0.00");
        return isPaid
                ? answer.with("send_pay_date", ChinaTime.format(trade.paidMillis()))
                        .with("fund_bill_list", List.of(Map.of("amount", total, "fund_channel", "ALIPAYACCOUNT")))
                : answer;
    }

    private Answer close(Trade trade) {
        return book.close(trade.order().outTradeNo())
                ? numbered(trade)
                : Answer.refused("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    }

    private Answer refund(Trade trade, JsonNode content) {
        String amount = content.path("refund_amount").asText("");
        Optional<BigDecimal> wanted = amount(amount);
        if (wanted.isEmpty()) {
            return Answer.refused("ACQ.INVALID_PARAMETER", "参数无效: refund_amount");
        }
        String requestNo = content.path("out_request_no").asText("");
        boolean isWhole = wanted.get().compareTo(trade.order().totalAmount()) == 0;
        if (requestNo.isEmpty() && !isWhole) {
            return Answer.refused("ACQ.INVALID_PARAMETER", "部分退款时 out_request_no 不能为空");
        }
        String outTradeNo = trade.order().outTradeNo();
        if (faults.strikes(Fault.BALANCE_SHORT)) {
            return Answer.refused("ACQ.SELLER_BALANCE_NOT_ENOUGH", "卖家余额不足");
        }
        var takenBack = ShareMethods.takenBack(content);
        if (takenBack.isEmpty()) {
            return Answer.refused("ACQ.INVALID_PARAMETER", "参数无效: refund_royalty_parameters");
        }
        String number = requestNo.isEmpty() ? outTradeNo : requestNo;
        return switch (book.refund(outTradeNo, number, wanted.get(), takenBack.get())) {
            case DONE -> refunded(outTradeNo, wanted.get(), "Y");
            case REPEATED -> refunded(outTradeNo, wanted.get(), "N");
            case DISCORDANT -> Answer.refused("ACQ.DISCORDANT_REPEAT_REQUEST", "请求信息不一致");
            case SHARES_TOO_SMALL -> Answer.refused("ACQ.ALLOC_AMOUNT_VALIDATE_ERROR", "退分账金额超限");
            case EXCEEDS_PAYMENT -> Answer.refused("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限");
            case NOT_PAID -> Answer.refused("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
        };
    }

    private Answer refunded(String outTradeNo, BigDecimal amount, String fundChange) {
        Trade trade = book.trade(outTradeNo).orElseThrow();
        return numbered(trade)
                .with("buyer_logon_id", AlipayGateway.BUYER_LOGON)
                .with("buyer_user_id", AlipayGateway.BUYER_ID)
                .with("fund_change", fundChange)
                .with("refund_fee", trade.refundFee().toPlainString())
                .with("send_back_fee", amount.toPlainString())
                .with(
                        "gmt_refund_pay",
                        ChinaTime.format(trade.refunds().getLast().atMillis()));
    }

    /** A refund nobody asked for is no failure: the answer then lacks the refund's fields. */
    private Answer queryRefund(Trade trade, String requestNo) {
        Answer answer = numbered(trade);
        if (faults.strikes(Fault.REFUND_LATE)) {
            return answer;
        }
        return trade.refund(requestNo)
                .map(refund -> answer.with("out_request_no", refund.outRequestNo())
                        .with("refund_amount", refund.amount().toPlainString())
                        .with("total_amount", trade.order().totalAmount().toPlainString())
                        .with("refund_status", "REFUND_SUCCESS")
                        .with("gmt_refund_pay", ChinaTime.format(refund.atMillis())))
                .orElse(answer);
    }

    static Answer numbered(Trade trade) {
        return Answer.success().with("out_trade_no", trade.order().outTradeNo()).with("trade_no", trade.tradeNo());
    }

    /** A positive amount of yuan with at most two decimals; always returned with two. */
    static Optional<BigDecimal> amount(String yuan) {
        if (!AMOUNT.matcher(yuan).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(yuan).setScale(2)).filter(amount -> amount.signum() > 0);
    }
}
