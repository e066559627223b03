package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import market.catalog.SetProductTypeOutcome.Breach;
import org.jspecify.annotations.Nullable;

/** Kinds of goods are data: defined and changed while the engine runs. What goods say is never made wrong by it. */
@Singleton
public class ProductTypes {

    private static final int PAGE = 500;
    private static final int BREACHES_SHOWN_MAX = 20;
    private static final int RATE_SCALE_MAX = 4;

    private final Taxonomy taxonomy;
    private final ProductRepository products;
    private final ProductWriter writer;

    ProductTypes(Taxonomy taxonomy, ProductRepository products, ProductWriter writer) {
        this.taxonomy = taxonomy;
        this.products = products;
        this.writer = writer;
    }

    /** Widening is free; narrowing is checked against every product of the kind, in one transaction with the change. */
    @Transactional
    public SetProductTypeOutcome set(SetProductType command) {
        var wanted = command.type();
        var faults = new ArrayList<>(ProductTypeRules.faults(wanted));
        if (taxonomy.category(wanted.categoryCode()).isEmpty()) {
            faults.add(new TypeFault("categoryCode", "没有这个类目", "there is no such category"));
        }
        if (!faults.isEmpty()) {
            return new SetProductTypeOutcome.Invalid(faults);
        }
        writer.takeTurn("product type " + wanted.code());
        var current = taxonomy.lockForChange(wanted.code());
        var version = current.map(ProductType::version).orElse(0);
        if (version != command.expectedVersion()) {
            return new SetProductTypeOutcome.VersionConflict(version);
        }
        if (current.isEmpty()) {
            return new SetProductTypeOutcome.Set(taxonomy.change(wanted, command.person()));
        }
        if (isNarrower(wanted, current.get())) {
            var breaches = new ArrayList<Breach>();
            var count = check(wanted, current.get(), breaches);
            if (count > 0) {
                return new SetProductTypeOutcome.Narrowed(breaches, count);
            }
        }
        var changed = taxonomy.change(wanted, command.person());
        if (changed.version() != version) {
            // Search documents hold what can be searched and filtered by.
            writer.touchAll(wanted.code());
        }
        return new SetProductTypeOutcome.Set(changed);
    }

    /** Makes a category or renews one, whose place in the tree stays. */
    @Transactional
    public SetCategoryOutcome setCategory(Category wanted) {
        writer.takeTurn("categories");
        var stored = taxonomy.storedCategories();
        var current = stored.get(wanted.code());
        var faults = new ArrayList<String>();
        if (!ProductTypeRules.isCode(wanted.code())) {
            faults.add("code");
        }
        var parent = wanted.parent();
        var isKnown = parent == null || stored.containsKey(parent);
        if (!isKnown || (current != null && !Objects.equals(current.parent(), parent))) {
            faults.add("parentCode");
        }
        var rate = wanted.commissionRate();
        if (rate.signum() < 0
                || rate.compareTo(BigDecimal.ONE) >= 0
                || rate.stripTrailingZeros().scale() > RATE_SCALE_MAX) {
            faults.add("commissionRate");
        }
        return faults.isEmpty()
                ? new SetCategoryOutcome.Set(taxonomy.change(wanted))
                : new SetCategoryOutcome.Invalid(faults);
    }

    /** How many products break the definition; the first are told. */
    private int check(ProductType wanted, ProductType old, List<Breach> breaches) {
        var count = 0;
        var after = Products.FIRST.value();
        while (true) {
            var page = products.pageOfType(wanted.code(), after, PAGE);
            for (var row : page) {
                var product = row.toProduct();
                var faults = faults(wanted, old, product);
                if (!faults.isEmpty()) {
                    count++;
                    if (breaches.size() < BREACHES_SHOWN_MAX) {
                        breaches.add(new Breach(product.id(), faults));
                    }
                }
            }
            if (page.size() < PAGE) {
                return count;
            }
            after = page.getLast().id();
        }
    }

    private static List<AttributeFault> faults(ProductType wanted, ProductType old, Product product) {
        // What referred to a product still does; what was no reference before refers to none.
        var rules = new AttributeRules(
                wanted,
                (attribute, text) -> old.attribute(attribute.code())
                        .filter(before -> before.kind() == AttributeKind.REFERENCE)
                        .map(_ -> text));
        rules.check(null, raw(product.attributes()));
        product.variants().forEach(variant -> rules.check(variant.sku(), raw(variant.attributes())));
        return rules.faults();
    }

    private static Map<String, String> raw(Map<String, List<String>> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.join("|", entry.getValue())));
    }

    /** Whether goods that the old definition allowed might break the new one. */
    private static boolean isNarrower(ProductType wanted, ProductType old) {
        return old.attributes().stream()
                        .anyMatch(before -> wanted.attribute(before.code())
                                .filter(after -> allowsAll(after, before))
                                .isEmpty())
                || wanted.attributes().stream()
                        .anyMatch(after -> after.isRequired()
                                && old.attribute(after.code())
                                        .filter(Attribute::isRequired)
                                        .isEmpty());
    }

    private static boolean allowsAll(Attribute after, Attribute before) {
        return after.kind() == before.kind()
                && after.level() == before.level()
                && isAtMost(after.min(), before.min())
                && isAtMost(negated(after.max()), negated(before.max()))
                && values(after).containsAll(values(before));
    }

    private static boolean isAtMost(@Nullable BigDecimal after, @Nullable BigDecimal before) {
        return after == null || (before != null && after.compareTo(before) <= 0);
    }

    private static @Nullable BigDecimal negated(@Nullable BigDecimal bound) {
        return bound == null ? null : bound.negate();
    }

    private static List<String> values(Attribute attribute) {
        return attribute.choices().stream().map(AttributeChoice::value).toList();
    }
}
