package market.inventory;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/** Until when goods with a best-before date may be sold, where a merchant has set nothing else. */
@Singleton
class SaleMargin {

    /** Best-before dates are days of the trade. */
    private static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");

    private final Clock clock;
    private final int days;

    SaleMargin(Clock clock, @Value("${market.inventory.sale-margin:7d}") Duration margin) {
        this.clock = clock;
        this.days = Math.toIntExact(margin.toDays());
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), TRADE_ZONE);
    }

    /** Days before the best-before date on which goods are sold for the last time. */
    int days() {
        return days;
    }
}
