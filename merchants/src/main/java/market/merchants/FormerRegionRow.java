package market.merchants;

import io.micronaut.core.annotation.Introspected;

@Introspected
record FormerRegionRow(String code, String successor) {}
