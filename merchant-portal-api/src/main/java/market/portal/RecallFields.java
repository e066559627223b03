package market.portal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import market.catalog.Certificates;
import market.catalog.Recall;
import market.checkout.RecallMessage;
import market.checkout.Recalls;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Input;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import market.kernel.Slice;

/** Recalls as merchants and the operator see them alike. Public for the packages of both surfaces. */
public final class RecallFields {

    private static final int TEXT_LENGTH_MAX = 500;
    private static final String TYPE = "Recall";
    private static final String ORDER = "recalls";
    private static final String MESSAGE_ORDER = "recalled-orders";

    /** Texts of a recall as they were entered. */
    public record Texts(LocalizedText reason, LocalizedText remedy) {}

    private final Recalls recalls;

    public RecallFields(Recalls recalls) {
        this.recalls = recalls;
    }

    public void register(Wiring wiring) {
        wiring.connection("RecallConnection", "RecallEdge")
                .connection("RecalledOrderConnection", "RecalledOrderEdge")
                .field(TYPE, Recall.class, "id", (recall, _) -> GlobalId.of("rcl", recall.id()))
                .field(TYPE, Recall.class, "productId", (recall, _) -> GlobalId.of("prd", recall.product()))
                .field(
                        TYPE,
                        Recall.class,
                        "reason",
                        (recall, call) -> recall.reason().in(call.language()))
                .field(
                        TYPE,
                        Recall.class,
                        "remedy",
                        (recall, call) -> recall.remedy().in(call.language()))
                .field(TYPE, Recall.class, "takenOff", (recall, _) -> BigDecimal.valueOf(recall.takenOff()))
                .field(TYPE, Recall.class, "promised", (recall, _) -> BigDecimal.valueOf(recall.promised()))
                .field(TYPE, Recall.class, "untracked", (recall, _) -> BigDecimal.valueOf(recall.untracked()))
                .field(
                        TYPE,
                        Recall.class,
                        "orderCount",
                        (recall, _) ->
                                Math.toIntExact(recalls.progress(recall.id()).orders()))
                .field(
                        TYPE,
                        Recall.class,
                        "toldCount",
                        (recall, _) ->
                                Math.toIntExact(recalls.progress(recall.id()).told()))
                .field(TYPE, Recall.class, "orders", this::orders)
                .field("RecalledOrder", RecallMessage.class, "id", (message, _) -> GlobalId.of("rco", message.id()))
                .field(
                        "RecalledOrder",
                        RecallMessage.class,
                        "units",
                        (message, _) -> BigDecimal.valueOf(message.units()))
                .field("RecalledOrder", RecallMessage.class, "toldAt", (message, _) -> message.sentAt());
    }

    public static Connection page(Call call, BiFunction<UUID, Integer, Slice<Recall>> read) {
        var paging = call.paging();
        var after = paging.after(ORDER, 1)
                .map(values -> PageStart.uuid(values.getFirst()))
                .orElse(Certificates.FIRST);
        return Connection.of(
                read.apply(after, paging.first()),
                paging,
                recall -> Cursor.of(ORDER, recall.id().toString()));
    }

    /** Empty when something is wrong with them; {@code fault} is told each place. */
    public static Optional<Texts> texts(Input input, Consumer<List<String>> fault) {
        var reason = LocalizedTexts.read(input, "reasons", TEXT_LENGTH_MAX, fault);
        var remedy = LocalizedTexts.read(input, "remedies", TEXT_LENGTH_MAX, fault);
        return reason.flatMap(why -> remedy.map(what -> new Texts(why, what)));
    }

    private Connection orders(Recall recall, Call call) {
        var paging = call.paging();
        var after = paging.after(MESSAGE_ORDER, 1)
                .map(values -> PageStart.uuid(values.getFirst()))
                .orElse(Certificates.FIRST);
        return Connection.of(
                recalls.messages(recall.id(), after, paging.first()),
                paging,
                message -> Cursor.of(MESSAGE_ORDER, message.id().toString()));
    }
}
