package market.cart;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import market.cart.PricedCartLine.UnavailableReason;
import market.catalog.Offer;
import market.catalog.Products;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import market.merchants.Merchant;
import market.merchants.Merchants;
import org.jspecify.annotations.Nullable;

/** Reads goods together with whether they may be sold now: one statement for the goods and one for their merchants. */
@Singleton
class Sellable {

    /**
     * Goods as they are now.
     *
     * @param asked also those that the catalogue does not know
     */
    record Goods(Set<VariantId> asked, Map<VariantId, Offer> offers, Map<MerchantId, Merchant> merchants) {

        static final Goods NONE = new Goods(Set.of(), Map.of(), Map.of());

        Optional<Offer> offer(VariantId variant) {
            return Optional.ofNullable(offers.get(variant));
        }

        Optional<Offer> sellable(VariantId variant) {
            return offer(variant).filter(offer -> reasonAgainst(offer) == null);
        }

        @Nullable
        UnavailableReason reasonAgainst(Offer offer) {
            if (!offer.product().isOnSale()) {
                return UnavailableReason.WITHDRAWN;
            }
            var merchant = merchants.get(offer.product().merchant());
            return merchant != null && merchant.isActive() ? null : UnavailableReason.MERCHANT_SUSPENDED;
        }
    }

    private final Products products;
    private final Merchants merchants;

    Sellable(Products products, Merchants merchants) {
        this.products = products;
        this.merchants = merchants;
    }

    Goods read(Collection<VariantId> variants) {
        return extend(Goods.NONE, variants, merchants::findAll);
    }

    /** As {@link #read}, with merchants from memory: for pages, which may be a moment old. */
    Goods recall(Collection<VariantId> variants) {
        return extend(Goods.NONE, variants, merchants::recallAll);
    }

    /** Reads what is not known yet. */
    Goods extend(Goods known, Collection<VariantId> variants) {
        return extend(known, variants, merchants::findAll);
    }

    private Goods extend(
            Goods known,
            Collection<VariantId> variants,
            Function<Collection<MerchantId>, Map<MerchantId, Merchant>> readMerchants) {
        var missing = new HashSet<>(variants);
        missing.removeAll(known.asked);
        if (missing.isEmpty()) {
            return known;
        }
        var asked = new HashSet<>(known.asked);
        asked.addAll(missing);
        var offers = new HashMap<>(known.offers);
        offers.putAll(products.findOffers(missing));
        var sellers = new HashSet<MerchantId>();
        offers.values().forEach(offer -> sellers.add(offer.product().merchant()));
        sellers.removeAll(known.merchants.keySet());
        var all = new HashMap<>(known.merchants);
        if (!sellers.isEmpty()) {
            all.putAll(readMerchants.apply(sellers));
        }
        return new Goods(asked, offers, all);
    }
}
