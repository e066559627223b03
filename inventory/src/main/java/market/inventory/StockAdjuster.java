package market.inventory;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import market.catalog.Batch;
import market.catalog.Batches;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.AdjustStockOutcome.Fault;
import market.inventory.AdjustStockOutcome.FaultKind;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a merchant's own changes of what is on its shelves, in the caller's transaction. Batches are read once the
 * merchant has its turn: one that is called back meanwhile is seen as such.
 */
@Singleton
class StockAdjuster {

    /** A level that a deed named: which the answer shows. */
    record Named(VariantId variant, LocationId location) {}

    /** Entries of a deed so far, what is wrong with it, and the levels it named. */
    private static final class Draft {
        private final List<StockEntry> entries = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final LinkedHashSet<Named> named = new LinkedHashSet<>();
        private int index;

        void fault(FaultKind kind, long onHand) {
            faults.add(new Fault(index, kind, onHand));
        }
    }

    private final StockBook book;
    private final Batches batches;

    StockAdjuster(StockBook book, Batches batches) {
        this.book = book;
        this.batches = batches;
    }

    AdjustStockOutcome adjust(AdjustStock command) {
        var kind = MovementKind.valueOf(command.reason().name());
        var shelf = book.open(
                command.merchant(),
                command.changes().stream().map(AdjustStock.Change::variant).toList());
        var lots = lots(command.changes(), AdjustStock.Change::lot);
        var draft = new Draft();
        for (var change : command.changes()) {
            var key = shelf.key(change.variant(), change.location());
            var lot = lot(change.lot(), change.product(), lots);
            var onHand = shelf.piecesOnHand(change.variant(), key);
            var expected = change.expectedOnHand();
            draft.named.add(new Named(change.variant(), change.location()));
            if (!shelf.isOwn(change.variant(), change.location()) || (change.lot() != null && lot == null)) {
                draft.fault(FaultKind.NOT_FOUND, 0);
            } else if (expected != null && expected != onHand) {
                draft.fault(FaultKind.COUNT_MISMATCH, onHand);
            } else {
                var units = Math.multiplyExact(
                        change.delta(), shelf.step(change.variant()).units());
                var product = shelf.product(change.variant(), change.product().value());
                take(shelf, draft, onHand, StockEntry.ofShelf(key, product, kind, units, lot));
            }
            draft.index++;
        }
        return finish(shelf, draft, command.reference());
    }

    AdjustStockOutcome count(CountStock command) {
        var shelf = book.open(
                command.merchant(),
                command.counts().stream().map(CountStock.Count::variant).toList());
        var lots = lots(command.counts(), CountStock.Count::lot);
        var draft = new Draft();
        for (var count : command.counts()) {
            var key = shelf.key(count.variant(), count.location());
            var lot = lot(count.lot(), count.product(), lots);
            var onHand = onBooks(shelf, key, lot);
            var expected = count.expectedOnHand();
            draft.named.add(new Named(count.variant(), count.location()));
            if (!shelf.isOwn(count.variant(), count.location()) || (count.lot() != null && lot == null)) {
                draft.fault(FaultKind.NOT_FOUND, 0);
            } else if (!shelf.step(count.variant()).isOwn()) {
                draft.fault(FaultKind.NOT_COUNTED_HERE, onHand);
            } else if (expected != null && expected != onHand) {
                draft.fault(FaultKind.COUNT_MISMATCH, onHand);
            } else {
                var difference = count.counted() - onHand;
                take(
                        shelf,
                        draft,
                        onHand,
                        StockEntry.ofShelf(key, count.product().value(), MovementKind.COUNT, difference, lot));
            }
            draft.index++;
        }
        return finish(shelf, draft, command.reference());
    }

    /** What the books have of what was counted. */
    private static long onBooks(StockShelf shelf, StockKey key, StockEntry.@Nullable Lot lot) {
        var lots = shelf.lots(key);
        if (lot != null) {
            var known = lots.get(lot.code());
            return known == null ? 0 : known.onHand();
        }
        return shelf.standing(key).onHand()
                - lots.values().stream()
                        .mapToLong(StockShelf.LotStanding::onHand)
                        .sum();
    }

    AdjustStockOutcome transfer(TransferStock command) {
        var shelf = book.open(
                command.merchant(),
                command.transfers().stream()
                        .map(TransferStock.Transfer::variant)
                        .toList());
        var lots = lots(command.transfers(), TransferStock.Transfer::lot);
        var draft = new Draft();
        for (var transfer : command.transfers()) {
            transfer(shelf, draft, transfer, lot(transfer.lot(), transfer.product(), lots));
            draft.index++;
        }
        return finish(shelf, draft, command.reference());
    }

