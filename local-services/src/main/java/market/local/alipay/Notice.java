package market.local.alipay;

import java.util.Map;

/** A notification to a shop; repeated with the same number until the shop says it has it. */
record Notice(String notifyId, String outTradeNo, String url, Map<String, String> fields) {
    Notice {
        fields = Map.copyOf(fields);
    }
}
