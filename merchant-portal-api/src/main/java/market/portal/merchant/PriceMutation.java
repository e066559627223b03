package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;
import market.catalog.Products;
import market.catalog.SetPrice;
import market.catalog.SetPriceOutcome;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Payload;
import market.kernel.Money;

/** A merchant sets a list price: arguments to a command, outcome to a payload. */
@Singleton
class PriceMutation {

    /** A hundred million in major units; far above any price, and small enough that no cart's sum overflows. */
    private static final BigDecimal MAJOR_MAX = new BigDecimal(100_000_000);

    private final Products products;

    PriceMutation(Products products) {
        this.products = products;
    }

    Payload set(Call call) {
        var input = call.input();
        var variant = input.id("variantId", "var");
        var price = price(input.decimal("price"), input.text("currency"));
        if (variant.isEmpty()) {
            return payload(new SetPriceOutcome.NotFound(), call);
        }
        if (price.isEmpty()) {
            return payload(new SetPriceOutcome.InvalidPrice(), call);
        }
        return payload(
                products.setPrice(new SetPrice(
                        call.merchantUser().merchant(),
                        new VariantId(variant.get()),
                        price.get(),
                        input.integer("expectedVersion"))),
                call);
    }

    private Payload payload(SetPriceOutcome outcome, Call call) {
        var input = call.input();
        return switch (outcome) {
            // The outcome's product holds only the variant that was priced; the caller may ask for all of them.
            case SetPriceOutcome.Set set ->
                Payload.of(products.find(set.product().id()).orElseThrow());
            case SetPriceOutcome.NotFound _ ->
                Payload.refused(MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, input.pathOf("variantId")));
            case SetPriceOutcome.VersionConflict conflict ->
                Payload.refused(
                        MerchantUserError.of(MerchantErrorCode.VERSION_CONFLICT, call, input.pathOf("expectedVersion"))
                                .withVersion(conflict.currentVersion()));
            case SetPriceOutcome.InvalidPrice _ ->
                Payload.refused(MerchantUserError.of(MerchantErrorCode.INVALID, call, input.pathOf("price")));
        };
    }

    /** Empty when it has more decimals than its currency, or is out of bounds. */
    static Optional<Money> price(BigDecimal major, String currency) {
        if (major.compareTo(MAJOR_MAX) > 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.ofMajor(major, currency));
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }
}
