package market.portal.operator;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import market.checkout.PartSettlement;
import market.checkout.PartSettlements;
import market.checkout.PaymentAccount;
import market.checkout.PaymentAccounts;
import market.checkout.PlatformPayout;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import market.kernel.Money;
import market.portal.operator.OperatorUserError.Code;
import market.settlement.VillagePayouts;

/** Where money is on its way to merchants and villages, for whoever looks after it. */
@Singleton
class OperatorPayments implements Resolvers {

    private static final UUID NONE = new UUID(0, 0);
    private static final int PAGE_MAX = 100;
    private static final int TEXT_LENGTH_MAX = 100;
    private static final int KEY_LENGTH_MAX = 128;
    // Providers send no less.
    private static final BigDecimal LEAST = new BigDecimal("0.10");
    private static final BigDecimal MOST = new BigDecimal(100_000_000);

    private final PaymentAccounts accounts;
    private final PartSettlements settlements;
    private final VillagePayouts payouts;

    OperatorPayments(PaymentAccounts accounts, PartSettlements settlements, VillagePayouts payouts) {
        this.accounts = accounts;
        this.settlements = settlements;
        this.payouts = payouts;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("paymentAccounts", this::accounts)
                .query("orderSettlements", this::settlements)
                .query("payouts", call -> payouts.page(after(call, "pyo"), first(call)))
                .mutation("payoutCreate", this::payOut)
                .payload("PayoutCreatePayload", "payout")
                .field("PaymentAccount", PaymentAccount.class, "id", (each, _) -> GlobalId.of("pac", each.id()))
                .field(
                        "PaymentAccount",
                        PaymentAccount.class,
                        "merchantId",
                        (each, _) -> GlobalId.of("mer", each.merchant()))
                .field("OrderSettlement", PartSettlement.class, "id", (each, _) -> GlobalId.of("set", each.id()))
                .field(
                        "OrderSettlement",
                        PartSettlement.class,
                        "orderId",
                        (each, _) -> GlobalId.of("mor", each.order()))
                .field(
                        "OrderSettlement",
                        PartSettlement.class,
                        "merchantId",
                        (each, _) -> GlobalId.of("mer", each.merchant()))
                .field("Payout", PlatformPayout.class, "id", (each, _) -> GlobalId.of("pyo", each.id()))
                .field("Payout", PlatformPayout.class, "regionCode", (each, _) -> each.beneficiary())
                .field("Payout", PlatformPayout.class, "createdAt", (each, _) -> each.askedAt());
    }

    private List<PaymentAccount> accounts(Call call) {
        var statuses = EnumSet.noneOf(PaymentAccount.Status.class);
        call.arguments().texts("statuses").forEach(each -> statuses.add(PaymentAccount.Status.valueOf(each)));
        return accounts.page(statuses, after(call, "pac"), first(call));
    }

    private List<PartSettlement> settlements(Call call) {
        var statuses = EnumSet.noneOf(PartSettlement.Status.class);
        call.arguments().texts("statuses").forEach(each -> statuses.add(PartSettlement.Status.valueOf(each)));
        return settlements.page(statuses, after(call, "set"), first(call));
    }

    private static int first(Call call) {
        var first = call.arguments().integer("first");
        if (first < 0 || first > PAGE_MAX) {
            throw Refusal.badInput(List.of("first"), "must be from 0 to " + PAGE_MAX);
        }
        return first;
    }

    private static UUID after(Call call, String prefix) {
        var arguments = call.arguments();
        return arguments.isGiven("afterId") ? arguments.id("afterId", prefix).orElse(NONE) : NONE;
    }

    private Payload payOut(Call call) {
        var input = call.input();
        var key = input.text("idempotencyKey");
        if (key.isBlank() || key.length() > KEY_LENGTH_MAX) {
            throw Refusal.badInput(
                    input.pathOf("idempotencyKey"), "must have between 1 and " + KEY_LENGTH_MAX + " characters");
        }
        var amount = input.decimal("amount");
        if (amount.compareTo(LEAST) < 0
                || amount.compareTo(MOST) > 0
                || amount.stripTrailingZeros().scale() > 2) {
            return refused(Code.INVALID, call, "amount");
        }
        for (var field : List.of("payeeAccount", "payeeName")) {
            if (text(input, field).isEmpty() || text(input, field).length() > TEXT_LENGTH_MAX) {
                return refused(Code.INVALID, call, field);
            }
        }
        var wish = new VillagePayouts.Wish(
                input.text("regionCode"),
                text(input, "payeeAccount"),
                text(input, "payeeName"),
                Money.ofMajor(amount, "CNY"),
                key);
        return switch (payouts.ask(wish)) {
            case VillagePayouts.Outcome.Asked asked -> Payload.of(asked.payout());
            case VillagePayouts.Outcome.VillageUnknown _ -> refused(Code.NOT_FOUND, call, "regionCode");
            case VillagePayouts.Outcome.TooMuch _ -> refused(Code.INVALID, call, "amount");
            case VillagePayouts.Outcome.KeyReused _ -> refused(Code.INVALID, call, "idempotencyKey");
        };
    }

    private static String text(Input input, String name) {
        return input.text(name).strip();
    }

    private static Payload refused(Code code, Call call, String member) {
        return Payload.refused(OperatorUserError.of(code, call, member));
    }
}
