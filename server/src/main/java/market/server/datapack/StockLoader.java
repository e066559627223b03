package market.server.datapack;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import market.inventory.AdjustStock;
import market.inventory.AdjustStockOutcome;
import market.inventory.Inventory;
import market.kernel.MerchantId;

/** Opening stock. A level that exists is left alone: it has a life of its own since it was first loaded. */
@Singleton
final class StockLoader {

    private static final List<String> COLUMNS = List.of("merchant", "sku", "location", "on_hand");

    private final Inventory inventory;

    StockLoader(Inventory inventory) {
        this.inventory = inventory;
    }

    void load(Path pack, LoadState state) {
        var rows = PackTable.read(pack, "stock.csv", COLUMNS, state.faults);
        var known = new HashSet<String>();
        if (state.faults.isEmpty()) {
            var variants = state.variants.values().stream()
                    .map(LoadState.LoadedVariant::id)
                    .toList();
            inventory
                    .levels(variants)
                    .values()
                    .forEach(levels -> levels.forEach(level -> known.add(level.variant() + "/" + level.location())));
        }
        var changes = new HashMap<MerchantId, List<AdjustStock.Change>>();
        for (var row : rows) {
            var onHand = row.wholeNumber("on_hand", 0);
            if (state.faults.isEmpty()) {
                collect(row, onHand, state, known, changes);
            }
        }
        if (state.faults.isEmpty()) {
            changes.forEach((merchant, list) -> receive(pack, merchant, list));
        }
    }

    private static void collect(
            PackRow row,
            long onHand,
            LoadState state,
            Set<String> known,
            Map<MerchantId, List<AdjustStock.Change>> changes) {
        var variant = state.variants.get(LoadState.key(row.text("merchant"), row.text("sku")));
        var location = state.locations.get(LoadState.key(row.text("merchant"), row.text("location")));
        if (variant == null) {
            row.fault("sku", "the merchant has no variant \"" + row.text("sku") + "\"");
        } else if (location == null) {
            row.fault("location", "the merchant has no location \"" + row.text("location") + "\"");
        } else if (known.add(variant.id() + "/" + location)) {
            changes.computeIfAbsent(variant.merchant(), _ -> new ArrayList<>())
                    .add(new AdjustStock.Change(variant.id(), variant.product(), location, onHand, null));
        }
    }

    private void receive(Path pack, MerchantId merchant, List<AdjustStock.Change> changes) {
        for (var from = 0; from < changes.size(); from += AdjustStock.CHANGES_MAX) {
            var part = changes.subList(from, Math.min(changes.size(), from + AdjustStock.CHANGES_MAX));
            var reference = "data pack " + pack.getFileName();
            if (inventory.adjust(new AdjustStock(merchant, AdjustStock.Reason.RECEIPT, reference, part))
                    instanceof AdjustStockOutcome.Refused refused) {
                throw new IllegalStateException("Opening stock was refused: " + refused);
            }
        }
    }
}
