package market.checkout.payment.wechat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.checkout.payment.Bill;
import market.kernel.Money;

/**
 * The table of a bill: a line of names, a line for each payment and refund with a grave accent before each cell, and a table
 * that sums them up. Columns are found by their names, and one that is missing is an {@link IllegalArgumentException}: half a
 * bill would look like missing money.
 */
final class WechatBillTable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final String ACCENT = "`";
    private static final String SUMS = "总交易单数";

    private final Map<String, Integer> columns = new HashMap<>();

    private WechatBillTable(String names) {
        var cells = names.replace("\uFEFF", "").split(",", -1);
        for (var i = 0; i < cells.length; i++) {
            columns.put(cells[i].strip(), i);
        }
    }

    static List<Bill.Line> read(String text) {
        var all = text.lines().filter(line -> !line.isBlank()).toList();
        if (all.isEmpty() || all.stream().noneMatch(line -> line.startsWith(SUMS))) {
            throw new IllegalArgumentException("The bill is cut off");
        }
        var table = new WechatBillTable(all.getFirst());
        var lines = new ArrayList<Bill.Line>();
        for (var line : all.subList(1, all.size())) {
            if (line.startsWith(SUMS)) {
                break;
            }
            lines.add(table.line(line.substring(ACCENT.length()).split("," + ACCENT, -1)));
        }
        return lines;
    }

    private Bill.Line line(String[] cells) {
        var isRefund = "REFUND".equals(cell(cells, "交易状态"));
        return new Bill.Line(
                isRefund,
                cell(cells, "商户订单号"),
                cell(cells, "微信订单号"),
                isRefund ? cell(cells, "商户退款单号") : "",
                money(cell(cells, isRefund ? "申请退款金额" : "订单金额")),
                money(cell(cells, "手续费")),
                LocalDateTime.parse(cell(cells, "交易时间"), TIME).toInstant(CHINA));
    }

    private String cell(String[] cells, String name) {
        var column = columns.get(name);
        if (column == null || column >= cells.length) {
            throw new IllegalArgumentException("The bill has no column " + name);
        }
        return cells[column].strip();
    }

    /** Fees stand with five decimals. */
    private static Money money(String yuan) {
        return Money.cny(new BigDecimal(yuan)
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact());
    }
}
