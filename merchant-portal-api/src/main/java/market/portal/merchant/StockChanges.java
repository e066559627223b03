package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import market.catalog.Offer;
import market.catalog.Products;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Input;
import market.inventory.AdjustStock;
import market.inventory.LocationId;

/** Reads the changes of a stock adjustment and vouches that every variant is the caller's own. */
@Singleton
class StockChanges {

    /** A thousand million pieces: more than any shelf holds, and no sum of 250 of them overflows. */
    private static final long PIECES_MAX = 1_000_000_000;

    /** What came of reading. */
    sealed interface Read {}

    record Understood(List<AdjustStock.Change> changes) implements Read {}

    record Faulty(List<MerchantUserError> errors) implements Read {}

    private final Products products;

    StockChanges(Products products) {
        this.products = products;
    }

    Read read(Input input, Call call) {
        var given = input.objects("changes");
        if (given.isEmpty()) {
            return faulty(MerchantErrorCode.INVALID, input, call);
        }
        if (given.size() > AdjustStock.CHANGES_MAX) {
            return faulty(MerchantErrorCode.LIMIT_EXCEEDED, input, call);
        }
        var offers = products.findOffers(given.stream()
                .flatMap(change -> variant(change).stream())
                .distinct()
                .toList());
        var errors = new ArrayList<MerchantUserError>();
        var changes = new ArrayList<AdjustStock.Change>();
        for (var change : given) {
            var faults = faults(change, offers, call);
            errors.addAll(faults);
            if (faults.isEmpty()) {
                changes.add(read(change, offers));
            }
        }
        return errors.isEmpty() ? new Understood(changes) : new Faulty(errors);
    }

    private static List<MerchantUserError> faults(Input change, Map<VariantId, Offer> offers, Call call) {
        var errors = new ArrayList<MerchantUserError>();
        var own = call.merchantUser().merchant();
        var offer = variant(change).map(offers::get);
        if (offer.isEmpty()
                || !offer.get().product().merchant().equals(own)
                || location(change).isEmpty()) {
            errors.add(MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, change.path()));
        }
        if (change.wholeNumber("delta").filter(StockChanges::isCountable).isEmpty()) {
            errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, change.pathOf("delta")));
        }
        if (change.isGiven("expectedOnHand")
                && change.wholeNumber("expectedOnHand")
                        .filter(number -> number >= 0)
                        .isEmpty()) {
            errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, change.pathOf("expectedOnHand")));
        }
        return errors;
    }

    private static AdjustStock.Change read(Input change, Map<VariantId, Offer> offers) {
        var offer = variant(change).map(offers::get).orElseThrow();
        return new AdjustStock.Change(
                offer.variant().id(),
                offer.product().id(),
                location(change).orElseThrow(),
                change.wholeNumber("delta").orElseThrow(),
                change.isGiven("expectedOnHand")
                        ? change.wholeNumber("expectedOnHand").orElseThrow()
                        : null);
    }

    private static Optional<VariantId> variant(Input change) {
        return change.id("variantId", "var").map(VariantId::new);
    }

    private static Optional<LocationId> location(Input change) {
        return change.id("locationId", "loc").map(LocationId::new);
    }

    private static boolean isCountable(long pieces) {
        return Math.abs(pieces) <= PIECES_MAX;
    }

    private static Faulty faulty(MerchantErrorCode code, Input input, Call call) {
        return new Faulty(List.of(MerchantUserError.of(code, call, input.pathOf("changes"))));
    }
}
