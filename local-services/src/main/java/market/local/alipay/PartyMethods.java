package market.local.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Those who are paid: merchants that apply, receivers of shares, and payees of transfers. */
final class PartyMethods {

    private static final BigDecimal LEAST_TRANSFER = new BigDecimal("0.10");

    private final TradeBook book;
    private final Faults faults;
    private final Clock clock;
    // Binding is free of state for shops: they may repeat it at any time, so it need not outlive the process.
    private final Set<String> bound = ConcurrentHashMap.newKeySet();

    PartyMethods(TradeBook book, Faults faults, Clock clock) {
        this.book = book;
        this.faults = faults;
        this.clock = clock;
    }

    Answer answer(String method, JsonNode content) {
        return switch (method) {
            case "ant.merchant.expand.indirect.zft.create", "ant.merchant.expand.indirect.zft.simplecreate" ->
                apply(content);
            case "ant.merchant.expand.indirect.zft.modify" -> apply(content);
            case "ant.merchant.expand.indirect.zftorder.query" -> application(content);
            case "alipay.trade.royalty.relation.bind" -> bind(content);
            case "alipay.trade.royalty.relation.unbind" -> unbind(content);
            case "alipay.trade.royalty.relation.batchquery" -> receivers();
            case "alipay.fund.trans.uni.transfer" -> transfer(content);
            case "alipay.fund.trans.common.query" -> transferred(content);
            default -> Answer.invalid("isv.invalid-method", "不存在的方法名");
        };
    }

    /** The platform's own account needs no binding. */
    boolean isBound(String receiver) {
        return receiver.equals(AlipayGateway.SELLER_ID) || bound.contains(receiver);
    }

    private Optional<SubMerchant> subMerchant(String externalId) {
        return book.subMerchants().stream()
                .filter(each -> each.externalId().equals(externalId))
                .findFirst();
    }

    private Answer apply(JsonNode content) {
        for (String field : List.of("external_id", "name", "merchant_type", "cert_no", "mcc")) {
            if (content.path(field).asText("").isBlank()) {
                return Answer.refused("INVALID_PARAMETER", "参数无效: " + field);
            }
        }
        String externalId = content.path("external_id").asText();
        Optional<SubMerchant> earlier = subMerchant(externalId);
        if (earlier.filter(each -> !each.status().equals(SubMerchant.REFUSED)).isEmpty()) {
            book.change(new SubMerchant(
                    UUID.randomUUID().toString().replace("-", ""),
                    externalId,
                    content.path("name").asText(),
                    earlier.map(SubMerchant::smid).orElseGet(this::nextSmid),
                    SubMerchant.WAITING,
                    ""));
        }
        return Answer.success()
                .with("order_id", subMerchant(externalId).orElseThrow().orderId());
    }

    private String nextSmid() {
        return "2088%012d".formatted(600_000_000_000L + book.subMerchants().size());
    }

    /** Nobody reviews here: who asks how an application stands is told that it waits, and finds it approved next time. */
    private Answer application(JsonNode content) {
        String orderId = content.path("order_id").asText("");
        String externalId = content.path("external_id").asText("");
        Optional<SubMerchant> found = book.subMerchants().stream()
                .filter(each ->
                        each.orderId().equals(orderId) || each.externalId().equals(externalId))
                .findFirst();
        if (found.isEmpty()) {
            return Answer.refused("ORDER_NOT_EXIST", "申请单不存在");
        }
        SubMerchant merchant = found.get();
        var order = new LinkedHashMap<String, Object>();
        order.put("order_id", merchant.orderId());
        order.put("external_id", merchant.externalId());
        order.put("merchant_name", merchant.name());
        order.put("status", merchant.status());
        if (merchant.isApproved()) {
            order.put("smid", merchant.smid());
        }
        if (!merchant.reason().isEmpty()) {
            order.put("reason", merchant.reason());
        }
        if (merchant.status().equals(SubMerchant.WAITING)) {
            book.change(
                    faults.strikes(Fault.APPLICATION_REFUSED)
                            ? merchant.turned(SubMerchant.REFUSED, "营业执照与商户名称不一致")
                            : merchant.turned(SubMerchant.APPROVED, ""));
        }
        return Answer.success().with("orders", List.of(order));
    }

    private Answer bind(JsonNode content) {
        content.path("receiver_list")
                .forEach(each -> bound.add(each.path("account").asText("")));
        return Answer.success().with("result_code", "SUCCESS");
    }

    private Answer unbind(JsonNode content) {
        content.path("receiver_list")
                .forEach(each -> bound.remove(each.path("account").asText("")));
        return Answer.success().with("result_code", "SUCCESS");
    }

    private Answer receivers() {
        return Answer.success()
                .with("result_code", "SUCCESS")
                .with(
                        "receiver_list",
                        bound.stream().map(each -> Map.of("account", each)).toList());
    }

    private Answer transfer(JsonNode content) {
        String outBizNo = content.path("out_biz_no").asText("");
        String payee = content.path("payee_info").path("identity").asText("");
        Optional<BigDecimal> amount = TradeMethods.amount(
                        content.path("trans_amount").asText(""))
                .filter(yuan -> yuan.compareTo(LEAST_TRANSFER) >= 0);
        if (outBizNo.isEmpty() || payee.isEmpty() || amount.isEmpty()) {
            return Answer.refused("INVALID_PARAMETER", "参数无效");
        }
        if (content.path("transfer_scene_name").asText("").isEmpty()) {
            return Answer.refused("INVALID_PARAMETER", "参数无效: transfer_scene_name");
        }
        Optional<Transfer> earlier = find(outBizNo);
        if (earlier.isPresent()) {
            boolean isSame = earlier.get().amount().compareTo(amount.get()) == 0
                    && earlier.get().payee().equals(payee);
            return isSame ? answer(earlier.get()) : Answer.refused("DUPLICATE_REQUEST", "请求信息不一致");
        }
        if (faults.strikes(Fault.BALANCE_SHORT)) {
            return Answer.refused("PAYER_BALANCE_NOT_ENOUGH", "付款方余额不足");
        }
        var transfer = new Transfer(
                outBizNo,
                UUID.randomUUID().toString().replace("-", ""),
                payee,
                amount.get(),
                faults.strikes(Fault.TRANSFER_DEALING) ? "DEALING" : "SUCCESS",
                clock.millis());
        book.transfer(transfer);
        return answer(transfer);
    }

    /** What is under way ends when it is asked about, well or badly. */
    private Answer transferred(JsonNode content) {
        Optional<Transfer> found = find(content.path("out_biz_no").asText(""));
        if (found.isEmpty()) {
            return Answer.refused("ORDER_NOT_EXIST", "转账订单不存在");
        }
        Transfer transfer = found.get();
        if (transfer.status().equals("DEALING")) {
            book.transfer(transfer.turned(faults.strikes(Fault.TRANSFER_FAILS) ? "FAIL" : "SUCCESS"));
        }
        return answer(transfer);
    }

    private Optional<Transfer> find(String outBizNo) {
        return book.transfers().stream()
                .filter(transfer -> transfer.outBizNo().equals(outBizNo))
                .findFirst();
    }

    private static Answer answer(Transfer transfer) {
        return Answer.success()
                .with("out_biz_no", transfer.outBizNo())
                .with("order_id", transfer.orderId())
                .with("trans_amount", transfer.amount().toPlainString())
                .with("status", transfer.status());
    }
}
