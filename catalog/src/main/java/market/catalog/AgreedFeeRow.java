package market.catalog;

import io.micronaut.core.annotation.Introspected;
import java.math.BigDecimal;
import java.util.UUID;

@Introspected
record AgreedFeeRow(String handle, UUID merchantId, BigDecimal feeRate) {}
