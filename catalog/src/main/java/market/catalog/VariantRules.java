package market.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import market.catalog.UpsertProduct.VariantSpec;
import org.jspecify.annotations.Nullable;

/** Checks what is said of variants beside their attributes: each stands once, at prices and quantities that can be sold. */
final class VariantRules {

    private final List<AttributeFault> faults = new ArrayList<>();

    private VariantRules() {}

    static List<AttributeFault> faults(List<VariantSpec> variants) {
        var rules = new VariantRules();
        var skus = new HashSet<String>();
        for (var variant : variants) {
            rules.check(variant);
            rules.require(skus.add(variant.sku()), variant, "sku", "stands twice in the product", "在商品中重复");
        }
        return rules.faults;
    }

    private void check(VariantSpec variant) {
        var weight = variant.netWeightGrams();
        require(variant.price().minor() > 0, variant, "price", "must be more than zero", "必须大于零");
        require(weight == null || weight > 0, variant, "net_weight_grams", "must be more than zero", "必须大于零");
        require(variant.minQuantity() > 0, variant, "min_quantity", "must be at least 1", "至少为 1");
        var hasSteps = variant.casePack() > 0 && variant.quantityStep() > 0;
        require(variant.quantityStep() > 0, variant, "quantity_step", "must be at least 1", "至少为 1");
        require(variant.casePack() > 0, variant, "case_pack", "must be at least 1", "至少为 1");
        requireMaximum(variant.maxQuantity(), variant.minQuantity(), variant, "max_quantity");
        require(
                !hasSteps || hasQuantity(variant),
                variant,
                "max_quantity",
                "no quantity from the smallest to the largest is a multiple of quantity step and case pack",
                "起订量与限购量之间没有符合购买步长和每箱件数的数量");
        var steps = new HashSet<String>();
        for (var tier : variant.tiers()) {
            require(
                    tier.price().minor() > 0 && tier.minQuantity() > 0 && tier.step() > 0,
                    variant,
                    "tiers",
                    "price, quantity and step of a tier must be more than zero",
                    "阶梯价的价格、数量和步长必须大于零");
            requireMaximum(tier.maxQuantity(), tier.minQuantity(), variant, "tiers");
            // Tiers are kept as minor units of the variant's currency.
            require(
                    tier.price().currency().equals(variant.price().currency()),
                    variant,
                    "tiers",
                    "a tier has the currency of its variant",
                    "阶梯价须与规格同币种");
            require(
                    steps.add(tier.minQuantity() + " " + tier.customerGroup()),
                    variant,
                    "tiers",
                    "two prices of " + tier.customerGroup() + " from " + tier.minQuantity(),
                    tier.customerGroup() + " 从 " + tier.minQuantity() + " 起有两个价格");
        }
    }

    private static boolean hasQuantity(VariantSpec variant) {
        var max = variant.maxQuantity();
        var step = Variant.leastCommonMultiple(variant.quantityStep(), variant.casePack());
        return max == null || max < variant.minQuantity() || max / step * step >= variant.minQuantity();
    }

    private void requireMaximum(@Nullable Long max, long min, VariantSpec variant, String field) {
        require(
                max == null || max >= min,
                variant,
                field,
                "the largest quantity must not be below the smallest",
                "最大数量不能小于最小数量");
    }

    private void require(boolean holds, VariantSpec variant, String field, String reason, String reasonZh) {
        if (!holds) {
            faults.add(new AttributeFault(variant.sku(), field, reason, reasonZh));
        }
    }
}
