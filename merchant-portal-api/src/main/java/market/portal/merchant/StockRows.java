package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import market.catalog.Offer;
import market.catalog.Products;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Input;
import market.inventory.AdjustStock;
import market.inventory.LocationId;
import market.portal.ProductForms;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a deed on stock and vouches that every variant is the caller's own. */
@Singleton
class StockRows {

    /** A thousand million pieces: more than any shelf holds, and no sum of 250 of them overflows. */
    static final long PIECES_MAX = ProductForms.PIECES_MAX;

    /**
     * What a row looks like.
     *
     * @param list member of the input that has the rows
     * @param places members with ids of places
     * @param count member with the pieces
     * @param countMin the least pieces
     */
    record Form(String list, List<String> places, String count, long countMin) {}

    /** A row with the goods it names. */
    record Row(Input input, Offer offer) {

        LocationId place(String member) {
            return StockRows.place(input, member).orElseThrow();
        }

        long pieces(String member) {
            return input.wholeNumber(member).orElseThrow();
        }

        @Nullable
        Long optionalPieces(String member) {
            return input.isGiven(member) ? Long.valueOf(pieces(member)) : null;
        }

        @Nullable
        String text(String member) {
            return input.optionalText(member).orElse(null);
        }
    }

    /** What came of reading: rows, or what is wrong with them. */
    record Read<T>(List<T> rows, List<MerchantUserError> errors) {}

    private final Products products;

    StockRows(Products products) {
        this.products = products;
    }

    <T> Read<T> read(Call call, Form form, Function<Row, T> read) {
        var given = call.input().objects(form.list);
        if (given.isEmpty()) {
            return faulty(MerchantErrorCode.INVALID, form, call);
        }
        if (given.size() > AdjustStock.CHANGES_MAX) {
            return faulty(MerchantErrorCode.LIMIT_EXCEEDED, form, call);
        }
        var offers = offers(given);
        var errors = new ArrayList<MerchantUserError>();
        var rows = new ArrayList<T>();
        for (var row : given) {
            var faults = faults(row, form, offers, call);
            errors.addAll(faults);
            if (faults.isEmpty()) {
                rows.add(read.apply(new Row(row, variant(row).map(offers::get).orElseThrow())));
            }
        }
        return new Read<>(rows, errors);
    }

    /** The goods that rows name. */
    Map<VariantId, Offer> offers(List<Input> rows) {
        return products.findOffers(
                rows.stream().flatMap(row -> variant(row).stream()).distinct().toList());
    }

    private static List<MerchantUserError> faults(Input row, Form form, Map<VariantId, Offer> offers, Call call) {
        var errors = new ArrayList<MerchantUserError>();
        if (own(row, offers, call).isEmpty()
                || form.places.stream().anyMatch(member -> place(row, member).isEmpty())) {
            errors.add(MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, row.path()));
        }
        var isCountable = row.isGiven(form.count)
                ? row.wholeNumber(form.count)
                        .filter(pieces -> pieces >= form.countMin && pieces <= PIECES_MAX)
                        .isPresent()
                : !row.has(form.count) || form.count.equals("lowBelow");
        if (!isCountable) {
            errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, row.pathOf(form.count)));
        }
        if (row.isGiven("expectedOnHand")
                && row.wholeNumber("expectedOnHand")
                        .filter(pieces -> pieces >= 0)
                        .isEmpty()) {
            errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, row.pathOf("expectedOnHand")));
        }
        return errors;
    }

    /** The goods of a row, if they are the caller's. */
    static Optional<Offer> own(Input row, Map<VariantId, Offer> offers, Call call) {
        var own = call.merchantUser().merchant();
        return variant(row)
                .flatMap(variant -> Optional.ofNullable(offers.get(variant)))
                .filter(offer -> offer.product().merchant().equals(own));
    }

    private static Optional<VariantId> variant(Input row) {
        return row.id("variantId", "var").map(VariantId::new);
    }

    private static Optional<LocationId> place(Input row, String member) {
        return row.id(member, "loc").map(LocationId::new);
    }

    private static <T> Read<T> faulty(MerchantErrorCode code, Form form, Call call) {
        return new Read<>(
                List.of(), List.of(MerchantUserError.of(code, call, call.input().pathOf(form.list))));
    }
}
