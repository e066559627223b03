package market.catalog;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one bundle. */
public record BundleId(UUID value) implements TypedId {}
