package market.local.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what a shop asks to be paid, and keeps it. */
final class OrderIntake {
    /** What the asking came to. */
    sealed interface Outcome {}

    record Taken(PaymentOrder order) implements Outcome {}

    record Refused(Answer answer) implements Outcome {}

    private static final Pattern OUT_TRADE_NO = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern TIMEOUT = Pattern.compile("([0-9]{1,5})([mhd])");
    private static final BigDecimal MOST = new BigDecimal("100000000.00");
    private static final Duration QR_LIFETIME = Duration.ofHours(3);
    private static final Duration PAGE_LIFETIME = Duration.ofDays(15);

    private final TradeBook book;
    private final Clock clock;

    OrderIntake(TradeBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** Checks what is asked and keeps it. */
    Outcome take(String method, Map<String, String> parameters, JsonNode content) {
        return switch (read(method, parameters, content)) {
            case Refused refused -> refused;
            case Taken(var order) -> new Taken(book.place(order));
        };
    }

    /** Checks what is asked; nothing is kept. */
    Outcome read(String method, Map<String, String> parameters, JsonNode content) {
        String outTradeNo = content.path("out_trade_no").asText("");
        String subject = content.path("subject").asText("");
        Optional<BigDecimal> amount =
                TradeMethods.amount(content.path("total_amount").asText("")).filter(yuan -> yuan.compareTo(MOST) <= 0);
        if (!OUT_TRADE_NO.matcher(outTradeNo).matches()) {
            return invalid("out_trade_no");
        }
        if (amount.isEmpty()) {
            return invalid("total_amount");
        }
        if (subject.isBlank()) {
            return invalid("subject");
        }
        Optional<Instant> expires = expiry(method, content);
        if (expires.isEmpty() || !expires.get().isAfter(clock.instant())) {
            return invalid("time_expire");
        }
        String subMerchant = content.path("sub_merchant").path("merchant_id").asText("");
        if (!subMerchant.isEmpty() && book.subMerchants().stream().noneMatch(each -> isOf(each, subMerchant))) {
            return new Refused(Answer.refused("ACQ.ACCESS_FORBIDDEN", "二级商户不存在或未生效"));
        }
        return conflict(outTradeNo, amount.get())
                .orElseGet(() -> new Taken(new PaymentOrder(
                        UUID.randomUUID().toString().replace("-", ""),
                        method,
                        outTradeNo,
                        amount.get(),
                        subject,
                        parameters.getOrDefault("notify_url", ""),
                        parameters.getOrDefault("return_url", ""),
                        content.path("passback_params").asText(""),
                        expires.get().toEpochMilli(),
                        subMerchant)));
    }

    private static boolean isOf(SubMerchant merchant, String smid) {
        return merchant.isApproved() && merchant.smid().equals(smid);
    }

    private static Outcome invalid(String field) {
        return new Refused(Answer.refused("ACQ.INVALID_PARAMETER", "参数无效: " + field));
    }

    private Optional<Outcome> conflict(String outTradeNo, BigDecimal amount) {
        return book.trade(outTradeNo).flatMap(trade -> switch (trade.status()) {
            case TRADE_SUCCESS -> refused("ACQ.TRADE_HAS_SUCCESS", "交易已被支付");
            case TRADE_CLOSED -> refused("ACQ.TRADE_HAS_CLOSE", "交易已经关闭");
            case WAIT_BUYER_PAY ->
                trade.order().totalAmount().compareTo(amount) == 0
                        ? Optional.empty()
                        : refused("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
        });
    }

    private static Optional<Outcome> refused(String subCode, String subMessage) {
        return Optional.of(new Refused(Answer.refused(subCode, subMessage)));
    }

    private Optional<Instant> expiry(String method, JsonNode content) {
        String until = content.path("time_expire").asText("");
        if (!until.isEmpty()) {
            return ChinaTime.parse(until);
        }
        String timeout = content.path("timeout_express").asText("");
        if (!timeout.isEmpty()) {
            return duration(timeout).map(clock.instant()::plus);
        }
        boolean isQr = method.equals(TradeMethods.PRECREATE);
        return Optional.of(clock.instant().plus(isQr ? QR_LIFETIME : PAGE_LIFETIME));
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = TIMEOUT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }
}
