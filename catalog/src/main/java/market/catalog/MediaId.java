package market.catalog;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one picture that a merchant sent. */
public record MediaId(UUID value) implements TypedId {}
