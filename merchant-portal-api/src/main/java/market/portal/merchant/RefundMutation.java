package market.portal.merchant;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;
import market.checkout.MerchantOrderId;
import market.checkout.OrderRefunds;
import market.checkout.RefundOrder;
import market.checkout.RefundOrderOutcome;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.Money;

/** A merchant gives money back: arguments to a command, outcome to a payload. */
@Singleton
class RefundMutation {

    private static final int REASON_LENGTH_MAX = 100;
    /** A hundred million in major units: more than any provider collects at once. */
    private static final BigDecimal MAJOR_MAX = new BigDecimal(100_000_000);

    private final OrderRefunds refunds;

    RefundMutation(OrderRefunds refunds) {
        this.refunds = refunds;
    }

    Payload create(Call call) {
        var input = call.input();
        var key = IdempotencyKey.of(input);
        var amount = amount(input);
        if (amount.isEmpty()) {
            return refused(MerchantErrorCode.INVALID, call, "amount");
        }
        var reason = input.text("reason").strip();
        if (reason.isEmpty() || reason.length() > REASON_LENGTH_MAX) {
            return refused(MerchantErrorCode.INVALID, call, "reason");
        }
        return input.id("orderId", "mor")
                .map(order -> refunds.ask(new RefundOrder(
                        call.merchantUser().merchant(), new MerchantOrderId(order), amount.get(), reason, key)))
                .map(outcome -> payload(outcome, call))
                .orElseGet(() -> refused(MerchantErrorCode.NOT_FOUND, call, "orderId"));
    }

    /** Empty when it has more decimals than money has, or is out of bounds. */
    private static Optional<Money> amount(Input input) {
        var major = input.decimal("amount");
        if (major.signum() <= 0 || major.compareTo(MAJOR_MAX) > 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.ofMajor(major, "CNY"));
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static Payload payload(RefundOrderOutcome outcome, Call call) {
        return switch (outcome) {
            case RefundOrderOutcome.Accepted accepted -> Payload.of(accepted.order());
            case RefundOrderOutcome.NotFound _ -> refused(MerchantErrorCode.NOT_FOUND, call, "orderId");
            case RefundOrderOutcome.NotPaid _ -> refused(MerchantErrorCode.INVALID_STATE, call, "orderId");
            case RefundOrderOutcome.TooMuch _ -> refused(MerchantErrorCode.LIMIT_EXCEEDED, call, "amount");
            case RefundOrderOutcome.KeyReused _ ->
                refused(MerchantErrorCode.IDEMPOTENCY_KEY_REUSED, call, "idempotencyKey");
        };
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }
}
