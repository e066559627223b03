package market.checkout.payment;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import market.checkout.payment.PaymentEvents.Kind;
import market.kernel.Ids;
import market.kernel.Money;

/**
 * Takes shares back with refunds of parts that were let go. Of each share goes back what all refunds of the part so far are of
 * the whole, rounded down; the merchant bears the rest. All methods run in the transaction of somebody who holds the lock of
 * the intent.
 */
@Singleton
class Clawbacks {

    private final SettlementRepository settlements;
    private final RefundRepository refunds;
    private final LegRepository legs;
    private final PaymentEvents events;
    private final Ids ids;

    Clawbacks(
            SettlementRepository settlements,
            RefundRepository refunds,
            LegRepository legs,
            PaymentEvents events,
            Ids ids) {
        this.settlements = settlements;
        this.refunds = refunds;
        this.legs = legs;
        this.events = events;
        this.ids = ids;
    }

    /** Decided before it is first sent and kept. Empty while the part is just being let go. */
    Optional<List<RefundRequest.Clawback>> prepare(PaymentRefund refund, PaymentProvider provider) {
        if (refund.parts().size() != 1) {
            return Optional.of(List.of());
        }
        var settlement = settlements.ofLeg(refund.parts().getFirst().legId());
        var isDecided = refunds.isDecided(refund.id());
        if (!isDecided && settlement.filter(PartSettlement::isUnderWay).isPresent()) {
            return Optional.empty();
        }
        if (!isDecided) {
            var isShared = settlement
                    .filter(each -> each.status() == SettlementStatus.DONE)
                    .isPresent();
            refunds.decide(refund.id(), isShared);
            if (isShared) {
                reserve(refund, settlement.orElseThrow());
            }
        }
        var account = provider.marketplace().map(Marketplace::platformAccount).orElse("");
        return Optional.of(settlements.reversalsOf(refund.id()).stream()
                .map(reversal -> new RefundRequest.Clawback(account, reversal.amount()))
                .toList());
    }

    private void reserve(PaymentRefund refund, PartSettlement settlement) {
        var leg = legs.of(refund.intentId()).stream()
                .filter(each -> each.id().equals(settlement.legId()))
                .findFirst()
                .orElseThrow();
        var left = refund.amount().minor();
        for (var split : settlement.splits()) {
            if (split.status() != SplitStatus.SUCCEEDED) {
                continue;
            }
            var back = Math.min(left, split.toTakeBack(settled(leg, refund), leg.amount()));
            if (back > 0) {
                settlements.reserve(ids.next(), split.id(), refund.id(), Money.cny(back));
                left -= back;
            }
        }
    }

    /** What went back of the part, this refund included and those that wait behind it not. */
    private long settled(PaymentLeg leg, PaymentRefund refund) {
        return refunds.decidedOf(leg.id(), refund.id());
    }

    void done(PaymentRefund refund) {
        for (var reversal : settlements.reversalsOf(refund.id())) {
            settlements.reversed(reversal);
            events.say(Kind.SPLIT_REVERSED, refund.intentId(), reversal.id(), reversal.amount());
        }
    }

    void refused(PaymentRefund refund) {
        settlements.cancelReversals(refund.id());
    }

    boolean isReservedFor(PaymentRefund refund) {
        return !settlements.reversalsOf(refund.id()).isEmpty();
    }

    /** Whether the provider has yet to say if a part was let go before the refund or not. */
    boolean isPartBeingLetGo(PaymentRefund refund) {
        return refund.parts().stream()
                .flatMap(part -> settlements.ofLeg(part.legId()).stream())
                .anyMatch(settlement -> settlement.status() == SettlementStatus.CONFIRMING);
    }

    /** By merchant's part; one that was not let go is not in it. */
    Map<UUID, List<SettledPart.Share>> takenBack(PaymentRefund refund) {
        var takenBack = new HashMap<UUID, List<SettledPart.Share>>();
        var reversals = settlements.reversalsOf(refund.id());
        for (var part : refund.parts()) {
            settlements
                    .ofLeg(part.legId())
                    .filter(settlement -> settlement.status() == SettlementStatus.DONE
                            || settlement.status() == SettlementStatus.SPLITTING)
                    .ifPresent(settlement -> takenBack.put(part.merchantOrderId(), of(settlement, reversals)));
        }
        return takenBack;
    }

    private static List<SettledPart.Share> of(
            PartSettlement settlement, List<SettlementRepository.Reversal> reversals) {
        var shares = new ArrayList<SettledPart.Share>();
        for (var reversal : reversals) {
            settlement.splits().stream()
                    .filter(split -> split.id().equals(reversal.splitId()))
                    .map(split -> new SettledPart.Share(split.kind(), split.owner(), reversal.amount()))
                    .forEach(shares::add);
        }
        return shares;
    }
}
