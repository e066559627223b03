package market.cart;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import market.cart.PricedCartLine.UnavailableReason;
import market.catalog.Offer;
import market.catalog.ProductStatus;
import market.catalog.Products;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import market.merchants.Merchant;
import market.merchants.Merchants;
import org.jspecify.annotations.Nullable;

/** Reads goods together with whether they may be sold now: one statement for the goods and one for their merchants. */
@Singleton
class Sellable {

    /** Goods as they are now. */
    record Goods(Map<VariantId, Offer> offers, Map<MerchantId, Merchant> merchants) {

        Optional<Offer> offer(VariantId variant) {
            return Optional.ofNullable(offers.get(variant));
        }

        Optional<Offer> sellable(VariantId variant) {
            return offer(variant).filter(offer -> reasonAgainst(offer) == null);
        }

        @Nullable
        UnavailableReason reasonAgainst(Offer offer) {
            if (offer.product().status() != ProductStatus.LISTED) {
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
        if (variants.isEmpty()) {
            return new Goods(Map.of(), Map.of());
        }
        var offers = new HashMap<>(products.findOffers(new HashSet<>(variants)));
        var sellers = new HashSet<MerchantId>();
        offers.values().forEach(offer -> sellers.add(offer.product().merchant()));
        return new Goods(offers, sellers.isEmpty() ? Map.of() : merchants.findAll(sellers));
    }
}
