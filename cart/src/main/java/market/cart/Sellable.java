package market.cart;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import market.cart.PricedCartLine.UnavailableReason;
import market.catalog.Bundle;
import market.catalog.BundleId;
import market.catalog.Bundles;
import market.catalog.Offer;
import market.catalog.Products;
import market.catalog.VariantId;
import market.kernel.MerchantId;
import market.merchants.Merchant;
import market.merchants.Merchants;
import org.jspecify.annotations.Nullable;

/**
 * Reads goods together with whether they may be sold now: one statement for the goods, one for their merchants, and one for
 * bundles if there are any.
 */
@Singleton
class Sellable {

    /** What is to be read; of bundles also all that stands in them. */
    record Needs(Set<VariantId> variants, Set<BundleId> bundles) {

        static final Needs NONE = new Needs(Set.of(), Set.of());

        Needs {
            variants = Set.copyOf(variants);
            bundles = Set.copyOf(bundles);
        }

        static Needs of(Collection<VariantId> variants) {
            return new Needs(Set.copyOf(variants), Set.of());
        }

        static Needs of(BundleId bundle) {
            return new Needs(Set.of(), Set.of(bundle));
        }

        static Needs of(Cart cart) {
            var variants = new HashSet<VariantId>();
            var bundles = new HashSet<BundleId>();
            Stream.concat(cart.lines().stream(), cart.saved().stream()).forEach(line -> {
                variants.add(line.variant());
                var bundle = line.bundle();
                if (bundle != null) {
                    bundles.add(bundle.id());
                }
            });
            return new Needs(variants, bundles);
        }

        Needs and(Needs more) {
            var allVariants = new HashSet<>(variants);
            allVariants.addAll(more.variants);
            var allBundles = new HashSet<>(bundles);
            allBundles.addAll(more.bundles);
            return new Needs(allVariants, allBundles);
        }
    }

    /**
     * Goods as they are now.
     *
     * @param asked also those that the catalogue does not know
     * @param now when they were read
     */
    record Goods(
            Needs asked,
            Map<VariantId, Offer> offers,
            Map<MerchantId, Merchant> merchants,
            Map<BundleId, Bundle> bundles,
            Instant now) {

        static final Goods NONE = new Goods(Needs.NONE, Map.of(), Map.of(), Map.of(), Instant.EPOCH);

        Optional<Offer> offer(VariantId variant) {
            return Optional.ofNullable(offers.get(variant));
        }

        Optional<Offer> sellable(VariantId variant) {
            return offer(variant).filter(offer -> reasonAgainst(offer) == null);
        }

        Optional<Bundle> bundle(BundleId id) {
            return Optional.ofNullable(bundles.get(id));
        }

        /** Whether all that stands in a bundle can be sold, each for the money of the bundle. */
        boolean isSellable(Bundle bundle) {
            return bundle.components().stream()
                    .allMatch(component -> sellable(component.variant())
                            .filter(offer -> offer.variant().price().currency().equals(bundle.currency()))
                            .isPresent());
        }

        @Nullable
        UnavailableReason reasonAgainst(Offer offer) {
            if (!offer.product().isOnSale()) {
                return UnavailableReason.WITHDRAWN;
            }
            var merchant = merchants.get(offer.product().merchant());
            if (merchant == null || !merchant.isActive()) {
                return UnavailableReason.MERCHANT_SUSPENDED;
            }
            var preSale = offer.variant().preSale();
            return preSale != null && preSale.isOver(now) ? UnavailableReason.PRE_SALE_ENDED : null;
        }
    }

    private final Products products;
    private final Bundles bundles;
    private final Merchants merchants;
    private final Clock clock;

    Sellable(Products products, Bundles bundles, Merchants merchants, Clock clock) {
        this.products = products;
        this.bundles = bundles;
        this.merchants = merchants;
        this.clock = clock;
    }

    Goods read(Needs needs) {
        return extend(Goods.NONE, needs, merchants::findAll);
    }

    /** As {@link #read}, with merchants from memory: for pages, which may be a moment old. */
    Goods recall(Needs needs) {
        return extend(Goods.NONE, needs, merchants::recallAll);
    }

    /** Reads what is not known yet. */
    Goods extend(Goods known, Needs needs) {
        return extend(known, needs, merchants::findAll);
    }

    private Goods extend(
            Goods known, Needs needs, Function<Collection<MerchantId>, Map<MerchantId, Merchant>> readMerchants) {
        var found = bundles.findAll(missing(needs.bundles, known.asked.bundles));
        var parts = new HashSet<VariantId>();
        found.values().forEach(bundle -> parts.addAll(bundle.pieces().keySet()));
        var wanted = needs.and(Needs.of(parts));
        var missing = missing(wanted.variants, known.asked.variants);
        if (missing.isEmpty() && known.asked.bundles.containsAll(wanted.bundles)) {
            return known;
        }
        var offers = new HashMap<>(known.offers);
        offers.putAll(products.findOffers(missing));
        var sellers = new HashSet<MerchantId>();
        offers.values().forEach(offer -> sellers.add(offer.product().merchant()));
        sellers.removeAll(known.merchants.keySet());
        var all = new HashMap<>(known.merchants);
        if (!sellers.isEmpty()) {
            all.putAll(readMerchants.apply(sellers));
        }
        var offered = new HashMap<>(known.bundles);
        offered.putAll(found);
        return new Goods(known.asked.and(wanted), offers, all, offered, clock.instant());
    }

    private static <T> List<T> missing(Collection<T> wanted, Set<T> known) {
        var missing = new ArrayList<>(wanted);
        missing.removeAll(known);
        return missing;
    }
}
