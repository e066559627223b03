package market.portal.merchant;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Payload;
import market.inventory.AdjustStockOutcome;
import market.inventory.Inventory;
import market.inventory.LocationId;
import market.inventory.StockLevel;
import market.kernel.Json;
import market.kernel.RequestKeys;
import market.kernel.RequestKeys.Claim;

/** Carries a merchant's deed on stock out: the claim of its key and the change of the levels are one transaction. */
@Singleton
class StockDeed {

    private static final int REFERENCE_LENGTH_MAX = 100;
    private static final TypeReference<List<StockLevel>> LEVELS = new TypeReference<>() {};

    /** Where a row takes its pieces from: what a refusal shows the stock of. */
    record Source(VariantId variant, LocationId location) {}

    private final TransactionOperations<Connection> transactions;
    private final RequestKeys keys;
    private final Inventory inventory;
    private final StockRows rows;

    StockDeed(TransactionOperations<Connection> transactions, RequestKeys keys, Inventory inventory, StockRows rows) {
        this.transactions = transactions;
        this.keys = keys;
        this.inventory = inventory;
        this.rows = rows;
    }

    /** The merchant's own document; empty when it names none. */
    static String reference(Call call) {
        return call.input().optionalText("reference").map(String::strip).orElse("");
    }

    /**
     * Reads the rows and carries them out once per key.
     *
     * @param deed names the keys
     * @param act what is done with the rows, in a transaction
     */
    <T> Payload once(
            String deed,
            Call call,
            StockRows.Form form,
            Function<StockRows.Row, T> read,
            Function<T, Source> source,
            Function<List<T>, AdjustStockOutcome> act) {
        var key = IdempotencyKey.of(call.input());
        if (reference(call).length() > REFERENCE_LENGTH_MAX) {
            return Payload.refused(MerchantUserError.of(
                    MerchantErrorCode.INVALID, call, call.input().pathOf("reference")));
        }
        var understood = rows.read(call, form, read);
        if (!understood.errors().isEmpty()) {
            return Payload.refused(understood.errors());
        }
        return inTransaction(() -> {
            var principal = call.actor().principal();
            return switch (keys.claim(deed, principal, key, call.input().canonical())) {
                case Claim.Reused _ ->
                    Payload.refused(MerchantUserError.of(
                            MerchantErrorCode.IDEMPOTENCY_KEY_REUSED,
                            call,
                            call.input().pathOf("idempotencyKey")));
                case Claim.Repeated repeated -> Payload.of(Json.read(repeated.result(), LEVELS));
                case Claim.First _ ->
                    switch (act.apply(understood.rows())) {
                        case AdjustStockOutcome.Adjusted adjusted -> {
                            keys.complete(deed, principal, key, Json.write(adjusted.levels()));
                            yield Payload.of(adjusted.levels());
                        }
                        case AdjustStockOutcome.Refused refused ->
                            Payload.refused(errors(
                                    refused.faults(),
                                    call,
                                    form,
                                    understood.rows().stream().map(source).toList()));
                    };
            };
        });
    }

    /** Whatever was refused leaves nothing behind. */
    Payload inTransaction(Supplier<Payload> deed) {
        return Objects.requireNonNull(transactions.executeWrite(transaction -> {
            var payload = deed.get();
            if (!payload.userErrors().isEmpty()) {
                transaction.setRollbackOnly();
            }
            return payload;
        }));
    }

    /** Inside the transaction, so that the levels shown are those that the room refused by. */
    List<MerchantUserError> errors(
            List<AdjustStockOutcome.Fault> faults, Call call, StockRows.Form form, List<Source> sources) {
        var levels = inventory.levels(
                sources.stream().map(Source::variant).distinct().toList());
        var errors = new ArrayList<MerchantUserError>();
        for (var fault : faults) {
            var source = sources.get(fault.index());
            var row = call.input().objects(form.list()).get(fault.index());
            var available = levels.getOrDefault(source.variant, List.of()).stream()
                    .filter(level -> level.location().equals(source.location))
                    .mapToLong(StockLevel::available)
                    .sum();
            errors.add(
                    switch (fault.kind()) {
                        case NOT_FOUND -> MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, row.path());
                        case INSUFFICIENT ->
                            MerchantUserError.of(MerchantErrorCode.INSUFFICIENT_STOCK, call, row.pathOf(form.count()))
                                    .withAvailable(available);
                        case COUNT_MISMATCH ->
                            MerchantUserError.of(MerchantErrorCode.VERSION_CONFLICT, call, row.pathOf("expectedOnHand"))
                                    .withOnHand(fault.currentOnHand());
                        case NOT_COUNTED_HERE ->
                            MerchantUserError.of(MerchantErrorCode.INVALID_STATE, call, row.pathOf("variantId"));
                        case SAME_PLACE ->
                            MerchantUserError.of(MerchantErrorCode.INVALID, call, row.pathOf("toLocationId"));
                    });
        }
        return errors;
    }
}
