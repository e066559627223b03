package market.catalog;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

@Introspected
record ProductTypeRow(String code, String nameZh, @Nullable String nameEn, String categoryCode, String attributes) {}
