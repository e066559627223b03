package market.inventory;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import market.kernel.Ids;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;

/** Where merchants keep their goods. */
@Singleton
public class Locations {

    private static final int LIST_MAX = 1_000;

    private final LocationRepository repository;
    private final Ids ids;

    Locations(LocationRepository repository, Ids ids) {
        this.repository = repository;
        this.ids = ids;
    }

    /** Makes a place or renews it, found by the merchant's code. */
    @Transactional
    public LocationId upsert(MerchantId merchant, String code, LocalizedText name, String regionCode) {
        repository.upsert(new LocationRow(ids.next(), merchant.value(), code, name.zh(), name.en(), regionCode));
        return ofMerchant(merchant).stream()
                .filter(location -> location.code().equals(code))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** All places of a merchant in the order of their codes, at most a thousand. */
    public List<Location> ofMerchant(MerchantId merchant) {
        return repository.ofMerchant(merchant.value(), LIST_MAX).stream()
                .map(LocationRow::toLocation)
                .toList();
    }
}
