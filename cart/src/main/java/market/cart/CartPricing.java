package market.cart;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import market.cart.CartWarning.Code;
import market.cart.PricedCart.MerchantGroup;
import market.catalog.Pricing;
import market.catalog.ProductId;
import market.catalog.Purchase;
import market.catalog.VariantId;
import market.kernel.Actor;
import market.kernel.MerchantId;
import market.kernel.Money;

/** Prices carts as of now. */
@Singleton
public class CartPricing {

    private static final Currency DEFAULT_CURRENCY = Currency.getInstance("CNY");

    private final Sellable sellable;
    private final List<StockLeft> stock;
    private final Clock clock;

    CartPricing(Sellable sellable, Collection<StockLeft> stock, Clock clock) {
        this.sellable = sellable;
        this.stock = List.copyOf(stock);
        this.clock = clock;
    }

    /** Reads the goods in one statement and the merchants' standing in another. */
    public PricedCart price(Cart cart, Actor actor) {
        return price(cart, actor, sellable.read(variants(cart)));
    }

    /** As {@link #price(Cart, Actor)} with merchants from memory: for pages, which may be a moment old. */
    public PricedCart show(Cart cart, Actor actor) {
        return price(cart, actor, sellable.recall(variants(cart)));
    }

    private static List<VariantId> variants(Cart cart) {
        return Stream.concat(cart.lines().stream(), cart.saved().stream())
                .map(CartLine::variant)
                .toList();
    }

    PricedCart price(Cart cart, Actor actor, Sellable.Goods goods) {
        var purchase = Purchase.by(actor, clock.instant());
        var warnings = new ArrayList<CartWarning>();
        var lines = new ArrayList<PricedCartLine>();
        for (var line : cart.lines()) {
            goods.offer(line.variant())
                    .ifPresentOrElse(
                            _ -> lines.addAll(priced(List.of(line), purchase, goods)),
                            // The catalogue does not know it any more: nothing can be shown of it but this.
                            () -> warnings.add(CartWarning.of(Code.WITHDRAWN, line)));
        }
        var left = left(lines);
        lines.forEach(line -> warn(line, left, warnings));
        return new PricedCart(
                cart,
                lines,
                priced(cart.saved(), purchase, goods),
                warnings,
                groups(lines),
                goods.merchants(),
                subtotal(lines));
    }

    private static List<PricedCartLine> priced(List<CartLine> lines, Purchase purchase, Sellable.Goods goods) {
        var priced = new ArrayList<PricedCartLine>();
        for (var line : lines) {
            goods.offer(line.variant()).ifPresent(offer -> {
                var price = Pricing.price(offer.variant(), line.bought(purchase), line.quantity());
                priced.add(new PricedCartLine(line, offer, price, goods.reasonAgainst(offer)));
            });
        }
        return priced;
    }

    /** What is left of the goods that could be bought, as far as anybody knows. */
    private Map<ProductId, Map<VariantId, Long>> left(List<PricedCartLine> lines) {
        var products = lines.stream()
                .filter(line -> line.unavailableReason() == null)
                .map(line -> line.offer().product().id())
                .distinct()
                .toList();
        return stock.isEmpty() || products.isEmpty()
                ? Map.of()
                : stock.getFirst().left(products);
    }

    private static void warn(
            PricedCartLine line, Map<ProductId, Map<VariantId, Long>> left, List<CartWarning> warnings) {
        switch (line.unavailableReason()) {
            case WITHDRAWN -> warnings.add(CartWarning.of(Code.WITHDRAWN, line.line()));
            case MERCHANT_SUSPENDED -> warnings.add(CartWarning.of(Code.MERCHANT_SUSPENDED, line.line()));
            case null -> {
                warnOfPrice(line, warnings);
                warnOfQuantity(line, warnings);
                warnOfStock(line, left, warnings);
            }
        }
    }

    private static void warnOfPrice(PricedCartLine line, List<CartWarning> warnings) {
        var now = line.price().unitPrice();
        var seenMinor = line.line().priceSeenMinor();
        if (now.minor() != seenMinor) {
            var seen = new Money(seenMinor, now.currency());
            var own = line.line();
            warnings.add(new CartWarning(Code.PRICE_CHANGED, own.id(), own.variant(), seen, now, null));
        }
    }

    private static void warnOfQuantity(PricedCartLine line, List<CartWarning> warnings) {
        var quantity = line.line().quantity();
        if (quantity < line.price().minQuantity()) {
            warnings.add(CartWarning.of(Code.BELOW_MINIMUM, line.line()));
        } else if (Pricing.isAboveMaximum(line.price(), quantity)) {
            warnings.add(CartWarning.of(Code.ABOVE_MAXIMUM, line.line()));
        } else if (!Pricing.isAllowed(line.price(), quantity)) {
            warnings.add(CartWarning.of(Code.NOT_A_MULTIPLE, line.line()));
        }
    }

    private static void warnOfStock(
            PricedCartLine line, Map<ProductId, Map<VariantId, Long>> left, List<CartWarning> warnings) {
        var ofProduct = left.get(line.offer().product().id());
        if (ofProduct == null) {
            return;
        }
        var pieces = Math.max(0, ofProduct.getOrDefault(line.line().variant(), 0L));
        if (pieces < line.line().quantity()) {
            warnings.add(CartWarning.of(Code.NOT_ENOUGH_STOCK, line.line(), pieces));
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
