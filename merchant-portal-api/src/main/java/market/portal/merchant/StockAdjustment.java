package market.portal.merchant;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.inventory.AdjustStock;
import market.inventory.AdjustStockOutcome;
import market.inventory.Inventory;
import market.inventory.StockLevel;
import market.kernel.Json;
import market.kernel.RequestKeys;
import market.kernel.RequestKeys.Claim;

/** A merchant changes its stock: the claim of the key and the change of the levels are one transaction. */
@Singleton
class StockAdjustment {

    private static final String DEED = "stockAdjust";
    private static final int REFERENCE_LENGTH_MAX = 100;
    private static final TypeReference<List<StockLevel>> LEVELS = new TypeReference<>() {};

    private final TransactionOperations<Connection> transactions;
    private final RequestKeys keys;
    private final Inventory inventory;
    private final StockChanges changes;

    StockAdjustment(
            TransactionOperations<Connection> transactions,
            RequestKeys keys,
            Inventory inventory,
            StockChanges changes) {
        this.transactions = transactions;
        this.keys = keys;
        this.inventory = inventory;
        this.changes = changes;
    }

    Payload adjust(Call call) {
        var input = call.input();
        IdempotencyKey.of(input);
        var reference = input.optionalText("reference").map(String::strip).orElse("");
        if (reference.length() > REFERENCE_LENGTH_MAX) {
            return Payload.refused(MerchantUserError.of(MerchantErrorCode.INVALID, call, input.pathOf("reference")));
        }
        return switch (changes.read(input, call)) {
            case StockChanges.Faulty faulty -> Payload.refused(faulty.errors());
            case StockChanges.Understood understood ->
                adjust(
                        call,
                        new AdjustStock(
                                call.merchantUser().merchant(),
                                reason(input),
                                reference.isEmpty() ? null : reference,
                                understood.changes()));
        };
    }

    private Payload adjust(Call call, AdjustStock command) {
        return Objects.requireNonNull(transactions.executeWrite(transaction -> {
            var payload = claim(call, command);
            if (!payload.userErrors().isEmpty()) {
                transaction.setRollbackOnly();
            }
            return payload;
        }));
    }

    private Payload claim(Call call, AdjustStock command) {
        var input = call.input();
        var principal = call.actor().principal();
        var key = IdempotencyKey.of(input);
        return switch (keys.claim(DEED, principal, key, input.canonical())) {
            case Claim.Reused _ ->
                Payload.refused(MerchantUserError.of(
                        MerchantErrorCode.IDEMPOTENCY_KEY_REUSED, call, input.pathOf("idempotencyKey")));
            case Claim.Repeated repeated -> Payload.of(Json.read(repeated.result(), LEVELS));
            case Claim.First _ ->
                switch (inventory.adjust(command)) {
                    case AdjustStockOutcome.Adjusted adjusted -> {
                        keys.complete(DEED, principal, key, Json.write(adjusted.levels()));
                        yield Payload.of(adjusted.levels());
                    }
                    case AdjustStockOutcome.Refused refused -> Payload.refused(errors(refused, command, call));
                };
        };
    }

    private List<MerchantUserError> errors(AdjustStockOutcome.Refused refused, AdjustStock command, Call call) {
        // Still inside the transaction, so the levels are those that the room refused by.
        var levels = inventory.levels(command.changes().stream()
                .map(AdjustStock.Change::variant)
                .distinct()
                .toList());
        var errors = new ArrayList<MerchantUserError>();
        for (var fault : refused.faults()) {
            var change = command.changes().get(fault.index());
            var path = call.input().objects("changes").get(fault.index());
            var available = levels.getOrDefault(change.variant(), List.of()).stream()
                    .filter(level -> level.location().equals(change.location()))
                    .mapToLong(StockLevel::available)
                    .sum();
            errors.add(error(fault, path, available, call));
        }
        return errors;
    }

    private static MerchantUserError error(AdjustStockOutcome.Fault fault, Input change, long available, Call call) {
        return switch (fault.kind()) {
            case NOT_FOUND -> MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, change.path());
            case INSUFFICIENT ->
                MerchantUserError.of(MerchantErrorCode.INSUFFICIENT_STOCK, call, change.pathOf("delta"))
                        .withAvailable(available);
            case COUNT_MISMATCH ->
                MerchantUserError.of(MerchantErrorCode.VERSION_CONFLICT, call, change.pathOf("expectedOnHand"))
                        .withOnHand(fault.currentOnHand());
            case NOT_COUNTED_HERE, SAME_PLACE -> MerchantUserError.of(MerchantErrorCode.INVALID, call, change.path());
        };
    }

    private static AdjustStock.Reason reason(Input input) {
        return switch (input.choice("reason", StockReason.class)) {
            case RECEIVED -> AdjustStock.Reason.RECEIPT;
            case COUNT -> AdjustStock.Reason.COUNT;
            case LOSS -> AdjustStock.Reason.LOSS;
            case RETURN -> AdjustStock.Reason.RETURN;
        };
    }

    /** As the contract names them. */
    private enum StockReason {
        RECEIVED,
        COUNT,
        LOSS,
        RETURN
    }
}
