package market.catalog;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days as documents, batches and price lists mean them. */
final class TradeDay {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private TradeDay() {}

    static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }
}
