package market.inventory;

import java.util.UUID;
import market.kernel.TypedId;

public record FlashSaleId(UUID value) implements TypedId {}
