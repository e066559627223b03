package market.portal.merchant;

import jakarta.inject.Singleton;
import market.catalog.PreSale;
import market.catalog.PreSales;
import market.catalog.SetPreSale;
import market.catalog.SetPreSaleOutcome;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Payload;

/** A merchant sells a variant before it can be sent: arguments to a command, outcome to a payload. */
@Singleton
class PreSaleMutation {

    private final PreSales preSales;

    PreSaleMutation(PreSales preSales) {
        this.preSales = preSales;
    }

    Payload set(Call call) {
        var input = call.input();
        var preSale = input.optionalObject("preSale")
                .map(given -> new PreSale(given.date("shipsFrom"), given.instant("endsAt")))
                .orElse(null);
        var outcome = input.id("variantId", "var")
                .map(variant -> preSales.set(new SetPreSale(
                        call.merchantUser().merchant(),
                        new VariantId(variant),
                        preSale,
                        input.integer("expectedVersion"))))
                .orElseGet(SetPreSaleOutcome.NotFound::new);
        return switch (outcome) {
            case SetPreSaleOutcome.Set set -> Payload.of(set.product());
            case SetPreSaleOutcome.NotFound _ ->
                Payload.refused(MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, input.pathOf("variantId")));
            case SetPreSaleOutcome.VersionConflict conflict ->
                Payload.refused(
                        MerchantUserError.of(MerchantErrorCode.VERSION_CONFLICT, call, input.pathOf("expectedVersion"))
                                .withVersion(conflict.currentVersion()));
            case SetPreSaleOutcome.InvalidDay _ -> invalid(call, "shipsFrom");
            case SetPreSaleOutcome.InvalidEnd _ -> invalid(call, "endsAt");
        };
    }

    private static Payload invalid(Call call, String member) {
        var path = call.input().object("preSale").pathOf(member);
        return Payload.refused(MerchantUserError.of(MerchantErrorCode.INVALID, call, path));
    }
}
