package market.portal.merchant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import market.catalog.SetRecordOutcome;
import market.catalog.TypeFault;
import market.graphql.Call;
import market.graphql.Payload;

/** What writing one of the merchant's records answers. */
final class RecordPayload {

    private RecordPayload() {}

    /** @param id the member that says which record */
    static Payload of(SetRecordOutcome<?> outcome, Call call, String id) {
        return switch (outcome) {
            case SetRecordOutcome.Set<?> set -> Payload.of(set.stored());
            case SetRecordOutcome.NotFound<?> _ -> refused(MerchantErrorCode.NOT_FOUND, call, id);
            case SetRecordOutcome.VersionConflict<?> conflict ->
                Payload.refused(MerchantUserError.of(
                                MerchantErrorCode.VERSION_CONFLICT,
                                call,
                                call.input().pathOf("expectedVersion"))
                        .withVersion(conflict.currentVersion()));
            case SetRecordOutcome.Invalid<?> invalid -> Payload.refused(errors(invalid.faults(), call));
        };
    }

    static List<MerchantUserError> errors(List<TypeFault> faults, Call call) {
        return faults.stream()
                .map(fault -> MerchantUserError.of(MerchantErrorCode.INVALID, call, path(fault))
                        .because(fault.reason().in(call.language())))
                .distinct()
                .toList();
    }

    private static Payload refused(MerchantErrorCode code, Call call, String member) {
        return Payload.refused(MerchantUserError.of(code, call, call.input().pathOf(member)));
    }

    static List<String> path(TypeFault fault) {
        var path = new ArrayList<>(List.of("input"));
        path.addAll(Arrays.asList(fault.path().split("\\.", -1)));
        return path;
    }
}
