package market.settlement;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;

@MappedEntity(value = "village_share", schema = "settlement")
record VillageShareRow(@Id String regionCode, String name, BigDecimal rate) {}
