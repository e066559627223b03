package market.cart;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        return price(cart, actor, sellable.read(Sellable.Needs.of(cart)));
    }

    /** As {@link #price(Cart, Actor)} with merchants from memory: for pages, which may be a moment old. */
    public PricedCart show(Cart cart, Actor actor) {
        return price(cart, actor, sellable.recall(Sellable.Needs.of(cart)));
    }

    PricedCart price(Cart cart, Actor actor, Sellable.Goods goods) {
        var purchase = Purchase.by(actor, clock.instant());
        var warnings = new ArrayList<CartWarning>();
        var lines = LinePrices.of(cart.lines(), purchase, goods);
        // The catalogue does not know it any more: nothing can be shown of it but this.
        cart.lines().stream()
                .filter(line -> goods.offer(line.variant()).isEmpty())
                .forEach(line -> warnings.add(CartWarning.of(Code.WITHDRAWN, line)));
        var left = left(lines);
        lines.forEach(line -> warn(line, left, warnings));
        return new PricedCart(
                cart,
                lines,
                LinePrices.of(cart.saved(), purchase, goods),
                warnings,
                groups(lines),
                goods.merchants(),
                subtotal(lines));
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
            case PRE_SALE_ENDED -> warnings.add(CartWarning.of(Code.PRE_SALE_ENDED, line.line()));
            case null -> {
                warnOfBundle(line, warnings);
                warnOfPrice(line, warnings);
                warnOfQuantity(line, warnings);
                warnOfStock(line, left, warnings);
            }
        }
    }

    private static void warnOfBundle(PricedCartLine line, List<CartWarning> warnings) {
        var bundle = line.bundle();
        if (bundle != null && bundle.fault() != null) {
            warnings.add(CartWarning.of(bundle.fault(), line.line()));
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
        var quantity = line.together();
        if (quantity < line.price().minQuantity()) {
            warnings.add(CartWarning.of(Code.BELOW_MINIMUM, line.line()));
        } else if (Pricing.isAboveMaximum(line.price(), quantity)) {
            warnings.add(CartWarning.of(Code.ABOVE_MAXIMUM, line.line()));
        } else if (!line.isAllowed()) {
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
        if (pieces < line.together()) {
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
