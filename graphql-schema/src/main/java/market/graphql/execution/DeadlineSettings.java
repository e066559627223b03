package market.graphql.execution;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import market.graphql.Surface;

/** How long an operation may run. */
@Singleton
final class DeadlineSettings {

    private final Duration storefront;
    private final Duration staff;

    DeadlineSettings(
            @Value("${market.deadline.storefront:5s}") Duration storefront,
            @Value("${market.deadline.staff:10s}") Duration staff) {
        this.storefront = storefront;
        this.staff = staff;
    }

    Duration of(Surface surface) {
        return switch (surface) {
            case STOREFRONT -> storefront;
            case MERCHANT, OPERATOR -> staff;
        };
    }
}
