package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.EditOutcome.Change;
import market.kernel.Ids;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Writes many products of one merchant in a few statements, by the same rules as {@link Products#set}. Each product is taken
 * or refused by itself.
 */
@Singleton
public class ProductEdits {

    /** Each statement carries so many products at most. */
    public static final int PRODUCTS_MAX = 500;

    private final ProductRepository repository;
    private final ProductWriter turns;
    private final UpsertRules rules;
    private final TakenNames taken;
    private final ProductReferences references;
    private final BulkWriter writer;
    private final ShownMedia shown;
    private final ListingGates gates;
    private final ReviewStore reviews;
    private final StatusDue due;
    private final Taxonomy taxonomy;
    private final Ids ids;
    private final Clock clock;

    ProductEdits(
            ProductRepository repository,
            ProductWriter turns,
            UpsertRules rules,
            TakenNames taken,
            ProductReferences references,
            BulkWriter writer,
            ShownMedia shown,
            ListingGates gates,
            ReviewStore reviews,
            StatusDue due,
            Taxonomy taxonomy,
            Ids ids,
            Clock clock) {
        this.repository = repository;
        this.turns = turns;
        this.rules = rules;
        this.taken = taken;
        this.references = references;
        this.writer = writer;
        this.shown = shown;
        this.gates = gates;
        this.reviews = reviews;
        this.due = due;
        this.taxonomy = taxonomy;
        this.ids = ids;
        this.clock = clock;
    }

    /** An edit on its way to its outcome. */
    private static final class Work {
        final ProductEdit edit;
        final @Nullable Product current;
        final List<AttributeFault> faults = new ArrayList<>();

        @Nullable
        UpsertProduct wanted;

        @Nullable
        List<PlacedMedia> media;

        UpsertRules.@Nullable Checked checked;

        @Nullable
        ProductDiff diff;

        boolean isForReview;

        Work(ProductEdit edit, @Nullable Product current) {
            this.edit = edit;
            this.current = current;
        }

        boolean isSound() {
            return faults.isEmpty() && wanted != null;
        }

        ProductStatus status() {
            return isForReview ? ProductStatus.IN_REVIEW : wantedStatus();
        }

        ProductStatus wantedStatus() {
            return Objects.requireNonNullElse(edit.status(), current == null ? ProductStatus.DRAFT : current.status());
        }

        boolean changesStatus() {
            return current != null && status() != current.status();
        }

        /** Goods that are on the shelf already stay there, and get a bar when they do not pass. */
        boolean isToBeListed() {
            return wantedStatus() == ProductStatus.LISTED && (current == null || changesStatus());
        }

        /** What is on the shelf stays there, unless it moves to where goods are reviewed. */
        boolean needsReview(ReviewRules.InForce rules) {
            return wantedStatus() == ProductStatus.LISTED
                    && rules.require(wanted().merchant(), wanted().categoryCode())
                    && (isToBeListed()
                            || (current != null && !rules.require(current.merchant(), current.categoryCode())));
        }

        /** Whether it says what the product says that is there, as far as that is reviewed. */
        boolean saysTheSame() {
            return diff().changes().stream()
                    .allMatch(change -> change.sku() != null || change.field().equals("handle"));
        }

        UpsertProduct wanted() {
            return Objects.requireNonNull(wanted);
        }

        UpsertRules.Checked checked() {
            return Objects.requireNonNull(checked);
        }

        ProductDiff diff() {
            return Objects.requireNonNull(diff);
        }
    }

    /** What would become of the edits, in their order; nothing is stored. */
    @Transactional
    public List<EditOutcome> check(MerchantId merchant, List<ProductEdit> edits) {
        return outcomes(judged(merchant, edits, current(merchant, edits)));
    }

    /** Carries out the edits that nothing speaks against, in the caller's transaction; at most one per key. */
    @Transactional
    public List<EditOutcome> apply(MerchantId merchant, List<ProductEdit> edits) {
        var keys = edits.stream().map(ProductEdit::key).toList();
        turns.takeTurns(
                keys.stream().map(key -> ProductWriter.turn(merchant, key)).toList());
        writer.lock(merchant, keys);
        var works = judged(merchant, edits, current(merchant, edits));
        var outcomes = outcomes(works);
        var writes = new ArrayList<BulkWriter.Write>();
        for (var i = 0; i < works.size(); i++) {
            if (outcomes.get(i) instanceof EditOutcome.Changed) {
                var work = works.get(i);
                writes.add(new BulkWriter.Write(
                        work.wanted(),
                        work.checked(),
                        work.status(),
                        work.media,
                        work.diff().variants()));
            }
        }
        gates.review(writer.write(merchant, writes));
        forgetSchedules(works.stream().filter(Work::isSound).filter(Work::changesStatus));
        return outcomes;
    }

    /** As if each was put on sale or taken off by hand. */
    private void forgetSchedules(Stream<Work> moved) {
        var byShelf = moved.collect(Collectors.partitioningBy(
                work -> work.wantedStatus() == ProductStatus.LISTED,
                Collectors.flatMapping(work -> Stream.ofNullable(work.current).map(Product::id), Collectors.toList())));
        due.putOn(byShelf.getOrDefault(true, List.of()));
        due.takenOff(byShelf.getOrDefault(false, List.of()));
    }

    /** Which of a merchant's products have these variants, by sku; others are left out. */
    @Transactional(readOnly = true)
    public Map<String, String> keysOf(MerchantId merchant, List<String> skus) {
        return taken.keysOfSkus(merchant, skus);
    }

    private Map<String, Product> current(MerchantId merchant, List<ProductEdit> edits) {
        if (edits.isEmpty()) {
            return Map.of();
        }
        return repository
                .findByKeys(
                        merchant.value(), edits.stream().map(ProductEdit::key).toList())
                .stream()
                .map(ProductRow::toProduct)
                .collect(Collectors.toMap(Product::key, Function.identity()));
    }

    private List<Work> judged(MerchantId merchant, List<ProductEdit> edits, Map<String, Product> current) {
        if (edits.size() > PRODUCTS_MAX) {
            throw new IllegalArgumentException("At most " + PRODUCTS_MAX + " products at once");
        }
        var works = edits.stream()
                .map(edit -> new Work(edit, current.get(edit.key())))
                .toList();
        works.forEach(this::edit);
        checkThemselves(merchant, works);
        checkNames(merchant, works);
        checkMedia(merchant, works);
        checkGates(works);
        works.stream()
                .filter(Work::isSound)
                .forEach(work -> work.diff = ProductDiff.of(work.current, work.wanted(), work.media, work.checked()));
        checkReview(works);
        return works;
    }

    private void edit(Work work) {
        var version = work.current == null ? 0 : work.current.version();
        var expected = work.edit.expectedVersion();
        if (expected != null && expected != version) {
            work.faults.add(new AttributeFault(
                    null,
                    "version",
                    "somebody changed the product meanwhile; its version is " + version + " now",
                    "商品已被他人修改，现在的版本是 " + version));
        }
        var edited = work.edit.edit().apply(work.current);
        work.faults.addAll(edited.faults());
        if (edited.product() != null) {
            work.wanted =
                    work.current == null ? edited.product() : edited.product().keeping(work.current);
            work.media = edited.media() == null ? null : placed(edited.media(), work.current);
        }
    }

    /** What is read out in the place of a picture goes with it. */
    private static List<PlacedMedia> placed(List<MediaId> media, @Nullable Product current) {
        var shown = current == null ? List.<ProductMedia>of() : current.media();
        return media.stream()
                .map(id -> new PlacedMedia(
                        id,
                        shown.stream()
                                .filter(each -> each.media().id().equals(id))
                                .findFirst()
                                .map(ProductMedia::altText)
                                .orElse(null)))
                .toList();
    }

    private void checkMedia(MerchantId merchant, List<Work> works) {
        var wanted = new ArrayList<MediaId>();
        var products = new ArrayList<ProductId>();
        for (var work : works) {
            if (work.media != null) {
                work.media.forEach(each -> wanted.add(each.media()));
                if (work.current != null) {
                    products.add(work.current.id());
                }
            }
        }
        if (wanted.isEmpty() && products.isEmpty()) {
            return;
        }
        var known = shown.keep(merchant, wanted, products);
        for (var work : works) {
            if (work.media != null && work.media.stream().anyMatch(each -> !known.contains(each.media()))) {
                work.faults.add(
                        new AttributeFault(null, "media", "a picture is not there, or no longer", "有图片不存在或已被清理"));
            }
        }
    }

    private void checkThemselves(MerchantId merchant, List<Work> works) {
        var types = new HashMap<String, Optional<ProductType>>();
        var goods = works.stream().filter(work -> work.wanted != null).toList();
        var texts = new HashSet<String>();
        for (var work : goods) {
            var type = types.computeIfAbsent(work.wanted().productType(), taxonomy::lockForGoods);
            texts.addAll(ProductReferences.texts(work.wanted(), type));
        }
        var referred = references.find(merchant, texts);
        for (var work : goods) {
            var type = types.getOrDefault(work.wanted().productType(), Optional.empty());
            work.checked = rules.checkByItself(work.wanted(), type, referred);
            work.faults.addAll(work.checked().faults());
        }
    }

    private void checkNames(MerchantId merchant, List<Work> works) {
        var goods = works.stream().filter(work -> work.wanted != null).toList();
        var wanted = goods.stream().map(Work::wanted).toList();
        var handles = taken.handles(merchant, wanted);
        var owners = taken.keysOfSkus(
                merchant,
                wanted.stream()
                        .flatMap(product -> product.variants().stream())
                        .map(UpsertProduct.VariantSpec::sku)
                        .toList());
        var handleOf = new HashMap<String, String>();
        var skuOf = new HashMap<>(owners);
        for (var work : goods) {
            var product = work.wanted();
            if (handles.contains(product.key())
                    || !handleOf.computeIfAbsent(product.handle(), _ -> product.key())
                            .equals(product.key())) {
                work.faults.add(UpsertRules.takenHandle(product.handle()));
            }
            product.variants().stream()
                    .filter(variant -> !skuOf.computeIfAbsent(variant.sku(), _ -> product.key())
                            .equals(product.key()))
                    .forEach(variant -> work.faults.add(UpsertRules.takenSku(variant.sku())));
            if (variants(work) > UpsertRules.VARIANTS_MAX) {
                work.faults.add(UpsertRules.tooManyVariants());
            }
        }
    }

    private static int variants(Work work) {
        var skus = new HashSet<String>();
        work.wanted().variants().forEach(variant -> skus.add(variant.sku()));
        if (work.current != null) {
            work.current.variants().forEach(variant -> skus.add(variant.sku()));
        }
        return skus.size();
    }

    private void checkGates(List<Work> works) {
        var wouldBe = new LinkedHashMap<ProductId, Work>();
        var goods = new ArrayList<Product>();
        for (var work : works) {
            if (work.isSound() && work.isToBeListed()) {
                var product =
                        work.checked().listed(work.wanted(), work.current, new ProductId(ids.next()), clock.instant());
                wouldBe.put(product.id(), work);
                goods.add(product);
            }
        }
        gates.judge(goods)
                .forEach((id, bars) -> bars.forEach(bar -> Objects.requireNonNull(wouldBe.get(id))
                        .faults
                        .add(new AttributeFault(
                                null,
                                "status",
                                Objects.requireNonNullElse(
                                        bar.reason().en(), bar.reason().zh()),
                                bar.reason().zh()))));
    }

    private void checkReview(List<Work> works) {
        var rules = reviews.rules();
        var needed = works.stream()
                .filter(work -> work.isSound() && work.needsReview(rules))
                .toList();
        if (needed.isEmpty()) {
            return;
        }
        var approved = reviews.approved(needed.stream()
                .flatMap(work -> Stream.ofNullable(work.current).map(Product::id))
                .toList());
        needed.forEach(work -> work.isForReview =
                work.current == null || !approved.contains(work.current.id()) || !work.saysTheSame());
    }

    private static List<EditOutcome> outcomes(List<Work> works) {
        return works.stream().map(ProductEdits::outcome).toList();
    }

    private static EditOutcome outcome(Work work) {
        if (!work.faults.isEmpty() || work.wanted == null) {
            return new EditOutcome.Refused(work.faults.stream().distinct().toList());
        }
        var changes = new ArrayList<>(work.diff().changes());
        if (work.changesStatus() || work.current == null) {
            changes.add(new Change(
                    null,
                    "status",
                    work.current == null ? null : work.current.status().name(),
                    work.status().name()));
        }
        return changes.isEmpty()
                ? new EditOutcome.Unchanged()
                : new EditOutcome.Changed(work.current == null, work.isForReview, changes);
    }
}
