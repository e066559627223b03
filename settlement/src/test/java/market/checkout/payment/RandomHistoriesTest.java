package market.checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import market.checkout.payment.MemoryMarketplace.Transfer;
import market.settlement.Ledger;
import org.junit.jupiter.api.Test;

/**
 * Whatever buyers, merchants, villages and providers do in whatever order: once everything was heard, our books and the ledger
 * are the provider's, one payment counts at most, every other one went back whole, and every share is where its owner's
 * account says. {@code market.payments.histories} says how many.
 */
final class RandomHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("market.payments.histories", 300);
    private static final long SEED = Long.getLong("market.payments.seed", 20_261_123L);
    private static final int AT_ONCE = 6;

    private final HistoryWorld world = new HistoryWorld();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    @Test
    void books_and_ledger_end_as_the_providers_after_any_history() throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var i = 0; i < HISTORIES; i++) {
                var seed = SEED + i;
                threads.execute(() -> tell(seed));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(3, TimeUnit.HOURS)).isTrue();
        }

        assertThat(faults).isEmpty();
        // What left for owners of shares belongs to no order, so nobody has waited for it yet.
        await().until(() ->
                world.number("SELECT count(*) FROM kernel.outbox_publication WHERE state = ?", "PENDING") == 0);
        assertThat(world.bean(Contract.class).breaches()).isEmpty();
        var ledger = world.bean(Ledger.class).trialBalance();
        assertThat(ledger.isBalanced()).as("%s", ledger).isTrue();
        checkPayouts();
    }

    private void tell(long seed) {
        var history = new PaymentHistory(world, seed);
        try {
            history.run();
            new FinalBooks(world, history).check();
        } catch (Throwable e) {
            faults.add("seed " + seed + " order " + history.order + ": " + e);
        }
    }

    /** What left the platform's account is what arrived, and nothing waits to leave it. */
    private void checkPayouts() {
        var payouts = world.bean(Payouts.class).page(new UUID(0, 0), Integer.MAX_VALUE);
        var arrived = 0L;
        for (var payout : payouts) {
            var state = world.provider.memoryMarketplace().transfer(payout.requestNo());
            assertThat(payout.status() == Payouts.Status.SUCCEEDED)
                    .as("%s", payout)
                    .isEqualTo(state == Transfer.SUCCESS);
            arrived += state == Transfer.SUCCESS ? payout.wish().amount().minor() : 0;
        }
        assertThat(payouts).isNotEmpty();
        assertThat(ofLedger("PLATFORM_ACCOUNT")).isEqualTo(shares() - arrived);
        assertThat(ofLedger("PAYOUT_PENDING")).isZero();
    }

    private long shares() {
        return world.provider.trades.values().stream()
                .mapToLong(trade -> trade.shared() - trade.takenBack)
                .sum();
    }

    private long ofLedger(String account) {
        return world.number(
                "SELECT COALESCE(sum(amount_minor), 0) FROM settlement.ledger_entry WHERE account_kind = ?", account);
    }
}
