package market.inventory;

import java.util.UUID;
import market.kernel.TypedId;

/** Names one hold; chosen by whoever asks for it, so that a repeated call finds the first. */
public record ReservationId(UUID value) implements TypedId {}