    private static void transfer(
            StockShelf shelf, Draft draft, TransferStock.Transfer transfer, StockEntry.@Nullable Lot lot) {
        var variant = transfer.variant();
        if (transfer.quantity() <= 0) {
            throw new IllegalArgumentException("A transfer moves at least one piece: " + transfer);
        }
        draft.named.add(new Named(variant, transfer.from()));
        draft.named.add(new Named(variant, transfer.to()));
        if (!shelf.isOwn(variant, transfer.from())
                || !shelf.isOwn(variant, transfer.to())
                || (transfer.lot() != null && lot == null)) {
            draft.fault(FaultKind.NOT_FOUND, 0);
            return;
        }
        var from = shelf.key(variant, transfer.from());
        var onHand = shelf.piecesOnHand(variant, from);
        if (transfer.from().equals(transfer.to())) {
            draft.fault(FaultKind.SAME_PLACE, onHand);
            return;
        }
        var units = Math.multiplyExact(transfer.quantity(), shelf.step(variant).units());
        var product = shelf.product(variant, transfer.product().value());
        if (take(shelf, draft, onHand, StockEntry.ofShelf(from, product, MovementKind.TRANSFER, -units, lot))) {
            var to = shelf.key(variant, transfer.to());
            take(shelf, draft, onHand, StockEntry.ofShelf(to, product, MovementKind.TRANSFER, units, lot));
        }
    }

    AdjustStockOutcome watch(WatchLowStock command) {
        var shelf = book.open(
                command.merchant(),
                command.thresholds().stream()
                        .map(WatchLowStock.Threshold::variant)
                        .toList());
        var draft = new Draft();
        var lowBelow = new LinkedHashMap<StockKey, @Nullable Long>();
        for (var threshold : command.thresholds()) {
            var key = shelf.key(threshold.variant(), threshold.location());
            draft.named.add(new Named(threshold.variant(), threshold.location()));
            if (shelf.isOwn(threshold.variant(), threshold.location())
                    && shelf.keys().contains(key)) {
                var pieces = threshold.lowBelow();
                lowBelow.put(
                        key,
                        pieces == null
                                ? null
                                : Math.multiplyExact(
                                        pieces, shelf.step(threshold.variant()).units()));
            } else {
                draft.fault(FaultKind.NOT_FOUND, 0);
            }
            draft.index++;
        }
        return draft.faults.isEmpty()
                ? new AdjustStockOutcome.Adjusted(levels(draft.named, book.setLowBelow(lowBelow)))
                : new AdjustStockOutcome.Refused(List.copyOf(draft.faults));
    }

    private static boolean take(StockShelf shelf, Draft draft, long onHand, StockEntry entry) {
        var isTaken = shelf.take(entry);
        if (isTaken) {
            draft.entries.add(entry);
        } else {
            draft.fault(FaultKind.INSUFFICIENT, onHand);
        }
        return isTaken;
    }

    private AdjustStockOutcome finish(StockShelf shelf, Draft draft, @Nullable String reference) {
        if (!draft.faults.isEmpty()) {
            return new AdjustStockOutcome.Refused(List.copyOf(draft.faults));
        }
        return new AdjustStockOutcome.Adjusted(levels(draft.named, book.write(shelf, draft.entries, reference)));
    }

    /** The levels that were named, in the order in which they were. */
    static List<StockLevel> levels(Collection<Named> named, List<StockRow> rows) {
        var levels = new HashMap<Named, StockLevel>();
        for (var row : rows) {
            var level = row.toLevel();
            levels.put(new Named(level.variant(), level.location()), level);
        }
        return named.stream().map(levels::get).filter(Objects::nonNull).toList();
    }

    private <T> Map<String, Batch> lots(List<T> changes, Function<T, @Nullable String> lot) {
        var codes = new LinkedHashSet<String>();
        for (var change : changes) {
            var code = lot.apply(change);
            if (code != null) {
                codes.add(code);
            }
        }
        return batches.findByCodes(codes);
    }

    private static StockEntry.@Nullable Lot lot(@Nullable String code, ProductId product, Map<String, Batch> lots) {
        var batch = code == null ? null : lots.get(code);
        // Nothing of a batch that was called back comes in or goes to another shelf.
        return batch == null || !batch.productId().equals(product) || batch.recalled() != null
                ? null
                : new StockEntry.Lot(batch.code(), batch.bestBefore());
    }
}
