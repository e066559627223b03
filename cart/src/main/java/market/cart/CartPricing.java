package market.cart;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import market.cart.CartWarning.Code;
import market.cart.PricedCart.MerchantGroup;
import market.catalog.Pricing;
import market.kernel.Actor;
import market.kernel.MerchantId;
import market.kernel.Money;

/** Prices carts as of now. */
@Singleton
public class CartPricing {

    private static final Currency DEFAULT_CURRENCY = Currency.getInstance("CNY");

    private final Sellable sellable;

    CartPricing(Sellable sellable) {
        this.sellable = sellable;
    }

    /** Reads the goods in one statement and the merchants' standing in another. */
    public PricedCart price(Cart cart, Actor actor) {
        var goods = sellable.read(cart.lines().stream().map(CartLine::variant).toList());
        var lines = new ArrayList<PricedCartLine>();
        var warnings = new ArrayList<CartWarning>();
        for (var line : cart.lines()) {
            goods.offer(line.variant())
                    .ifPresentOrElse(
                            offer -> {
                                var price = Pricing.price(offer.variant(), actor.customerGroup(), line.quantity());
                                var priced = new PricedCartLine(line, offer, price, goods.reasonAgainst(offer));
                                lines.add(priced);
                                warn(priced, warnings);
                            },
                            // The catalogue does not know it any more: nothing can be shown of it but this.
                            () -> warnings.add(CartWarning.of(Code.WITHDRAWN, line.id())));
        }
        var groups = groups(lines);
        return new PricedCart(cart, lines, warnings, groups, subtotal(lines));
    }

    private static void warn(PricedCartLine line, List<CartWarning> warnings) {
        var id = line.line().id();
        var quantity = line.line().quantity();
        switch (line.unavailableReason()) {
            case WITHDRAWN -> warnings.add(CartWarning.of(Code.WITHDRAWN, id));
            case MERCHANT_SUSPENDED -> warnings.add(CartWarning.of(Code.MERCHANT_SUSPENDED, id));
            case null -> {
                var now = line.price().unitPrice();
                if (now.minor() != line.line().priceSeenMinor()) {
                    var seen = new Money(line.line().priceSeenMinor(), now.currency());
                    warnings.add(new CartWarning(Code.PRICE_CHANGED, id, seen, now, null));
                }
                if (quantity < line.price().minQuantity()) {
                    warnings.add(CartWarning.of(Code.BELOW_MINIMUM, id));
                } else if (!Pricing.isAllowed(line.price(), quantity)) {
                    warnings.add(CartWarning.of(Code.NOT_A_MULTIPLE, id));
                }
            }
        }
    }

    private static List<MerchantGroup> groups(List<PricedCartLine> lines) {
        var byMerchant = new LinkedHashMap<MerchantId, List<PricedCartLine>>();
        lines.forEach(line -> byMerchant
                .computeIfAbsent(line.offer().product().merchant(), _ -> new ArrayList<>())
                .add(line));
        return byMerchant.entrySet().stream()
                .map(entry ->
                        new MerchantGroup(entry.getKey(), List.copyOf(entry.getValue()), subtotal(entry.getValue())))
                .toList();
    }

    private static Money subtotal(List<PricedCartLine> lines) {
        var currency = lines.isEmpty()
                ? DEFAULT_CURRENCY
                : lines.getFirst().price().total().currency();
        return Money.sum(
                lines.stream()
                        .filter(line -> line.unavailableReason() == null)
                        .map(line -> line.price().total())
                        .toList(),
                currency);
    }
}
