package market.portal.merchant;

import jakarta.inject.Singleton;
import market.catalog.Products;
import market.catalog.SetPrice;
import market.catalog.SetPriceOutcome;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Payload;
import market.portal.ProductForms;

/** A merchant sets a list price: arguments to a command, outcome to a payload. */
@Singleton
class PriceMutation {

    private final Products products;

    PriceMutation(Products products) {
        this.products = products;
    }

    Payload set(Call call) {
        var input = call.input();
        var variant = input.id("variantId", "var");
        var price = ProductForms.price(input.decimal("price"), input.text("currency"));
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
                        input.integer("expectedVersion"),
                        call.merchantUser().credential())),
                call);
    }

    private Payload payload(SetPriceOutcome outcome, Call call) {
        var input = call.input();
        return switch (outcome) {
            case SetPriceOutcome.Set set -> Payload.of(set.product());
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
}
