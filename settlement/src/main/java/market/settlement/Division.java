package market.settlement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import market.checkout.OrderPaid;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * How one merchant's part of a payment is divided. Commission, village shares and pavilion shares are rounded half up per line.
 * A village gets at most what the commission leaves of a line, a pavilion at most what both leave, and the rest, delivery
 * included, is the merchant's: the parts always sum to what was paid.
 */
record Division(
        OrderPaid.Part part, Money gross, Money commission, Map<String, Money> villages, Map<String, Money> pavilions) {

    static Division of(OrderPaid.Part part, Map<String, BigDecimal> villageRates) {
        var none = Money.zero(part.delivery().currency());
        var gross = part.delivery();
        var commission = none;
        var villages = new LinkedHashMap<String, Money>();
        var pavilions = new LinkedHashMap<String, Money>();
        for (var line : part.lines()) {
            gross = gross.plus(line.total());
            var fee = line.total().share(line.commissionRate());
            commission = commission.plus(fee);
            var left = line.total().minus(fee);
            var village = atMost(left, line.total(), villageRates.get(line.originCode()));
            villages.merge(line.originCode(), village, Money::plus);
            var pavilion = line.pavilion();
            if (pavilion != null) {
                var share = atMost(left.minus(village), line.total(), pavilion.rate());
                pavilions.merge(pavilion.pavilion(), share, Money::plus);
            }
        }
        villages.values().removeIf(Money::isZero);
        pavilions.values().removeIf(Money::isZero);
        return new Division(part, gross, commission, Map.copyOf(villages), Map.copyOf(pavilions));
    }

    private static Money atMost(Money left, Money total, @Nullable BigDecimal rate) {
        var share = rate == null ? Money.zero(total.currency()) : total.share(rate);
        return share.compareTo(left) > 0 ? left : share;
    }

    Money village() {
        return Money.sum(villages.values(), gross.currency());
    }

    Money pavilion() {
        return Money.sum(pavilions.values(), gross.currency());
    }

    Money net() {
        return gross.minus(commission).minus(village()).minus(pavilion());
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
        pavilions.forEach((pavilion, share) ->
                credits.add(new Posting(AccountKind.PAVILION_SHARE, pavilion, share.negated(), id)));
        credits.removeIf(posting -> posting.amount().isZero());
        return credits;
    }
}
