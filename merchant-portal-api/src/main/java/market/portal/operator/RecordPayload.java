package market.portal.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import market.catalog.SetRecordOutcome;
import market.catalog.TypeFault;
import market.graphql.Call;
import market.graphql.Payload;
import market.portal.operator.OperatorUserError.Code;

/** What writing one of the operator's records answers. */
final class RecordPayload {

    private RecordPayload() {}

    /** @param id the member that says which record */
    static Payload of(SetRecordOutcome<?> outcome, Call call, String id) {
        return switch (outcome) {
            case SetRecordOutcome.Set<?> set -> Payload.of(set.stored());
            case SetRecordOutcome.NotFound<?> _ -> Payload.refused(OperatorUserError.of(Code.NOT_FOUND, call, id));
            case SetRecordOutcome.VersionConflict<?> conflict ->
                Payload.refused(OperatorUserError.of(Code.VERSION_CONFLICT, call, "expectedVersion")
                        .withVersion(conflict.currentVersion()));
            case SetRecordOutcome.Invalid<?> invalid ->
                Payload.refused(invalid.faults().stream()
                        .map(fault -> OperatorUserError.of(Code.INVALID, call, path(fault))
                                .because(fault.reason().in(call.language())))
                        .distinct()
                        .toList());
        };
    }

    private static List<String> path(TypeFault fault) {
        var path = new ArrayList<>(List.of("input"));
        path.addAll(Arrays.asList(fault.path().split("\\.", -1)));
        return path;
    }
}
