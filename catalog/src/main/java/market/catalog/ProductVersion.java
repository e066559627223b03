package market.catalog;

import java.time.Instant;
import java.util.List;

/**
 * A product as somebody wrote it.
 *
 * @param version that the write made; writes of others, such as a lapsing certificate, leave gaps
 * @param changes against the version that was kept before it
 */
public record ProductVersion(int version, Instant at, List<EditOutcome.Change> changes) {

    public ProductVersion {
        changes = List.copyOf(changes);
    }
}
