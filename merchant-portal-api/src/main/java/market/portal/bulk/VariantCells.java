package market.portal.bulk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import market.catalog.AttributeFault;
import market.catalog.PriceTier;
import market.catalog.UpsertProduct.VariantSpec;
import market.catalog.Variant;
import market.kernel.Money;
import market.portal.ProductForms;
import org.jspecify.annotations.Nullable;

/** What the cells of one row make of a variant; what they do not say stays as it is. */
final class VariantCells {

    private static final String CURRENCY = "CNY";
    private static final String PIECES = "H87";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,10}");

    private final ImportRow row;
    private final List<AttributeFault> faults;

    VariantCells(ImportRow row, List<AttributeFault> faults) {
        this.row = row;
        this.faults = faults;
    }

    /** Empty when a fault leaves nothing to write. */
    Optional<VariantSpec> apply(@Nullable Variant current, Map<String, String> attributes) {
        if (!ProductForms.isSku(row.sku())) {
            fault("sku", "须为 1 至 64 个字母、数字或 ._-/", "must be 1 to 64 letters, digits or ._-/");
            return Optional.empty();
        }
        var currency = text("currency")
                .orElse(current == null ? CURRENCY : current.price().currency().getCurrencyCode());
        var price = price(current, currency);
        if (price.isEmpty()) {
            return Optional.empty();
        }
        var money = price.get();
        return Optional.of(new VariantSpec(
                row.sku(),
                attributes,
                money,
                count("net_weight_grams", current == null ? null : current.netWeightGrams()),
                unit(current),
                barcode(current),
                countOrOne("min_quantity", current == null ? null : (Long) current.minQuantity()),
                countOrOne("quantity_step", current == null ? null : (Long) current.quantityStep()),
                countOrOne("case_pack", current == null ? null : (Long) current.casePack()),
                count("max_quantity", current == null ? null : current.maxQuantity()),
                tiers(current, money)));
    }

    /** As it is, for rows of the file that leave it alone. */
    static VariantSpec spec(Variant variant, Map<String, String> attributes) {
        return new VariantSpec(
                variant.sku(),
                attributes,
                variant.price(),
                variant.netWeightGrams(),
                variant.unit(),
                variant.barcode(),
                variant.minQuantity(),
                variant.quantityStep(),
                variant.casePack(),
                variant.maxQuantity(),
                variant.tiers());
    }

    /** Raw texts as {@link market.catalog.UpsertProduct} takes them. */
    static Map<String, String> raw(Map<String, List<String>> attributes) {
        var raw = new LinkedHashMap<String, String>();
        attributes.forEach((code, values) -> raw.put(code, String.join("|", values)));
        return raw;
    }

    private Optional<Money> price(@Nullable Variant current, String currency) {
        var given = text("price");
        if (given.isEmpty()) {
            if (current == null) {
                fault("price", "新规格必填", "a new variant needs one");
                return Optional.empty();
            }
            if (!current.price().currency().getCurrencyCode().equals(currency)) {
                fault("price", "更改币种须填写价格", "another currency needs a price");
                return Optional.empty();
            }
            return Optional.of(current.price());
        }
        var price = money(given.get(), currency);
        if (price.isEmpty()) {
            fault(
                    "price",
                    "须为大于零、不超过一亿的 " + currency + " 金额",
                    "must be an amount of " + currency + " above zero, at most 100000000");
        }
        return price;
    }

    private static Optional<Money> money(String text, String currency) {
        return NUMBER.matcher(text).matches()
                ? ProductForms.price(new BigDecimal(text), currency).filter(money -> money.minor() > 0)
                : Optional.empty();
    }

    private String unit(@Nullable Variant current) {
        var unit = text("unit").orElse(current == null || row.cells().containsKey("unit") ? PIECES : current.unit());
        if (!ProductForms.isUnit(unit)) {
            fault("unit", "须为 UN/ECE 第 20 号建议书的单位代码", "must be a code of UN/ECE Recommendation 20");
        }
        return unit;
    }

    private @Nullable String barcode(@Nullable Variant current) {
        if (!row.cells().containsKey("barcode")) {
            return current == null ? null : current.barcode();
        }
        var barcode = text("barcode").orElse(null);
        if (barcode != null && !ProductForms.isGtin(barcode)) {
            fault("barcode", "不是有效的 GTIN（位数或校验位错误）", "is no GTIN: its length or its check digit is wrong");
        }
        return barcode;
    }

    private long countOrOne(String field, @Nullable Long otherwise) {
        return Objects.requireNonNullElse(count(field, otherwise), 1L);
    }

    private @Nullable Long count(String field, @Nullable Long otherwise) {
        if (!row.cells().containsKey(field)) {
            return otherwise;
        }
        var given = text(field).orElse(null);
        if (given == null) {
            return null;
        }
        var count = count(given);
        if (count.isEmpty()) {
            fault(field, "须为正整数", "must be a whole number above zero");
        }
        return count.orElse(1L);
    }

    private static Optional<Long> count(String text) {
        return WHOLE.matcher(text).matches()
                ? Optional.of(Long.parseLong(text)).filter(ProductForms::isCount)
                : Optional.empty();
    }

    private List<PriceTier> tiers(@Nullable Variant current, Money price) {
        if (!row.cells().containsKey("tiers")) {
            return current == null ? List.of() : current.tiers();
        }
        var tiers = new ArrayList<PriceTier>();
        for (var part : text("tiers").map(text -> text.split("\\|", -1)).orElse(new String[0])) {
            var tier = tier(part.strip().split(":", -1), price.currency().getCurrencyCode());
            if (tier.isEmpty() || tiers.size() == ProductForms.TIERS_MAX) {
                fault(
                        "tiers",
                        "须如 TRADE:20:90.00:10，最多 " + ProductForms.TIERS_MAX + " 个",
                        "must be like TRADE:20:90.00:10, at most " + ProductForms.TIERS_MAX);
                return List.of();
            }
            tiers.add(tier.get());
        }
        return tiers;
    }

    private static Optional<PriceTier> tier(String[] parts, String currency) {
        if (parts.length < 4 || parts.length > 5 || !ProductForms.isGroup(parts[0])) {
            return Optional.empty();
        }
        var most = parts.length == 5 ? count(parts[4]) : Optional.<Long>empty();
        return parts.length == 5 && most.isEmpty()
                ? Optional.empty()
                : count(parts[1])
                        .flatMap(from -> money(parts[2], currency)
                                .flatMap(money -> count(parts[3])
                                        .map(step -> new PriceTier(parts[0], from, money, step, most.orElse(null)))));
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(row.cells().get(field)).filter(cell -> !cell.isEmpty());
    }

    private void fault(String field, String zh, String en) {
        faults.add(new AttributeFault(row.sku(), field, en, zh));
    }
}
