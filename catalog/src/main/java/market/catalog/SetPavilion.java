package market.catalog;

import java.util.UUID;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A curator writes what the pavilion says of itself; null stays as it is.
 *
 * @param description plain text
 */
public record SetPavilion(
        Pavilion pavilion,
        @Nullable LocalizedText name,
        @Nullable LocalizedText description,
        UUID curator,
        int expectedVersion) {}
