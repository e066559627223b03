package market.inventory;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/** That a place where a product is kept sends goods to some regions. */
@Introspected
record DeliveryRow(UUID productId, String deliversTo) {}
