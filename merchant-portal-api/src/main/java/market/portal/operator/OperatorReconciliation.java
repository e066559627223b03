package market.portal.operator;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import market.checkout.SettlementBreak;
import market.checkout.SettlementBreaks;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.Slice;
import market.portal.PageStart;
import market.portal.Scopes;
import market.portal.operator.OperatorUserError.Code;

/** Differences between bills and books, for whoever looks after the money. */
@Singleton
class OperatorReconciliation implements Resolvers {

    private static final String SCOPE = "settlement.read";
    private static final String BREAK = "breaks";
    private static final int NOTE_LENGTH_MAX = 500;

    private final SettlementBreaks breaks;

    OperatorReconciliation(SettlementBreaks breaks) {
        this.breaks = breaks;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("reconciliationBreaks", this::page)
                .mutation("reconciliationBreakSettle", this::settle)
                .payload("ReconciliationBreakSettlePayload", "reconciliationBreak")
                .connection("ReconciliationBreakConnection", "ReconciliationBreakEdge")
                .node("brk", this::find)
                .field("ReconciliationBreak", SettlementBreak.class, "id", (each, _) -> GlobalId.of("brk", each.id()));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(BREAK, 1)
                .map(values -> PageStart.uuid(values.getFirst()))
                .orElse(new UUID(0, 0));
        var states = EnumSet.noneOf(SettlementBreak.State.class);
        call.arguments().texts("states").forEach(state -> states.add(SettlementBreak.State.valueOf(state)));
        return Connection.of(
                Slice.of(breaks.page(states, after, paging.first() + 1), paging.first()),
                paging,
                each -> Cursor.of(BREAK, each.id().toString()));
    }

    private Optional<SettlementBreak> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return breaks.find(id);
    }

    private Payload settle(Call call) {
        var input = call.input();
        var note = input.text("note").strip();
        if (note.isEmpty() || note.length() > NOTE_LENGTH_MAX) {
            return refused(Code.INVALID, call, "note");
        }
        var id = input.id("breakId", "brk");
        var isSettled =
                id.isPresent() && breaks.settle(id.get(), note, call.operator().staff());
        return isSettled ? Payload.of(breaks.find(id.get()).orElseThrow()) : refused(Code.NOT_FOUND, call, "breakId");
    }

    private static Payload refused(Code code, Call call, String member) {
        return Payload.refused(OperatorUserError.of(code, call, member));
    }
}
