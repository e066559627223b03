package market.settlement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import market.checkout.OrderPaid;
import market.kernel.Money;

/**
 * How one merchant's part of a payment is divided. Commission and village shares are rounded half up per line, a village
 * gets at most what the commission leaves of a line, and the rest, delivery included, is the merchant's: the parts always
 * sum to what was paid.
 */
record Division(OrderPaid.Part part, Money gross, Money commission, Map<String, Money> villages) {

    static Division of(OrderPaid.Part part, Map<String, BigDecimal> villageRates) {
        var none = Money.zero(part.delivery().currency());
        var gross = part.delivery();
        var commission = none;
        var villages = new LinkedHashMap<String, Money>();
        for (var line : part.lines()) {
            gross = gross.plus(line.total());
            var fee = line.total().share(line.commissionRate());
            var left = line.total().minus(fee);
            commission = commission.plus(fee);
            rate(line.originCode(), villageRates)
                    .map(rate -> line.total().share(rate))
                    .map(share -> share.compareTo(left) > 0 ? left : share)
                    .ifPresent(share -> villages.merge(line.originCode(), share, Money::plus));
        }
        villages.values().removeIf(Money::isZero);
        return new Division(part, gross, commission, Map.copyOf(villages));
    }

    Money village() {
        return Money.sum(villages.values(), gross.currency());
    }

    Money net() {
        return gross.minus(commission).minus(village());
    }

    /** The credits of this part; they sum to the negated gross. */
    List<Posting> credits() {
        var id = part.merchantOrder().value();
        var credits = new ArrayList<Posting>();
        credits.add(new Posting(
                AccountKind.MERCHANT_PENDING, part.merchant().value().toString(), net().negated(), id));
        credits.add(new Posting(AccountKind.PLATFORM_COMMISSION, "platform", commission.negated(), id));
        villages.forEach(
                (village, share) -> credits.add(new Posting(AccountKind.VILLAGE_SHARE, village, share.negated(), id)));
        credits.removeIf(posting -> posting.amount().isZero());
        return credits;
    }

    private static Optional<BigDecimal> rate(String origin, Map<String, BigDecimal> villageRates) {
        return Optional.ofNullable(villageRates.get(origin));
    }
}
