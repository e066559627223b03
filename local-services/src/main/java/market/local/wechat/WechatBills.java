package market.local.wechat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A day's bill as the real one is: cells behind a grave accent, payments and refunds, then a table that sums them up. */
final class WechatBills {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /** In parts of ten thousand. */
    private static final long FEE_RATE = 60;

    private static final String NAMES = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
            + "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,"
            + "申请退款金额,费率备注\r\n";

    private final WechatBook book;

    WechatBills(WechatBook book) {
        this.book = book;
    }

    Optional<String> find(String day) {
        try {
            var isOver = LocalDate.parse(day).isBefore(LocalDate.ofInstant(book.now(), CHINA));
            return isOver ? Optional.of(file(day)).filter(text -> text.contains("`")) : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    static String sum(String file) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(file.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String file(String day) {
        var lines = new StringBuilder();
        var count = 0;
        for (var order : book.orders()) {
            if (order.isPaid() && isOf(day, order.paidAt())) {
                line(lines, order, "SUCCESS", order.paidAt(), "", 0, fee(order.total()));
                count++;
            }
            for (var refund : order.refunds().entrySet()) {
                var back = refund.getValue();
                if (isOf(day, back.at())) {
                    line(lines, order, "REFUND", back.at(), refund.getKey(), back.amount(), -fee(back.amount()));
                    count++;
                }
            }
        }
        return count == 0 ? "" : NAMES + lines + "总交易单数,应结订单总金额,退款总金额\r\n`" + count + ",`0.00,`0.00\r\n";
    }

    private static boolean isOf(String day, Instant at) {
        return at.isAfter(Instant.EPOCH)
                && LocalDate.ofInstant(at, CHINA).toString().equals(day);
    }

    private static long fee(long fen) {
        return (fen * FEE_RATE + 5_000) / 10_000;
    }

    private static void line(
            StringBuilder lines,
            WechatOrder order,
            String state,
            Instant at,
            String refundNo,
            long refunded,
            long fee) {
        var isRefund = !refundNo.isEmpty();
        var cells = List.of(
                TIME.format(at.atOffset(CHINA)),
                WechatGateway.APP_ID,
                WechatGateway.MERCHANT,
                "0",
                "",
                order.transactionId(),
                order.outTradeNo(),
                "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
                order.kind(),
                state,
                "OTHERS",
                "CNY",
                yuan(isRefund ? 0 : order.total()),
                "0.00",
                isRefund ? "50000" + refundNo : "0",
                isRefund ? refundNo : "0",
                yuan(refunded),
                "0.00",
                isRefund ? "ORIGINAL" : "",
                isRefund ? "SUCCESS" : "",
                "goods",
                "",
                yuan(fee) + "000",
                "0.60%",
                yuan(isRefund ? 0 : order.total()),
                yuan(refunded),
                "");
        lines.append('`').append(String.join(",`", cells)).append("\r\n");
    }

    private static String yuan(long fen) {
        return (fen < 0 ? "-" : "") + Math.abs(fen) / 100 + "." + "%02d".formatted(Math.abs(fen) % 100);
    }
}
