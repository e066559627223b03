package market.inventory;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import market.inventory.redis.RedisHolds.Caps;

/** How much and how long one buyer may keep from others without paying. */
@Singleton
class HoldLimits {

    final Caps caps;

    /** From the first moment of a hold, however often it is extended. */
    final Duration life;

    HoldLimits(
            @Value("${market.inventory.holds-per-buyer-max:20}") int holds,
            @Value("${market.inventory.held-pieces-per-buyer-max:100000}") long pieces,
            @Value("${market.inventory.held-pieces-of-variant-per-buyer-max:50000}") long piecesOfVariant,
            @Value("${market.inventory.hold-life-max:1h}") Duration life) {
        this.caps = new Caps(holds, pieces, piecesOfVariant);
        this.life = life;
    }

    Duration shortened(Duration ttl) {
        return ttl.compareTo(life) > 0 ? life : ttl;
    }
}
