package market.checkout;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.checkout.payment.Breaks;
import market.checkout.payment.PaymentBreak;

/** Where the bills of payment providers and our books differ, for the operator. */
@Singleton
public class SettlementBreaks {

    private final Breaks breaks;

    SettlementBreaks(Breaks breaks) {
        this.breaks = breaks;
    }

    /** In the order in which they were found. */
    public List<SettlementBreak> page(Set<SettlementBreak.State> states, UUID after, int limit) {
        var wanted = states.stream()
                .map(state -> PaymentBreak.State.valueOf(state.name()))
                .collect(Collectors.toSet());
        return breaks.page(wanted, after, limit).stream()
                .map(SettlementBreaks::of)
                .toList();
    }

    public Optional<SettlementBreak> find(UUID id) {
        return breaks.find(id).map(SettlementBreaks::of);
    }

    /** False when there is no such open difference. */
    public boolean settle(UUID id, String note, UUID by) {
        return breaks.settle(id, note, by);
    }

    private static SettlementBreak of(PaymentBreak found) {
        return new SettlementBreak(
                found.id(),
                found.provider(),
                found.day(),
                found.kind().name(),
                found.subject(),
                found.orderNumber(),
                found.here(),
                found.there(),
                SettlementBreak.State.valueOf(found.state().name()),
                found.note(),
                found.foundAt(),
                found.settledAt());
    }
}
