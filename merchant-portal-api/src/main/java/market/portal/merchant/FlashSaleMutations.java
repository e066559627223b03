package market.portal.merchant;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.inventory.CancelFlashSaleOutcome;
import market.inventory.CreateFlashSale;
import market.inventory.CreateFlashSaleOutcome;
import market.inventory.FlashSale;
import market.inventory.FlashSaleId;
import market.inventory.FlashSales;
import market.inventory.LocationId;
import market.kernel.RequestKeys;
import market.kernel.RequestKeys.Claim;

/** A merchant makes and cancels flash sales: inputs to commands, outcomes to payloads. */
@Singleton
class FlashSaleMutations {

    private static final String DEED = "flashSaleCreate";
    private static final Duration LENGTH_MAX = Duration.ofDays(31);

    private final FlashSales sales;
    private final StockRows rows;
    private final StockDeed deed;
    private final RequestKeys keys;

    FlashSaleMutations(FlashSales sales, StockRows rows, StockDeed deed, RequestKeys keys) {
        this.sales = sales;
        this.rows = rows;
        this.deed = deed;
        this.keys = keys;
    }

    Payload create(Call call) {
        var input = call.input();
        var key = IdempotencyKey.of(input);
        var offer = StockRows.own(input, rows.offers(List.of(input)), call);
        var place = input.id("locationId", "loc").map(LocationId::new);
        var quantity = pieces(input, "quantity");
        var limit = pieces(input, "perBuyerLimit");
        var errors = new ArrayList<MerchantUserError>();
        if (offer.isEmpty()) {
            errors.add(error(MerchantErrorCode.NOT_FOUND, call, "variantId"));
        }
        if (place.isEmpty()) {
            errors.add(error(MerchantErrorCode.NOT_FOUND, call, "locationId"));
        }
        if (quantity.isEmpty()) {
            errors.add(error(MerchantErrorCode.INVALID, call, "quantity"));
        }
        if (limit.isEmpty()) {
            errors.add(error(MerchantErrorCode.INVALID, call, "perBuyerLimit"));
        }
        var length = Duration.between(input.instant("startsAt"), input.instant("endsAt"));
        if (!length.isPositive() || length.compareTo(LENGTH_MAX) > 0) {
            errors.add(error(MerchantErrorCode.INVALID, call, "endsAt"));
        }
        if (!errors.isEmpty() || offer.isEmpty() || place.isEmpty() || quantity.isEmpty() || limit.isEmpty()) {
            return Payload.refused(errors);
        }
        var command = new CreateFlashSale(
                call.merchantUser().merchant(),
                offer.get().product().id(),
                offer.get().variant().id(),
                place.get(),
                quantity.get(),
                limit.get(),
                input.instant("startsAt"),
                input.instant("endsAt"));
        return deed.inTransaction(() -> once(call, key, command));
    }

    private Payload once(Call call, String key, CreateFlashSale command) {
        var principal = call.actor().principal();
        return switch (keys.claim(DEED, principal, key, call.input().canonical())) {
            case Claim.Reused _ ->
                Payload.refused(error(MerchantErrorCode.IDEMPOTENCY_KEY_REUSED, call, "idempotencyKey"));
            case Claim.Repeated repeated ->
                Payload.of(sales.find(command.merchant(), new FlashSaleId(UUID.fromString(repeated.result())))
                        .orElseThrow());
            case Claim.First _ ->
                switch (sales.create(command)) {
                    case CreateFlashSaleOutcome.Created created -> created(principal, key, created.sale());
                    case CreateFlashSaleOutcome.NotFound _ ->
                        Payload.refused(error(MerchantErrorCode.NOT_FOUND, call, "locationId"));
                    case CreateFlashSaleOutcome.NotEnough tooFew ->
                        Payload.refused(error(MerchantErrorCode.INSUFFICIENT_STOCK, call, "quantity")
                                .withAvailable(tooFew.available()));
                    case CreateFlashSaleOutcome.AlreadyOnSale _ ->
                        Payload.refused(error(MerchantErrorCode.DUPLICATE, call, "variantId"));
                    case CreateFlashSaleOutcome.TooLate _ ->
                        Payload.refused(error(MerchantErrorCode.INVALID, call, "endsAt"));
                };
        };
    }

    private Payload created(String principal, String key, FlashSale sale) {
        keys.complete(DEED, principal, key, sale.id().value().toString());
        return Payload.of(sale);
    }

    /** Idempotent by nature: a sale ends once. */
    Payload cancel(Call call) {
        var id = call.input().id("flashSaleId", "fls").map(FlashSaleId::new);
        if (id.isEmpty()) {
            return Payload.refused(error(MerchantErrorCode.NOT_FOUND, call, "flashSaleId"));
        }
        return switch (sales.cancel(call.merchantUser().merchant(), id.get())) {
            case CancelFlashSaleOutcome.Ended ended -> Payload.of(ended.sale());
            case CancelFlashSaleOutcome.NotFound _ ->
                Payload.refused(error(MerchantErrorCode.NOT_FOUND, call, "flashSaleId"));
        };
    }

    private static Optional<Long> pieces(Input input, String member) {
        return input.wholeNumber(member).filter(count -> count >= 1 && count <= StockRows.PIECES_MAX);
    }

    private static MerchantUserError error(MerchantErrorCode code, Call call, String member) {
        return MerchantUserError.of(code, call, call.input().pathOf(member));
    }
}
