package market.local.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Paying several orders in one go, where the contract allows it: asked for first, opened by the number given for that. */
final class MergeMethods {

    static final String PRECREATE = "alipay.trade.merge.precreate";
    static final String PAGE_PAY = "alipay.trade.page.merge.pay";
    static final String WAP_PAY = "alipay.trade.wap.merge.pay";
    static final String APP_PAY = "alipay.trade.app.merge.pay";
    private static final int ORDERS_MAX = 20;

    /** What the asking came to. */
    sealed interface Outcome {}

    record Taken(Merge merge) implements Outcome {}

    record Refused(Answer answer) implements Outcome {}

    private final TradeBook book;
    private final OrderIntake intake;

    MergeMethods(TradeBook book, OrderIntake intake) {
        this.book = book;
        this.intake = intake;
    }

    Answer precreate(Map<String, String> parameters, JsonNode content) {
        return switch (take(parameters, content)) {
            case Refused(var answer) -> answer;
            case Taken(var merge) ->
                Answer.success()
                        .with("out_merge_no", merge.outMergeNo())
                        .with("pre_order_no", merge.preOrderNo())
                        .with(
                                "order_detail_results",
                                merge.orders().stream()
                                        .map(order -> Map.of(
                                                "app_id",
                                                AlipayGateway.APP_ID,
                                                "out_trade_no",
                                                order.outTradeNo(),
                                                "success",
                                                true,
                                                "result_code",
                                                "SUCCESS"))
                                        .toList());
        };
    }

    /** All of them or none: what is kept is a whole order of the buyer's. */
    private Outcome take(Map<String, String> parameters, JsonNode content) {
        JsonNode details = content.path("order_details");
        String mergeNo = content.path("out_merge_no").asText("");
        if (!details.isArray() || details.isEmpty() || details.size() > ORDERS_MAX || mergeNo.isEmpty()) {
            return new Refused(Answer.refused("ACQ.INVALID_PARAMETER", "参数无效: order_details"));
        }
        var orders = new ArrayList<PaymentOrder>();
        for (JsonNode detail : details) {
            if (!detail.path("app_id").asText("").equals(AlipayGateway.APP_ID)) {
                return new Refused(Answer.refused("ACQ.INVALID_PARAMETER", "参数无效: app_id"));
            }
            switch (intake.read(PRECREATE, parameters, withExpiry(detail, content))) {
                case OrderIntake.Refused(var answer) -> {
                    return new Refused(answer);
                }
                case OrderIntake.Taken(var order) -> orders.add(order);
            }
        }
        return new Taken(book.merge(new Merge(number(), number(), mergeNo, orders)));
    }

    private static JsonNode withExpiry(JsonNode detail, JsonNode content) {
        ObjectNode whole = detail.deepCopy();
        for (String name : List.of("time_expire", "timeout_express")) {
            if (content.has(name)) {
                whole.set(name, content.get(name));
            }
        }
        return whole;
    }

    /** The page carries the orders itself; a telephone brings the number of what was asked before. */
    Outcome open(String method, Map<String, String> parameters, JsonNode content) {
        if (method.equals(PAGE_PAY)) {
            return take(parameters, content);
        }
        Optional<Merge> found =
                book.mergeByPreOrder(content.path("pre_order_no").asText(""));
        return found.<Outcome>map(Taken::new)
                .orElseGet(() -> new Refused(Answer.refused("ACQ.INVALID_PARAMETER", "参数无效: pre_order_no")));
    }

    private static String number() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
