package market.checkout.payment.alipay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import market.checkout.payment.Bill;
import market.kernel.Money;

/**
 * The table of a bill: remarks after {@code #}, a line of names, a line for each payment and refund, cells padded by tabs.
 * Columns are found by their names, for more of them come from time to time. A table that cannot be understood whole is an
 * {@link IllegalArgumentException}: half a bill would look like missing money.
 */
final class AlipayBillTable {

    private static final String TRADE_NO = "支付宝交易号";
    private static final String ATTEMPT_NO = "商户订单号";
    private static final String KIND = "业务类型";
    private static final String FINISHED = "完成时间";
    private static final String AMOUNT = "订单金额（元）";
    private static final String REFUND_NO = "退款批次号/请求号";
    private static final String FEE = "服务费（元）";
    private static final String END = "#-----------------------------------------业务明细列表结束";

    private final Map<String, Integer> columns = new HashMap<>();

    private AlipayBillTable(String names) {
        var cells = names.split(",", -1);
        for (var i = 0; i < cells.length; i++) {
            columns.put(cells[i].strip(), i);
        }
    }

    static List<Bill.Line> read(String text) {
        var lines = new ArrayList<Bill.Line>();
        AlipayBillTable table = null;
        var isWhole = false;
        for (var line : text.lines().toList()) {
            isWhole |= line.startsWith(END);
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            if (table == null) {
                table = new AlipayBillTable(line);
            } else {
                lines.add(table.line(line.split(",", -1)));
            }
        }
        if (table == null || !isWhole) {
            throw new IllegalArgumentException("The bill is cut off");
        }
        return lines;
    }

    private Bill.Line line(String[] cells) {
        var isRefund = "退款".equals(cell(cells, KIND));
        // Refunds stand with a minus, and so does the fee of a payment.
        var amount = money(cell(cells, AMOUNT));
        return new Bill.Line(
                isRefund,
                cell(cells, ATTEMPT_NO),
                cell(cells, TRADE_NO),
                isRefund ? cell(cells, REFUND_NO) : "",
                isRefund ? amount.negated() : amount,
                money(cell(cells, FEE)).negated(),
                Objects.requireNonNull(AlipayWords.instant(cell(cells, FINISHED))));
    }

    private String cell(String[] cells, String name) {
        var column = columns.get(name);
        if (column == null || column >= cells.length) {
            throw new IllegalArgumentException("The bill has no column " + name);
        }
        return cells[column].strip();
    }

    private static Money money(String yuan) {
        var isNegative = yuan.startsWith("-");
        var amount = AlipayWords.money(isNegative ? yuan.substring(1) : yuan);
        if (amount == null) {
            throw new IllegalArgumentException("The bill has an amount that is none");
        }
        return isNegative ? amount.negated() : amount;
    }
}
