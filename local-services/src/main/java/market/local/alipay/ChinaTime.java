package market.local.alipay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The protocol's timestamps: GMT+8 whatever the machine's zone. */
final class ChinaTime {
    static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    private ChinaTime() {}

    static String format(Instant instant) {
        return FORMAT.format(instant.atOffset(ZONE));
    }

    static String format(long millis) {
        return format(Instant.ofEpochMilli(millis));
    }

    static String day(Instant instant) {
        return DAY.format(instant.atOffset(ZONE));
    }

    static LocalDate day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZONE);
    }

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, FORMAT).toInstant(ZONE));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
