package market.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import market.catalog.EditOutcome.Change;
import market.catalog.UpsertProduct.VariantSpec;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** What a write would change of a product that is there. */
final class ProductDiff {

    private final UpsertRules.Checked checked;
    private final UpsertProduct wanted;
    private final @Nullable Product current;
    private final List<Change> changes = new ArrayList<>();
    private final List<Integer> variants = new ArrayList<>();

    private ProductDiff(@Nullable Product current, UpsertProduct wanted, UpsertRules.Checked checked) {
        this.current = current;
        this.wanted = wanted;
        this.checked = checked;
    }

    /** @param media that it shall show; null for those that it shows */
    static ProductDiff of(
            @Nullable Product current,
            UpsertProduct wanted,
            @Nullable List<PlacedMedia> media,
            UpsertRules.Checked checked) {
        var diff = new ProductDiff(current, wanted, checked);
        compare(null, current == null ? Map.of() : members(current), diff.wantedMembers(), diff.changes);
        if (media != null) {
            var shown = current == null ? List.<ProductMedia>of() : current.media();
            compare(
                    null,
                    members(shown.stream().map(each -> each.media().id()).toList()),
                    members(media.stream().map(PlacedMedia::media).toList()),
                    diff.changes);
        }
        diff.compareVariants();
        return diff;
    }

    List<Change> changes() {
        return changes;
    }

    /** Positions in the command of the variants that have to be written. */
    List<Integer> variants() {
        return variants;
    }

    private void compareVariants() {
        var stored = current == null
                ? Map.<String, Variant>of()
                : current.variants().stream().collect(Collectors.toMap(Variant::sku, variant -> variant));
        for (var i = 0; i < wanted.variants().size(); i++) {
            var spec = wanted.variants().get(i);
            var before = stored.get(spec.sku());
            var found = changes.size();
            compare(
                    spec.sku(),
                    before == null ? Map.of() : members(before),
                    members(spec, checked.variantAttributes().get(i)),
                    changes);
            var isMoved = before != null
                    && current != null
                    && (i >= current.variants().size()
                            || !current.variants().get(i).sku().equals(spec.sku()));
            if (changes.size() > found || before == null || isMoved) {
                variants.add(i);
            }
            if (changes.size() == found && isMoved) {
                changes.add(new Change(spec.sku(), "position", null, String.valueOf(i + 1)));
            }
        }
    }

    static void compare(
            @Nullable String sku, Map<String, String> before, Map<String, String> after, List<Change> changes) {
        after.forEach((field, value) -> {
            var earlier = before.get(field);
            if (!value.equals(earlier)) {
                changes.add(new Change(sku, field, earlier, value));
            }
        });
        before.forEach((field, value) -> {
            if (!after.containsKey(field)) {
                changes.add(new Change(sku, field, value, null));
            }
        });
    }

    private static Map<String, String> members(List<MediaId> media) {
        var members = new LinkedHashMap<String, String>();
        putText(
                members,
                "media",
                media.stream().map(id -> GlobalId.of("med", id)).collect(Collectors.joining("|")));
        return members;
    }

    private static Map<String, String> members(Product product) {
        return members(
                product.handle(),
                product.productType(),
                product.categoryCode(),
                product.title(),
                product.description(),
                product.originCode(),
                product.keywords(),
                product.attributes());
    }

    private Map<String, String> wantedMembers() {
        return members(
                wanted.handle(),
                wanted.productType(),
                wanted.categoryCode(),
                wanted.title(),
                wanted.description(),
                wanted.originCode(),
                wanted.keywords(),
                checked.attributes());
    }

    private static Map<String, String> members(
            String handle,
            String kind,
            String category,
            LocalizedText title,
            LocalizedText description,
            String origin,
            String keywords,
            Map<String, List<String>> attributes) {
        var members = new LinkedHashMap<String, String>();
        members.put("handle", handle);
        members.put("product_type", kind);
        members.put("category", category);
        put(members, "title", title);
        put(members, "description", description);
        members.put("origin", origin);
        putText(members, "keywords", keywords);
        putAttributes(members, attributes);
        return members;
    }

    private static Map<String, String> members(Variant variant) {
        return members(
                new VariantSpec(
                        variant.sku(),
                        Map.of(),
                        variant.price(),
                        variant.netWeightGrams(),
                        variant.unit(),
                        variant.barcode(),
                        variant.minQuantity(),
                        variant.quantityStep(),
                        variant.casePack(),
                        variant.maxQuantity(),
                        variant.tiers()),
                variant.attributes());
    }

    private static Map<String, String> members(VariantSpec spec, Map<String, List<String>> attributes) {
        var members = new LinkedHashMap<String, String>();
        members.put("price", spec.price().toMajor());
        members.put("currency", spec.price().currency().getCurrencyCode());
        members.put("unit", spec.unit());
        putText(members, "net_weight_grams", Objects.toString(spec.netWeightGrams(), ""));
        putText(members, "barcode", Objects.toString(spec.barcode(), ""));
        members.put("min_quantity", String.valueOf(spec.minQuantity()));
        members.put("quantity_step", String.valueOf(spec.quantityStep()));
        members.put("case_pack", String.valueOf(spec.casePack()));
        putText(members, "max_quantity", Objects.toString(spec.maxQuantity(), ""));
        putText(members, "tiers", text(spec.tiers()));
        putAttributes(members, attributes);
        return members;
    }

    /** {@code GROUP:from:price:step:most}, joined by {@code |}, in the order of groups and quantities. */
    private static String text(List<PriceTier> tiers) {
        return tiers.stream()
                .sorted(Comparator.comparing(PriceTier::customerGroup).thenComparingLong(PriceTier::minQuantity))
                .map(PriceTier::toText)
                .collect(Collectors.joining("|"));
    }

    private static void put(Map<String, String> members, String field, LocalizedText text) {
        putText(members, field + "_zh", text.zh());
        putText(members, field + "_en", Objects.toString(text.en(), ""));
    }

    private static void putText(Map<String, String> members, String field, String text) {
        if (!text.isEmpty()) {
            members.put(field, text);
        }
    }

    private static void putAttributes(Map<String, String> members, Map<String, List<String>> attributes) {
        new TreeMap<>(attributes)
                .forEach((code, values) -> members.put("attributes." + code, String.join("|", values)));
    }
}
