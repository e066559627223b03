package market.checkout;

import io.micronaut.context.annotation.Value;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import market.inventory.LocationId;
import market.inventory.Locations;
import market.kernel.Attempts;
import market.kernel.Outbox;
import market.kernel.RequestKeys;
import market.kernel.RequestKeys.Claim;
import org.jspecify.annotations.Nullable;

/** A code is redeemed once, whoever else shows it at the same moment. Codes that are wrong count against their merchant. */
@Singleton
class RedeemVoucherHandler {

    private static final String DEED = "voucherRedeem";
    private static final String LIMIT = "voucher-code";

    private final VoucherRepository vouchers;
    private final PartCompletion completion;
    private final Locations locations;
    private final Attempts attempts;
    private final RequestKeys keys;
    private final Outbox outbox;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;
    private final int wrongMax;
    private final Duration window;

    RedeemVoucherHandler(
            VoucherRepository vouchers,
            PartCompletion completion,
            Locations locations,
            Attempts attempts,
            RequestKeys keys,
            Outbox outbox,
            TransactionOperations<Connection> transactions,
            Clock clock,
            @Value("${market.vouchers.wrong-codes:100}") int wrongMax,
            @Value("${market.vouchers.lockout:15m}") Duration window) {
        this.vouchers = vouchers;
        this.completion = completion;
        this.locations = locations;
        this.attempts = attempts;
        this.keys = keys;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
        this.wrongMax = wrongMax;
        this.window = window;
    }

    RedeemVoucherOutcome handle(RedeemVoucher command) {
        var merchant = command.merchant().value().toString();
        var wait = attempts.count(LIMIT, merchant, wrongMax, window);
        if (!wait.isZero()) {
            return new RedeemVoucherOutcome.TooManyWrong(wait);
        }
        var outcome = Objects.requireNonNull(transactions.executeWrite(transaction -> {
            var redeemed = redeem(command);
            if (!(redeemed instanceof RedeemVoucherOutcome.Redeemed)) {
                transaction.setRollbackOnly();
            }
            return redeemed;
        }));
        if (!(outcome instanceof RedeemVoucherOutcome.NotFound)) {
            attempts.giveBack(LIMIT, merchant);
        }
        return outcome;
    }

    private RedeemVoucherOutcome redeem(RedeemVoucher command) {
        var merchant = command.merchant().value();
        var code = VoucherCodes.typed(command.code());
        var location = command.location() == null ? null : command.location().value();
        var input = code.orElse(command.code()) + " " + location;
        return switch (keys.claim(DEED, merchant.toString(), command.idempotencyKey(), input)) {
            case Claim.Reused _ -> new RedeemVoucherOutcome.KeyReused();
            case Claim.Repeated repeated -> redeemed(merchant, UUID.fromString(repeated.result()));
            case Claim.First _ ->
                code.flatMap(known -> vouchers.findByCode(merchant, known))
                        .map(row -> redeem(command, row, location))
                        .orElseGet(RedeemVoucherOutcome.NotFound::new);
        };
    }

    private RedeemVoucherOutcome redeem(RedeemVoucher command, VoucherRow row, @Nullable UUID location) {
        if (command.location() != null && !isOwn(command, command.location())) {
            return new RedeemVoucherOutcome.LocationUnknown();
        }
        var now = clock.instant();
        if (vouchers.redeem(row.id(), now, location) == 0) {
            return refusal(
                    vouchers.find(row.merchantId(), row.id()).orElseThrow().toVoucher(now));
        }
        outbox.append(new VoucherRedeemed(new OrderId(row.orderId()), new VoucherId(row.id()), command.merchant()));
        completion.completeIfUsedUp(row.merchantOrderId(), now);
        keys.complete(
                DEED,
                row.merchantId().toString(),
                command.idempotencyKey(),
                row.id().toString());
        return redeemed(row.merchantId(), row.id());
    }

    private boolean isOwn(RedeemVoucher command, LocationId location) {
        return locations.ofMerchant(command.merchant()).stream()
                .anyMatch(place -> place.id().equals(location));
    }

    private RedeemVoucherOutcome redeemed(UUID merchant, UUID id) {
        return new RedeemVoucherOutcome.Redeemed(
                vouchers.find(merchant, id).orElseThrow().toVoucher(clock.instant()));
    }

    /** Why it could not be redeemed, as it stands after whoever was faster. */
    private static RedeemVoucherOutcome refusal(Voucher voucher) {
        return switch (voucher.state()) {
            case REDEEMED -> new RedeemVoucherOutcome.AlreadyRedeemed(Objects.requireNonNull(voucher.redeemedAt()));
            case CANCELLED -> new RedeemVoucherOutcome.Cancelled();
            case EXPIRED -> new RedeemVoucherOutcome.Expired(voucher.validUntil());
            case ISSUED -> throw new IllegalStateException("A voucher that stands was not redeemed: " + voucher.id());
        };
    }
}
