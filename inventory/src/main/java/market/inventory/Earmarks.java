package market.inventory;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.catalog.VariantId;
import market.kernel.MerchantId;

/**
 * Stock that is set aside for a channel: Taobao, JD, or a flash sale of the market itself. What is earmarked is never sold
 * to anybody else; an order takes from an earmark by {@link Allocation#from}.
 */
@Singleton
public class Earmarks {

    private final EarmarkDeeds deeds;
    private final EarmarkRepository repository;

    Earmarks(EarmarkDeeds deeds, EarmarkRepository repository) {
        this.deeds = deeds;
        this.repository = repository;
    }

    /** Moves pieces between free stock and channels, all or nothing. */
    @Transactional
    public AdjustStockOutcome move(MoveEarmarks command) {
        return deeds.move(command);
    }

    /** Books a sale that another channel tells of, all lines or none, once per reference. */
    @Transactional
    public ChannelSaleOutcome sell(SellOnChannel command) {
        return deeds.sell(command);
    }

    /**
     * Ends a channel for these variants: what is left becomes free, and so does later what unpaid orders give back.
     * Idempotent.
     */
    @Transactional
    public void close(MerchantId merchant, String channel, Collection<VariantId> variants) {
        deeds.close(merchant, channel, variants);
    }

    /** What is set aside of each variant, for a step of a ladder of its pool; in the order of places and channels. */
    public Map<VariantId, List<Earmark>> ofPools(Collection<VariantId> pools) {
        return pools.isEmpty()
                ? Map.of()
                : repository.findByPools(pools.stream().map(VariantId::value).toList()).stream()
                        .map(EarmarkRow::toEarmark)
                        .collect(Collectors.groupingBy(Earmark::pool));
    }
}
