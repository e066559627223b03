package market.portal.operator;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import market.catalog.BatchRecalls;
import market.catalog.OpenRecall;
import market.catalog.SetRecordOutcome;
import market.checkout.Recalls;
import market.graphql.Call;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.portal.RecallFields;
import market.portal.Scopes;
import market.portal.operator.OperatorUserError.Code;

/** Batches that were called back, of all merchants. */
@Singleton
class OperatorRecalls implements Resolvers {

    private static final String SCOPE = "catalog.read";
    private static final int NOTE_LENGTH_MAX = 1000;

    private final Recalls recalls;
    private final BatchRecalls batches;

    OperatorRecalls(Recalls recalls, BatchRecalls batches) {
        this.recalls = recalls;
        this.batches = batches;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("recalls", call -> RecallFields.page(call, batches::page))
                .mutation("recallOpen", this::open)
                .payload("RecallOpenPayload", "recall")
                .mutation("recallClose", this::close)
                .payload("RecallClosePayload", "recall")
                .node("rcl", (id, call) -> {
                    Scopes.require(call, SCOPE);
                    return batches.find(id);
                })
                .node("rco", (id, call) -> {
                    Scopes.require(call, SCOPE);
                    return recalls.findMessage(id);
                });
        new RecallFields(recalls).register(wiring);
    }

    private Payload open(Call call) {
        var input = call.input();
        var errors = new ArrayList<OperatorUserError>();
        var texts = RecallFields.texts(input, path -> errors.add(OperatorUserError.of(Code.INVALID, call, path)));
        return texts.map(said -> RecordPayload.of(
                        recalls.open(new OpenRecall(
                                null,
                                input.text("batchCode"),
                                said.reason(),
                                said.remedy(),
                                call.actor().principal())),
                        call,
                        "batchCode"))
                .orElseGet(() -> Payload.refused(errors));
    }

    private Payload close(Call call) {
        var input = call.input();
        var note = input.text("note").strip();
        if (note.isEmpty() || note.length() > NOTE_LENGTH_MAX) {
            return Payload.refused(OperatorUserError.of(Code.INVALID, call, "note"));
        }
        return RecordPayload.of(
                input.id("recallId", "rcl")
                        .map(id -> batches.close(id, note, input.integer("expectedVersion")))
                        .orElseGet(SetRecordOutcome.NotFound::new),
                call,
                "recallId");
    }
}
