package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.inventory.AdjustStock;
import market.inventory.ChannelSaleOutcome;
import market.inventory.CountStock;
import market.inventory.Earmarks;
import market.inventory.Inventory;
import market.inventory.MoveEarmarks;
import market.inventory.SellOnChannel;
import market.inventory.TransferStock;
import market.inventory.WatchLowStock;
import org.jspecify.annotations.Nullable;

/** A merchant changes its stock: rows to commands, outcomes to payloads. */
@Singleton
class StockMutations {

    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9_-]{1,40}");
    private static final int SALE_REFERENCE_LENGTH_MAX = 100;
    private static final List<String> PLACE = List.of("locationId");
    private static final StockRows.Form CHANGES = new StockRows.Form("changes", PLACE, "delta", -StockRows.PIECES_MAX);
    private static final StockRows.Form COUNTS = new StockRows.Form("counts", PLACE, "counted", 0);
    private static final StockRows.Form TRANSFERS =
            new StockRows.Form("transfers", List.of("fromLocationId", "toLocationId"), "quantity", 1);
    private static final StockRows.Form MOVES = new StockRows.Form("moves", PLACE, "quantity", 1);
    private static final StockRows.Form LINES = new StockRows.Form("lines", PLACE, "quantity", 1);
    private static final StockRows.Form THRESHOLDS = new StockRows.Form("thresholds", PLACE, "lowBelow", 1);

    private final StockDeed deed;
    private final StockRows rows;
    private final Inventory inventory;
    private final Earmarks earmarks;

    StockMutations(StockDeed deed, StockRows rows, Inventory inventory, Earmarks earmarks) {
        this.deed = deed;
        this.rows = rows;
        this.inventory = inventory;
        this.earmarks = earmarks;
    }

    Payload adjust(Call call) {
        return deed.once(
                "stockAdjust",
                call,
                CHANGES,
                row -> new AdjustStock.Change(
                        row.offer().variant().id(),
                        row.offer().product().id(),
                        row.place("locationId"),
                        row.pieces("delta"),
                        row.optionalPieces("expectedOnHand"),
                        row.text("batchCode")),
                change -> new StockDeed.Source(change.variant(), change.location()),
                changes -> inventory.adjust(new AdjustStock(
                        call.merchantUser().merchant(), reason(call.input()), reference(call), changes)));
    }

    Payload count(Call call) {
        return deed.once(
                "stockCount",
                call,
                COUNTS,
                row -> new CountStock.Count(
                        row.offer().variant().id(),
                        row.offer().product().id(),
                        row.place("locationId"),
                        row.pieces("counted"),
                        row.optionalPieces("expectedOnHand"),
                        row.text("batchCode")),
                count -> new StockDeed.Source(count.variant(), count.location()),
                counts -> inventory.count(new CountStock(call.merchantUser().merchant(), reference(call), counts)));
    }

    Payload transfer(Call call) {
        return deed.once(
                "stockTransfer",
                call,
                TRANSFERS,
                row -> new TransferStock.Transfer(
                        row.offer().variant().id(),
                        row.offer().product().id(),
                        row.place("fromLocationId"),
                        row.place("toLocationId"),
                        row.pieces("quantity"),
                        row.text("batchCode")),
                transfer -> new StockDeed.Source(transfer.variant(), transfer.from()),
                transfers -> inventory.transfer(
                        new TransferStock(call.merchantUser().merchant(), reference(call), transfers)));
    }

    Payload earmark(Call call) {
        for (var move : call.input().objects("moves")) {
            for (var member : List.of("fromChannel", "toChannel")) {
                if (move.isGiven(member) && !isChannel(move.text(member))) {
                    return refused(call, move.pathOf(member));
                }
            }
            if (move.isGiven("fromChannel") == move.isGiven("toChannel")
                    && move.optionalText("fromChannel").equals(move.optionalText("toChannel"))) {
                return refused(call, move.pathOf("toChannel"));
            }
        }
        return deed.once(
                "stockEarmark",
                call,
                MOVES,
                row -> new MoveEarmarks.Move(
                        row.offer().variant().id(),
                        row.offer().product().id(),
                        row.place("locationId"),
                        row.text("fromChannel"),
                        row.text("toChannel"),
                        row.pieces("quantity")),
                move -> new StockDeed.Source(move.variant(), move.location()),
                moves -> earmarks.move(new MoveEarmarks(call.merchantUser().merchant(), reference(call), moves)));
    }

    Payload watchLow(Call call) {
        return deed.once(
                "stockLowSet",
                call,
                THRESHOLDS,
                row -> new WatchLowStock.Threshold(
                        row.offer().variant().id(),
                        row.offer().product().id(),
                        row.place("locationId"),
                        row.optionalPieces("lowBelow")),
                threshold -> new StockDeed.Source(threshold.variant(), threshold.location()),
                thresholds ->
                        inventory.watch(new WatchLowStock(call.merchantUser().merchant(), thresholds)));
    }

    /** The channel's own number of the sale takes the place of a key. */
    Payload sellOnChannel(Call call) {
        var input = call.input();
        var channel = input.text("channel");
        if (!isChannel(channel)) {
            return refused(call, input.pathOf("channel"));
        }
        var reference = input.text("reference").strip();
        if (reference.isEmpty() || reference.length() > SALE_REFERENCE_LENGTH_MAX) {
            return refused(call, input.pathOf("reference"));
        }
        var lines = rows.read(
                call,
                LINES,
                row -> new SellOnChannel.Line(
                        row.offer().variant().id(),
                        row.offer().product().id(),
                        row.place("locationId"),
                        row.pieces("quantity")));
        if (!lines.errors().isEmpty()) {
            return Payload.refused(lines.errors());
        }
        var command = new SellOnChannel(call.merchantUser().merchant(), channel, reference, lines.rows());
        return deed.inTransaction(() -> switch (earmarks.sell(command)) {
            case ChannelSaleOutcome.Sold sold -> Payload.of(sold.levels());
            case ChannelSaleOutcome.Repeated repeated -> Payload.of(repeated.levels());
            case ChannelSaleOutcome.ReferenceReused _ ->
                Payload.refused(MerchantUserError.of(MerchantErrorCode.DUPLICATE, call, input.pathOf("reference")));
            case ChannelSaleOutcome.Refused refused ->
                Payload.refused(deed.errors(
                        refused.faults(),
                        call,
                        LINES,
                        command.lines().stream()
                                .map(line -> new StockDeed.Source(line.variant(), line.location()))
                                .toList()));
        });
    }

    private static boolean isChannel(String name) {
        return CHANNEL.matcher(name).matches();
    }

    private static Payload refused(Call call, List<String> path) {
        return Payload.refused(MerchantUserError.of(MerchantErrorCode.INVALID, call, path));
    }

    private static @Nullable String reference(Call call) {
        var reference = StockDeed.reference(call);
        return reference.isEmpty() ? null : reference;
    }

    private static AdjustStock.Reason reason(Input input) {
        return switch (input.choice("reason", StockReason.class)) {
            case RECEIVED -> AdjustStock.Reason.RECEIPT;
            case COUNT -> AdjustStock.Reason.COUNT;
            case LOSS -> AdjustStock.Reason.LOSS;
            case RETURN -> AdjustStock.Reason.RETURN;
        };
    }

    /** As the contract names them. */
    private enum StockReason {
        RECEIVED,
        COUNT,
        LOSS,
        RETURN
    }
}
