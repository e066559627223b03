package market.inventory.redis;

import jakarta.inject.Singleton;

/**
 * The one clock by which holds end: that of the Redis server that keeps them, so that copies of the engine whose clocks
 * differ agree. Tests replace this bean to move it on.
 */
@Singleton
public class HoldClock {

    /** By how many milliseconds holds are ahead of Redis's own clock. */
    public String aheadMillis() {
        return "0";
    }
}
