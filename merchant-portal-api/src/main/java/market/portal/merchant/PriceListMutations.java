package market.portal.merchant;

import jakarta.inject.Singleton;
import market.catalog.Audience;
import market.catalog.PriceListId;
import market.catalog.PriceLists;
import market.catalog.RemovePriceList;
import market.catalog.SetListPrices;
import market.catalog.SetListPricesOutcome;
import market.catalog.SetListPricesOutcome.Fault;
import market.catalog.SetPriceList;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.RequestKeys;
import market.kernel.RequestKeys.Claim;
import org.jspecify.annotations.Nullable;

/** A merchant writes price lists: inputs to commands, outcomes to payloads. */
@Singleton
class PriceListMutations {

    private static final String DEED = "priceListEntriesSet";

    private final PriceLists lists;
    private final StockDeed deed;
    private final RequestKeys keys;

    PriceListMutations(PriceLists lists, StockDeed deed, RequestKeys keys) {
        this.lists = lists;
        this.deed = deed;
        this.keys = keys;
    }

    Payload set(Call call) {
        var input = call.input();
        var outcome = lists.set(new SetPriceList(
                call.merchantUser().merchant(),
                call.merchantUser().credential(),
                input.text("code"),
                input.text("name").strip(),
                input.text("currency"),
                audience(input),
                input.integer("priority"),
                input.optionalInstant("validFrom").orElse(null),
                input.optionalInstant("validUntil").orElse(null),
                input.integer("expectedVersion")));
        return RecordPayload.of(outcome, call, "code");
    }

    private static Audience audience(Input input) {
        return input.optionalObject("audience")
                .map(given -> new Audience(
                        text(given, "customerGroup"),
                        text(given, "company"),
                        text(given, "channel"),
                        text(given, "pavilionHandle")))
                .orElse(new Audience(null, null, null, null));
    }

    private static @Nullable String text(Input input, String member) {
        return input.optionalText(member).orElse(null);
    }

    Payload remove(Call call) {
        var id = call.input().id("priceListId", "prl").map(PriceListId::new);
        if (id.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "priceListId");
        }
        var outcome = lists.remove(new RemovePriceList(
                call.merchantUser().merchant(),
                call.merchantUser().credential(),
                id.get(),
                call.input().integer("expectedVersion")));
        return RecordPayload.of(outcome, call, "priceListId");
    }

    Payload setEntries(Call call) {
        var input = call.input();
        var key = IdempotencyKey.of(input);
        var list = input.id("priceListId", "prl")
                .flatMap(id -> lists.find(call.merchantUser().merchant(), new PriceListId(id)));
        if (list.isEmpty()) {
            return refused(MerchantErrorCode.NOT_FOUND, call, "priceListId");
        }
        var reading = new PriceListReading(call, list.get().currency().getCurrencyCode());
        var rows = reading.rows();
        if (!reading.errors().isEmpty()) {
            return Payload.refused(reading.errors());
        }
        var command = new SetListPrices(
                call.merchantUser().merchant(),
                call.merchantUser().credential(),
                list.get().id(),
                rows,
                input.integer("expectedVersion"));
        return deed.inTransaction(() -> once(call, key, command));
    }

    private Payload once(Call call, String key, SetListPrices command) {
        var principal = call.actor().principal();
        return switch (keys.claim(DEED, principal, key, call.input().canonical())) {
            case Claim.Reused _ -> refused(MerchantErrorCode.IDEMPOTENCY_KEY_REUSED, call, "idempotencyKey");
            case Claim.Repeated _ ->
                Payload.of(lists.find(command.merchant(), command.list()).orElseThrow());
            case Claim.First _ ->
                switch (lists.setPrices(command)) {
                    case SetListPricesOutcome.Set set -> {
                        keys.complete(
                                DEED, principal, key, set.list().id().value().toString());
                        yield Payload.of(set.list());
                    }
                    case SetListPricesOutcome.NotFound _ -> refused(MerchantErrorCode.NOT_FOUND, call, "priceListId");
                    case SetListPricesOutcome.VersionConflict conflict ->
                        Payload.refused(MerchantUserError.of(
                                        MerchantErrorCode.VERSION_CONFLICT,
                                        call,
                                        call.input().pathOf("expectedVersion"))
                                .withVersion(conflict.currentVersion()));
                    case SetListPricesOutcome.Refused no ->
                        Payload.refused(no.faults().stream()
                                .map(fault -> error(fault, call))
                                .toList());
                };
        };
    }

    private static MerchantUserError error(Fault fault, Call call) {
        var code = switch (fault.kind()) {
            case VARIANT_NOT_FOUND -> MerchantErrorCode.NOT_FOUND;
            case OTHER_CURRENCY -> MerchantErrorCode.CURRENCY_MISMATCH;
            case INVALID -> MerchantErrorCode.INVALID;
        };
        return MerchantUserError.of(code, call, RecordPayload.path(fault.at()))
                .because(fault.at().reason().in(call.language()));
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
