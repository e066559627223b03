package market.local.alipay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of a sub-merchant's payment: let go to it, and shared with others before. */
record Shares(List<Confirm> confirms, List<Share> shares) {

    static final Shares NONE = new Shares(List.of(), List.of());

    /** Money let go; frozen while others are still to get their shares of it. */
    record Confirm(String requestNo, BigDecimal amount, boolean isFrozen, long atMillis) {}

    /** What another party gets. */
    record Share(String requestNo, String settleNo, String receiver, BigDecimal amount, State state, String error) {

        Share turned(State next, String cause) {
            return new Share(requestNo, settleNo, receiver, amount, next, cause);
        }
    }

    /** As the protocol spells them. */
    enum State {
        PROCESSING,
        SUCCESS,
        FAIL
    }

    Shares {
        confirms = List.copyOf(confirms);
        shares = List.copyOf(shares);
    }

    Shares confirmed(Confirm confirm) {
        var all = new ArrayList<>(confirms);
        all.add(confirm);
        return new Shares(all, shares);
    }

    /** Adds it, or puts it in the place of what it was before. */
    Shares shared(Share share) {
        var all = new ArrayList<>(shares);
        all.removeIf(each -> each.requestNo().equals(share.requestNo()));
        all.add(share);
        return new Shares(confirms, all);
    }

    BigDecimal confirmed() {
        return confirms.stream().map(Confirm::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal sharedWith(String receiver) {
        return shares.stream()
                .filter(share -> share.receiver().equals(receiver) && share.state() == State.SUCCESS)
                .map(Share::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What can still be shared. */
    BigDecimal shareable() {
        var frozen = confirms.stream()
                .filter(Confirm::isFrozen)
                .map(Confirm::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return shares.stream()
                .filter(share -> share.state() != State.FAIL)
                .map(Share::amount)
                .reduce(frozen, BigDecimal::subtract);
    }

    Optional<Confirm> confirm(String requestNo) {
        return confirms.stream()
                .filter(confirm -> confirm.requestNo().equals(requestNo))
                .findFirst();
    }

    Optional<Share> share(String requestNo) {
        return shares.stream()
                .filter(share -> share.requestNo().equals(requestNo))
                .findFirst();
    }
}
