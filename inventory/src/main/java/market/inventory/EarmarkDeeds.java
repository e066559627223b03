package market.inventory;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import market.catalog.VariantId;
import market.inventory.AdjustStockOutcome.Fault;
import market.inventory.AdjustStockOutcome.FaultKind;
import market.inventory.StockAdjuster.Named;
import market.kernel.Digests;
import market.kernel.Json;
import market.kernel.MerchantId;

/** Carries out what changes earmarks, in the caller's transaction. */
@Singleton
class EarmarkDeeds {

    private final StockBook book;
    private final EarmarkRepository repository;
    private final StockRepository stock;

    EarmarkDeeds(StockBook book, EarmarkRepository repository, StockRepository stock) {
        this.book = book;
        this.repository = repository;
        this.stock = stock;
    }

    AdjustStockOutcome move(MoveEarmarks command) {
        var shelf = book.open(
                command.merchant(),
                command.moves().stream().map(MoveEarmarks.Move::variant).toList());
        var entries = new ArrayList<StockEntry>();
        var faults = new ArrayList<Fault>();
        var named = new LinkedHashSet<Named>();
        for (var i = 0; i < command.moves().size(); i++) {
            var move = command.moves().get(i);
            named.add(new Named(move.variant(), move.location()));
            if (!shelf.isOwn(move.variant(), move.location())) {
                faults.add(new Fault(i, FaultKind.NOT_FOUND, 0));
                continue;
            }
            var parts = entries(shelf, move);
            if (parts.stream().allMatch(shelf::take)) {
                entries.addAll(parts);
            } else {
                faults.add(new Fault(
                        i,
                        FaultKind.INSUFFICIENT,
                        shelf.piecesOnHand(move.variant(), shelf.key(move.variant(), move.location()))));
            }
        }
        return faults.isEmpty()
                ? new AdjustStockOutcome.Adjusted(
                        StockAdjuster.levels(named, book.write(shelf, entries, command.reference())))
                : new AdjustStockOutcome.Refused(faults);
    }

    private static List<StockEntry> entries(StockShelf shelf, MoveEarmarks.Move move) {
        var key = shelf.key(move.variant(), move.location());
        var product = shelf.product(move.variant(), move.product().value());
        var units =
                Math.multiplyExact(move.quantity(), shelf.step(move.variant()).units());
        var entries = new ArrayList<StockEntry>();
        var from = move.from();
        if (from != null) {
            entries.add(StockEntry.ofEarmark(key, product, MovementKind.EARMARK, from, -units));
        }
        var to = move.to();
        if (to != null) {
            entries.add(StockEntry.ofEarmark(key, product, MovementKind.EARMARK, to, units));
        }
        return entries;
    }

    ChannelSaleOutcome sell(SellOnChannel command) {
        var merchant = command.merchant().value();
        var hash = Digests.sha256Hex(Json.write(command.lines()));
        if (repository.insertSale(merchant, command.channel(), command.reference(), hash) == 0) {
            var isSame = repository
                    .findSale(merchant, command.channel(), command.reference())
                    .filter(hash::equals)
                    .isPresent();
            return isSame
                    ? new ChannelSaleOutcome.Repeated(levelsNow(command))
                    : new ChannelSaleOutcome.ReferenceReused();
        }
        var shelf = book.open(
                command.merchant(),
                command.lines().stream().map(SellOnChannel.Line::variant).toList());
        var entries = new ArrayList<StockEntry>();
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < command.lines().size(); i++) {
            var line = command.lines().get(i);
            if (!shelf.isOwn(line.variant(), line.location())) {
                faults.add(new Fault(i, FaultKind.NOT_FOUND, 0));
                continue;
            }
            var parts = entries(shelf, command.channel(), line);
            if (parts.stream().allMatch(shelf::take)) {
                entries.addAll(parts);
            } else {
                faults.add(new Fault(
                        i,
                        FaultKind.INSUFFICIENT,
                        shelf.piecesOnHand(line.variant(), shelf.key(line.variant(), line.location()))));
            }
        }
        if (!faults.isEmpty()) {
            // Nothing is remembered of a sale that was refused: the caller may mend its earmark and tell of it again.
            repository.deleteSale(merchant, command.channel(), command.reference());
            return new ChannelSaleOutcome.Refused(faults);
        }
        return new ChannelSaleOutcome.Sold(
                StockAdjuster.levels(named(command), book.write(shelf, entries, command.reference())));
    }

    private static List<StockEntry> entries(StockShelf shelf, String channel, SellOnChannel.Line line) {
        var key = shelf.key(line.variant(), line.location());
        var product = shelf.product(line.variant(), line.product().value());
        var units =
                Math.multiplyExact(line.quantity(), shelf.step(line.variant()).units());
        // The earmark first: what it gives up is free for the moment until it leaves the shelf.
        var entries = new ArrayList<StockEntry>();
        entries.add(StockEntry.ofEarmark(key, product, MovementKind.CHANNEL_SALE, channel, -units));
        for (var part : shelf.pick(key, units)) {
            entries.add(StockEntry.ofShelf(key, product, MovementKind.CHANNEL_SALE, -part.units(), part.lot()));
        }
        return entries;
    }

    private List<StockLevel> levelsNow(SellOnChannel command) {
        var variants = command.lines().stream()
                .map(line -> line.variant().value())
                .distinct()
                .toList();
        return StockAdjuster.levels(named(command), stock.findByVariants(variants));
    }

    private static List<Named> named(SellOnChannel command) {
        return command.lines().stream()
                .map(line -> new Named(line.variant(), line.location()))
                .distinct()
                .toList();
    }

    void close(MerchantId merchant, String channel, Collection<VariantId> variants) {
        var shelf = book.open(merchant, variants);
        var entries = new ArrayList<StockEntry>();
        for (var key : List.copyOf(shelf.keys())) {
            var left = shelf.earmark(key, channel);
            var entry = StockEntry.ofEarmark(key, shelf.standing(key).product(), MovementKind.EARMARK, channel, -left);
            if (left > 0 && shelf.take(entry)) {
                entries.add(entry);
            }
        }
        if (!entries.isEmpty()) {
            book.write(shelf, entries, null);
        }
        repository.deleteEmpty(
                shelf.keys().stream().map(StockKey::variant).distinct().toList(), channel);
    }
}
