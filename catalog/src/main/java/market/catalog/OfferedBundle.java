package market.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import market.kernel.Money;

/** A bundle that can be bought, with its goods in their order. */
public record OfferedBundle(Bundle bundle, List<Goods> goods) {

    public OfferedBundle {
        goods = List.copyOf(goods);
    }

    /** A component with what it is. */
    public record Goods(Bundle bundle, Bundle.Component component, Variant variant) {

        /** Of one piece, for this buyer. */
        public Money unitPrice(Purchase purchase) {
            return price(purchase).unitPrice();
        }

        private PricedLine price(Purchase purchase) {
            return bundle.price(variant.id(), separate(purchase), component.quantity());
        }

        private PricedLine separate(Purchase purchase) {
            return Pricing.price(variant, purchase, component.quantity());
        }
    }

    /** Empty unless all of its goods are on sale. */
    static Optional<OfferedBundle> of(Bundle bundle, Map<ProductId, Product> products) {
        var goods = new ArrayList<Goods>();
        for (var component : bundle.components()) {
            Optional.ofNullable(products.get(component.product()))
                    .filter(Product::isOnSale)
                    .map(Product::variants)
                    .stream()
                    .flatMap(Collection::stream)
                    .filter(variant -> variant.id().equals(component.variant()))
                    .forEach(variant -> goods.add(new Goods(bundle, component, variant)));
        }
        return goods.size() == bundle.components().size()
                ? Optional.of(new OfferedBundle(bundle, goods))
                : Optional.empty();
    }

    /** Of one bundle for this buyer. */
    public Money price(Purchase purchase) {
        return Money.sum(
                goods.stream().map(each -> each.price(purchase).total()).toList(), bundle.currency());
    }

    /** What the same goods cost this buyer without the bundle. */
    public Money priceSeparately(Purchase purchase) {
        return Money.sum(
                goods.stream().map(each -> each.separate(purchase).total()).toList(), bundle.currency());
    }
}
