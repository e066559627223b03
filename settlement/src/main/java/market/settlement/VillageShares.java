package market.settlement;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Which villages take part in the sales of goods from their ground. */
@Singleton
public class VillageShares {

    private final VillageShareRepository repository;

    VillageShares(VillageShareRepository repository) {
        this.repository = repository;
    }

    /** Registers a village or changes its rate for payments from now on. */
    @Transactional
    public void register(String regionCode, String name, BigDecimal rate) {
        repository.upsert(new VillageShareRow(regionCode, name, rate));
    }

    Map<String, BigDecimal> rates(Collection<String> regionCodes) {
        return repository.findAll(regionCodes).stream()
                .collect(Collectors.toMap(VillageShareRow::regionCode, VillageShareRow::rate));
    }
}
