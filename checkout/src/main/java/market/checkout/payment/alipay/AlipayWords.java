package market.checkout.payment.alipay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import market.checkout.payment.PaymentRequest;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** Amounts, times and texts as the protocol writes them. */
final class AlipayWords {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int SUBJECT_MAX = 128;

    private AlipayWords() {}

    /** Null when it is no amount of yuan and fen. */
    static @Nullable Money money(@Nullable String yuan) {
        if (yuan == null || !yuan.matches("[0-9]{1,12}(\\.[0-9]{1,2})?")) {
            return null;
        }
        return Money.ofMajor(yuan, "CNY");
    }

    static String time(Instant instant) {
        return TIME.format(instant.atZone(CHINA));
    }

    static @Nullable Instant instant(@Nullable String time) {
        try {
            return time == null
                    ? null
                    : LocalDateTime.parse(time, TIME).atZone(CHINA).toInstant();
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    /** Letters, digits and harmless marks only: the rest breaks the pages and signatures of others. */
    static String subject(PaymentRequest payment) {
        var subject = harmless(payment.subject());
        return subject.isEmpty() ? payment.orderNumber() : subject;
    }

    static String harmless(String text) {
        var harmless = new StringBuilder();
        text.codePoints()
                .map(point -> isHarmless(point) ? point : ' ')
                .limit(SUBJECT_MAX)
                .forEach(harmless::appendCodePoint);
        return harmless.toString().strip().replaceAll(" {2,}", " ");
    }

    private static boolean isHarmless(int point) {
        return Character.isLetterOrDigit(point) || " .-_()（）·、，：".indexOf(point) >= 0;
    }
}
