package market.local.alipay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** {@code /bill/CODE}: a day's bill as the real one is, two tables in GBK within an archive. An address is good for 30 seconds. */
final class BillEndpoint implements HttpHandler {

    private static final Charset GBK = Charset.forName("GBK");
    private static final long LIFETIME_MILLIS = 30_000;
    private static final BigDecimal FEE_RATE = new BigDecimal("0.006");
    private static final String NAMES = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
            + "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,"
            + "商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注\r\n";

    private record Ticket(LocalDate day, long untilMillis) {}

    private final TradeBook book;
    private final Faults faults;
    private final Clock clock;
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();

    BillEndpoint(TradeBook book, Faults faults, Clock clock) {
        this.book = book;
        this.faults = faults;
        this.clock = clock;
    }

    /** Only days that are over have a bill. */
    Answer address(String gateway, String day) {
        try {
            var wanted = LocalDate.parse(day);
            if (!wanted.isBefore(LocalDate.ofInstant(clock.instant(), ChinaTime.ZONE))) {
                return Answer.refused("isp.bill_not_exist", "账单不存在");
            }
            String code = UUID.randomUUID().toString();
            tickets.put(code, new Ticket(wanted, clock.millis() + LIFETIME_MILLIS));
            return Answer.success().with("bill_download_url", gateway + "/bill/" + code);
        } catch (DateTimeParseException _) {
            return Answer.invalid("isv.invalid-parameter", "参数无效: bill_date");
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        var ticket = tickets.get(path.substring(path.lastIndexOf('/') + 1));
        if (ticket == null || ticket.untilMillis < clock.millis()) {
            Web.send(exchange, 404, "text/plain", "");
            return;
        }
        byte[] archive = archive(ticket.day);
        exchange.getResponseHeaders().set("Content-Type", "application/zip");
        exchange.sendResponseHeaders(200, archive.length);
        exchange.getResponseBody().write(archive);
        exchange.close();
    }

    private byte[] archive(LocalDate day) throws IOException {
        var bytes = new ByteArrayOutputStream();
        String name = AlipayGateway.SELLER_ID + "0156_" + day.toString().replace("-", "");
        try (var zip = new ZipOutputStream(bytes, GBK)) {
            zip.putNextEntry(new ZipEntry(name + "_业务明细.csv"));
            zip.write(details(day).getBytes(GBK));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry(name + "_业务明细(汇总).csv"));
            zip.write("#支付宝业务汇总查询\r\n".getBytes(GBK));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private String details(LocalDate day) {
        var text = new StringBuilder(
                "#支付宝业务明细查询\r\n#账号：[" + AlipayGateway.SELLER_ID + "0156]\r\n#起始日期：[" + day
                        + " 00:00:00]   终止日期：[" + day.plusDays(1)
                        + " 00:00:00]\r\n#-----------------------------------------业务明细列表----------------------------------------\r\n");
        text.append(NAMES);
        for (Trade trade : book.trades()) {
            if (isOf(day, trade.paidMillis())) {
                payment(text, trade);
                if (faults.strikes(Fault.BILL_TWICE)) {
                    payment(text, trade);
                }
            }
            for (Refund refund : trade.refunds()) {
                if (isOf(day, refund.atMillis())) {
                    BigDecimal back = refund.amount().negate();
                    line(text, trade, "退款", refund.atMillis(), back, refund.outRequestNo(), fee(refund.amount()));
                }
            }
        }
        text.append("#-----------------------------------------业务明细列表结束------------------------------------\r\n");
        return text.toString();
    }

    private void payment(StringBuilder text, Trade trade) {
        if (faults.strikes(Fault.BILL_WITHOUT)) {
            return;
        }
        BigDecimal amount = trade.order().totalAmount();
        if (faults.strikes(Fault.BILL_WRONG_AMOUNT)) {
            amount = amount.add(new BigDecimal("0.01"));
        }
        BigDecimal fee = fee(trade.order().totalAmount()).negate();
        if (faults.strikes(Fault.BILL_WRONG_FEE)) {
            fee = fee.subtract(new BigDecimal("0.01"));
        }
        line(text, trade, "交易", trade.paidMillis(), amount, "", fee);
    }

    private static BigDecimal fee(BigDecimal amount) {
        return amount.multiply(FEE_RATE).setScale(2, RoundingMode.HALF_UP);
    }

    private static boolean isOf(LocalDate day, long millis) {
        return millis > 0 && ChinaTime.day(millis).equals(day);
    }

    private static void line(
            StringBuilder text,
            Trade trade,
            String kind,
            long atMillis,
            BigDecimal amount,
            String requestNo,
            BigDecimal fee) {
        text.append(trade.tradeNo()).append("\t,");
        text.append(trade.order().outTradeNo()).append("\t,");
        text.append(kind).append("\t,");
        text.append(trade.order().subject().replace(',', ' ')).append("\t,");
        text.append(ChinaTime.format(trade.createdMillis())).append("\t,");
        text.append(ChinaTime.format(atMillis)).append("\t,\t,\t,\t,\t,").append(AlipayGateway.BUYER_LOGON);
        text.append("\t,").append(amount.toPlainString()).append("\t,").append(amount.toPlainString());
        text.append("\t,0.00\t,0.00\t,0.00\t,0.00\t,0.00\t,\t,0.00\t,0.00\t,").append(requestNo);
        text.append("\t,").append(fee.toPlainString()).append("\t,0.00\t,\r\n");
    }
}
