package market.graphql.rate;

/**
 * A bucket's size.
 *
 * @param max most points it holds; it starts full
 * @param restoreRate points that come back each second
 */
record RateLimit(long max, long restoreRate) {

    RateLimit {
        if (max < 1 || restoreRate < 1) {
            throw new IllegalArgumentException("A rate limit is at least one point, and one a second");
        }
    }

    /** What a copy takes at once: few trips to Redis, and little is lost to the other copies meanwhile. */
    long share() {
        return Math.max(1, max / 50);
    }
}
