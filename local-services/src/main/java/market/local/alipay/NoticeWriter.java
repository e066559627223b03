package market.local.alipay;

import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Puts a trade's news into the fields of the real notification. */
final class NoticeWriter {
    private final Clock clock;

    NoticeWriter(Clock clock) {
        this.clock = clock;
    }

    /** Nothing when the shop gave no address. A wap payment reports its closing, the others only that it was paid. */
    Optional<Notice> ofClosed(Trade trade) {
        return trade.order().method().equals(TradeMethods.WAP_PAY) ? write(trade, Optional.empty()) : Optional.empty();
    }

    Optional<Notice> ofPaid(Trade trade) {
        return write(trade, Optional.empty());
    }

    Optional<Notice> ofRefund(Trade trade, Refund refund) {
        return write(trade, Optional.of(refund));
    }

    private Optional<Notice> write(Trade trade, Optional<Refund> refund) {
        PaymentOrder order = trade.order();
        if (order.notifyUrl().isEmpty()) {
            return Optional.empty();
        }
        String total = order.totalAmount().toPlainString();
        var fields = new TreeMap<String, String>();
        fields.put("notify_id", UUID.randomUUID().toString().replace("-", ""));
        fields.put("notify_type", "trade_status_sync");
        fields.put("notify_time", ChinaTime.format(clock.instant()));
        fields.put("app_id", AlipayGateway.APP_ID);
        fields.put("auth_app_id", AlipayGateway.APP_ID);
        fields.put("seller_id", AlipayGateway.SELLER_ID);
        fields.put("buyer_id", AlipayGateway.BUYER_ID);
        fields.put("out_trade_no", order.outTradeNo());
        fields.put("trade_no", trade.tradeNo());
        fields.put("trade_status", trade.status().name());
        fields.put("subject", order.subject());
        fields.put("total_amount", total);
        fields.put("gmt_create", ChinaTime.format(trade.createdMillis()));
        fields.put("charset", "utf-8");
        fields.put("version", "1.0");
        fields.put("sign_type", "RSA2");
        if (!order.passbackParams().isEmpty()) {
            fields.put("passback_params", order.passbackParams());
        }
        if (trade.paidMillis() > 0) {
            fields.put("gmt_payment", ChinaTime.format(trade.paidMillis()));
            fields.put("receipt_amount", total);
            fields.put("buyer_pay_amount", total);
            fields.put("invoice_amount", total);
            fields.put("fund_bill_list", "[{\"amount\":\"" + total + "\",\"fundChannel\":\"ALIPAYACCOUNT\"}]");
        }
        if (trade.closedMillis() > 0) {
            fields.put("gmt_close", ChinaTime.format(trade.closedMillis()));
        }
        refund.ifPresent(given -> {
            fields.put("refund_fee", trade.refundFee().toPlainString());
            fields.put("gmt_refund", ChinaTime.format(given.atMillis()));
            fields.put("out_biz_no", given.outRequestNo());
        });
        return Optional.of(
                new Notice(fields.getOrDefault("notify_id", ""), order.outTradeNo(), order.notifyUrl(), fields));
    }
}
