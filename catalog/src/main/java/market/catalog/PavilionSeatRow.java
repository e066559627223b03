package market.catalog;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

@Introspected
record PavilionSeatRow(UUID pavilionId, UUID merchantId) {}
