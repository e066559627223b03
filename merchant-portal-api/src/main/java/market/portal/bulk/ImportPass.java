package market.portal.bulk;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import market.catalog.AttributeFault;
import market.catalog.EditOutcome;
import market.catalog.ForbiddenClaims;
import market.catalog.ProductEdit;
import market.catalog.ProductEdits;
import market.catalog.Taxonomy;
import market.merchants.Regions;
import market.portal.bulk.ProductImport.Counts;
import market.portal.bulk.ProductImport.FoundChange;
import market.portal.bulk.ProductImport.State;
import market.portal.bulk.StagedRows.PlacedFault;

/**
 * A page of the passes over the rows of a file: the first checks all products, the second writes them. A page and how far the
 * pass has come are one transaction, so each product is done once, whoever is killed.
 */
@Singleton
class ImportPass {

    private static final int PAGE_ROWS = 2_500;
    private static final int SHOWN_PRODUCTS_MAX = 20_000;
    private static final AttributeFault FOR_REVIEW =
            new AttributeFault(null, "status", "is looked at by the operator before it is on sale", "须先通过审核，审核通过后上架");
    private static final Set<String> SHOWN_OF_NEW = Set.of("title_zh", "price");

    private final StagedRows staged;
    private final ImportProgress progress;
    private final ProductEdits edits;
    private final Taxonomy taxonomy;
    private final Regions regions;
    private final ForbiddenClaims claims;
    private final ImportMedia media;
    private final TransactionOperations<Connection> transactions;

    ImportPass(
            StagedRows staged,
            ImportProgress progress,
            ProductEdits edits,
            Taxonomy taxonomy,
            Regions regions,
            ForbiddenClaims claims,
            ImportMedia media,
            TransactionOperations<Connection> transactions) {
        this.staged = staged;
        this.progress = progress;
        this.edits = edits;
        this.taxonomy = taxonomy;
        this.regions = regions;
        this.claims = claims;
        this.media = media;
        this.transactions = transactions;
    }

    /** Products of one transaction, of which nobody else takes any. */
    private final class Page {
        final ImportLease lease;
        final Map<String, ProductRows> products = new LinkedHashMap<>();
        long created;
        long changed;
        long unchanged;
        long refused;
        long forReview;
        long faults;
        long warnings;

        Page(ImportLease lease, List<ImportRow> rows, Map<String, ImportMedia.Found> pictures) {
            this.lease = lease;
            var fields = Fields.of(List.copyOf(taxonomy.productTypes()));
            var known = regions(rows);
            var byKey = new LinkedHashMap<String, List<ImportRow>>();
            rows.forEach(row ->
                    byKey.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(row));
            byKey.forEach((key, own) -> products.put(
                    key, new ProductRows(lease.work().merchant(), own, fields, taxonomy, known::contains, pictures)));
        }

        void tell(ProductRows rows, EditOutcome outcome, boolean isForShow) {
            switch (outcome) {
                case EditOutcome.Unchanged _ -> unchanged++;
                case EditOutcome.Changed change -> {
                    created += change.isNew() ? 1 : 0;
                    changed += change.isNew() ? 0 : 1;
                    forReview += change.isForReview() ? 1 : 0;
                    if (isForShow) {
                        show(rows, change);
                    }
                }
                case EditOutcome.Refused refusal -> {
                    refused++;
                    faults += refusal.faults().size();
                    staged.addFaults(
                            lease.work().id(),
                            refusal.faults().stream()
                                    .map(fault -> new PlacedFault(
                                            rows.key(),
                                            rows.place(fault, lease.work().columns()),
                                            false))
                                    .toList());
                }
            }
        }

        private void show(ProductRows rows, EditOutcome.Changed change) {
            if (lease.work().done() < SHOWN_PRODUCTS_MAX) {
                staged.addChanges(
                        lease.work().id(),
                        change.changes().stream()
                                .filter(each -> !change.isNew() || SHOWN_OF_NEW.contains(each.field()))
                                .map(each -> new FoundChange(
                                        rows.key(), each.sku(), each.field(), each.before(), each.after()))
                                .toList());
            }
        }

        /** People decide what a text means; merchants are only told, and of what the operator looks at first. */
        void warn(ProductRows rows, EditOutcome outcome, List<ForbiddenClaims.Claim> words) {
            var found = rows.claims(words, lease.work().columns());
            if (outcome instanceof EditOutcome.Changed change && change.isForReview()) {
                found.add(rows.place(FOR_REVIEW, lease.work().columns()));
            }
            warnings += found.size();
            staged.addFaults(
                    lease.work().id(),
                    found.stream()
                            .map(fault -> new PlacedFault(rows.key(), fault, true))
                            .toList());
        }

