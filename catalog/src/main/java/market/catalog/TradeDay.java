package market.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days as documents, batches and price lists mean them. */
final class TradeDay {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private TradeDay() {}

    static LocalDate today(Clock clock) {
        return of(clock.instant());
    }

    static LocalDate of(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }
}
