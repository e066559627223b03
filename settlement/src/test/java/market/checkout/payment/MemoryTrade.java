package market.checkout.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** What the institution in memory knows of an attempt; who changes it holds its monitor. Amounts in fen. */
final class MemoryTrade {

    /** A share of what was let go; {@code isEnded} once it is certain whether the receiver has it. */
    record Share(long amount, boolean isEnded, boolean isDone) {}

    final String attemptNo;
    final Money amount;
    final @Nullable String subMerchant;
    boolean isOpened;
    boolean isPaid;
    boolean isClosed;
    /** From now on no answer is lost and nothing fails. */
    boolean isCalm;

    final Map<String, Long> refunds = new TreeMap<>();
    final Map<String, Share> shares = new TreeMap<>();
    final List<Snapshot> said = new ArrayList<>();

    @Nullable
    String confirmedUnder;

    long confirmed;
    long takenBack;

    MemoryTrade(PaymentRequest request) {
        attemptNo = request.attemptNo();
        amount = request.amount();
        subMerchant = request.subMerchant();
    }

    long returned() {
        return refunds.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What receivers got of it. */
    long shared() {
        return shares.values().stream()
                .filter(Share::isDone)
                .mapToLong(Share::amount)
                .sum();
    }

    /** What receivers got or may still get. */
    long promised() {
        return shares.values().stream()
                .filter(share -> share.isDone() || !share.isEnded())
                .mapToLong(Share::amount)
                .sum();
    }

    /** What the institution still holds of it for whoever sold. */
    long held() {
        return isPaid && confirmedUnder == null ? amount.minor() - returned() : 0;
    }

    String tradeNo() {
        return "trade" + attemptNo;
    }

    void say() {
        said.add(snapshot());
    }

    Snapshot snapshot() {
        if (!isOpened) {
            return Snapshot.bare(attemptNo, Snapshot.Status.NOT_EXIST);
        }
        var status = isPaid ? Snapshot.Status.PAID : isClosed ? Snapshot.Status.CLOSED : Snapshot.Status.WAITING;
        return new Snapshot(
                attemptNo,
                status,
                amount,
                tradeNo(),
                isPaid ? Instant.parse("2026-11-23T01:00:00Z") : null,
                isPaid ? new Money(returned(), amount.currency()) : null,
                null);
    }
}
