package market.catalog;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;

/**
 * How often one pack was looked up by its serial number.
 *
 * @param scans the last one counted
 */
@Introspected
public record PackScan(String serial, long scans, Instant firstAt, Instant lastAt) {

    private static final long SCANS_USUAL_MAX = 10;

    /** A pack is new to its buyer, who looks at it a few times: more often means that its code was copied. */
    public boolean isSuspicious() {
        return scans > SCANS_USUAL_MAX;
    }
}
