package market.server.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;

/** Step 7: what was paid is divided among merchants, platform and village, and nothing is lost. */
final class Settling {

    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final int FEN_DIGITS = 2;
    private static final BigDecimal NONE = new BigDecimal("0.00");
    private static final String TRIAL_BALANCE = """
            query TrialBalance { trialBalance { isBalanced balances { account balance { amount } } } }""";

    /** What the operator's tables say of a merchant's goods. */
    private record Terms(FillingTheCart.Choice choice, BigDecimal commission, BigDecimal villageShare) {}

    private static final Terms[] TERMS = {
        new Terms(FillingTheCart.TEA, new BigDecimal("0.05"), new BigDecimal("0.10")),
        new Terms(FillingTheCart.STROLLER, new BigDecimal("0.05"), BigDecimal.ZERO),
        new Terms(FillingTheCart.JACKET, new BigDecimal("0.06"), BigDecimal.ZERO),
    };

    private final Town town;

    Settling(Town town) {
        this.town = town;
    }

    void run(Answer order) {
        var report = town.report();
        report.step("7. Settles what was paid");
        var parts = NONE;
        for (var terms : TERMS) {
            parts = parts.add(check(terms, order));
        }
        report.equal(
                "nets, commissions and village shares sum to what was paid", order.decimal("/total/amount"), parts);
        var balance = town.operator().ask(TRIAL_BALANCE, Map.of()).at("/trialBalance");
        balance.list("/balances")
                .forEach(each -> report.say(each.text("/account") + " " + each.text("/balance/amount")));
        report.holds("the ledger is balanced", balance.isTrue("/isBalanced"));
    }

    /** Net, commission and village share of one merchant's part. */
    private BigDecimal check(Terms terms, Answer order) {
        var report = town.report();
        var merchant = town.merchant(terms.choice().merchant());
        var part = Answer.first(
                order.list("/merchantOrders"),
                each -> each.text("/merchant/code").equals(terms.choice().merchant()));
        var lines = report.within(
                SETTLED,
                part.text("/merchant/name") + " has its line and it is due",
                () -> merchant.settled(order.text("/number")),
                found -> !found.isEmpty() && !found.getFirst().isNothing("/completedAt"));
        report.require("one line for one payment", 1, lines.size());
        var line = lines.getFirst();
        var goods = part.decimal("/goods/amount");
        report.equal("gross", part.decimal("/total/amount"), line.decimal("/gross/amount"));
        report.equal(
                "commission, " + terms.commission().movePointRight(2).toPlainString() + " %",
                share(goods, terms.commission()),
                line.decimal("/commission/amount"));
        report.equal("village share", share(goods, terms.villageShare()), line.decimal("/villageShare/amount"));
        var sum = line.decimal("/net/amount")
                .add(line.decimal("/commission/amount"))
                .add(line.decimal("/villageShare/amount"));
        report.equal(
                "net " + line.text("/net/amount") + " and the shares are the gross",
                line.decimal("/gross/amount"),
                sum);
        return sum;
    }

    private static BigDecimal share(BigDecimal amount, BigDecimal rate) {
        return amount.multiply(rate).setScale(FEN_DIGITS, RoundingMode.HALF_UP);
    }
}
