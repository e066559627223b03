package market.portal.operator;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import market.checkout.SettlementBreak;
import market.checkout.SettlementBreaks;
import market.graphql.Call;
import market.graphql.Payload;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import market.portal.operator.OperatorUserError.Code;

/** Differences between bills and books, for whoever looks after the money. */
@Singleton
class OperatorReconciliation implements Resolvers {

    private static final UUID NONE = new UUID(0, 0);
    private static final int PAGE_MAX = 100;
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
                .field("ReconciliationBreak", SettlementBreak.class, "id", (each, _) -> GlobalId.of("brk", each.id()));
    }

    private List<SettlementBreak> page(Call call) {
        var arguments = call.arguments();
        var first = arguments.integer("first");
        if (first < 0 || first > PAGE_MAX) {
            throw Refusal.badInput(List.of("first"), "must be from 0 to " + PAGE_MAX);
        }
        var after =
                arguments.isGiven("afterId") ? arguments.id("afterId", "brk").orElse(NONE) : NONE;
        var states = EnumSet.noneOf(SettlementBreak.State.class);
        arguments.texts("states").forEach(state -> states.add(SettlementBreak.State.valueOf(state)));
        return breaks.page(states, after, first);
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
