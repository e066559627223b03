package market.merchants;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a division was called for a time.
 *
 * @param validUntil the first day on which it was not valid any more; null while it is
 * @param successor the code that took its place then; null when the code lived on, or nothing followed
 */
public record RegionVersion(
        String code,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        String name,
        @Nullable String successor) {}