        void advance(String doneTo) {
            progress.advance(
                    lease,
                    doneTo,
                    products.size(),
                    new Counts(created, changed, unchanged, refused, forReview, faults, warnings));
        }
    }

    /** The next page, or what follows the last. */
    void check(ImportLease lease) {
        var rows = transactions.executeRead(_ -> rows(lease));
        var pictures = media.find(lease, names(rows));
        if (pictures.isEmpty()) {
            return;
        }
        transactions.executeWrite(_ -> {
            if (rows.isEmpty()) {
                finishCheck(lease);
                return lease;
            }
            var page = new Page(lease, rows, pictures.get());
            var isForShow = lease.work().isDryRun();
            var outcomes = edits.check(
                    lease.work().merchant(),
                    edits(page.products.values().stream().toList()));
            var words = claims.list();
            var faulty = staged.faulty(lease.work().id(), page.products.keySet());
            var i = 0;
            for (var product : page.products.values()) {
                page.tell(product, outcomes.get(i), isForShow);
                page.warn(product, outcomes.get(i), words);
                if (faulty.contains(product.key()) && !(outcomes.get(i) instanceof EditOutcome.Refused)) {
                    takeBack(page, outcomes.get(i));
                }
                i++;
            }
            page.advance(rows.getLast().key());
            return lease;
        });
        if (rows.isEmpty()) {
            media.release(lease);
        }
    }

    private static Set<String> names(List<ImportRow> rows) {
        return rows.stream()
                .flatMap(row -> ProductRows.names(row.cells().getOrDefault("media", "")).stream())
                .collect(Collectors.toSet());
    }

    /** A row of the product was refused when it was read, so the product is. */
    private static void takeBack(ImportPass.Page page, EditOutcome outcome) {
        switch (outcome) {
            case EditOutcome.Unchanged _ -> page.unchanged--;
            case EditOutcome.Changed change -> {
                page.created -= change.isNew() ? 1 : 0;
                page.changed -= change.isNew() ? 0 : 1;
                page.forReview -= change.isForReview() ? 1 : 0;
            }
            case EditOutcome.Refused _ -> page.refused--;
        }
        page.refused++;
    }

    private void finishCheck(ImportLease lease) {
        var work = lease.work();
        if (work.counts().faults() > 0 && !work.isPartial()) {
            staged.clearRows(work.id());
            progress.end(lease, State.REFUSED);
        } else if (work.isDryRun()) {
            progress.end(lease, State.CHECKED);
        } else {
            progress.begin(lease, State.APPLYING);
        }
    }

    /** Whether there may be more to do. */
    boolean apply(ImportLease lease) {
        var rows = transactions.executeRead(_ -> rows(lease));
        var pictures = media.find(lease, names(rows));
        if (pictures.isEmpty()) {
            return true;
        }
        return transactions.executeWrite(_ -> {
            if (rows.isEmpty()) {
                staged.clearRows(lease.work().id());
                progress.end(lease, State.COMPLETED);
                return false;
            }
            var page = new Page(lease, rows, pictures.get());
            var faulty = lease.work().counts().faults() == 0
                    ? Set.<String>of()
                    : staged.faulty(lease.work().id(), page.products.keySet());
            var sound = page.products.values().stream()
                    .filter(product -> !faulty.contains(product.key()))
                    .toList();
            page.refused += faulty.size();
            var outcomes = edits.apply(lease.work().merchant(), edits(sound));
            for (var i = 0; i < sound.size(); i++) {
                page.tell(sound.get(i), outcomes.get(i), false);
            }
            page.advance(rows.getLast().key());
            return true;
        });
    }

    private static List<ProductEdit> edits(List<ProductRows> products) {
        return products.stream().map(ProductRows::edit).toList();
    }

    /** Whole products only, at most as many as are written at once. */
    private List<ImportRow> rows(ImportLease lease) {
        var rows = staged.page(lease.work().id(), lease.work().doneTo(), PAGE_ROWS);
        var keys = rows.stream().map(ImportRow::key).distinct().toList();
        if (rows.size() < PAGE_ROWS && keys.size() <= ProductEdits.PRODUCTS_MAX) {
            return rows;
        }
        var last = rows.size() == PAGE_ROWS && keys.size() > 1 ? keys.size() - 1 : keys.size();
        var taken = Set.copyOf(keys.subList(0, Math.min(last, ProductEdits.PRODUCTS_MAX)));
        return rows.stream().filter(row -> taken.contains(row.key())).toList();
    }

    private Set<String> regions(List<ImportRow> rows) {
        var codes = rows.stream()
                .map(row -> row.cells().getOrDefault("origin", ""))
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toSet());
        return codes.isEmpty() ? Set.of() : regions.findAll(codes).keySet();
    }
}
