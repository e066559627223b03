package market.checkout.payment;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import market.kernel.Ids;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds one day's bill against our books: repairs what is certain, writes down what is not. Repeating it changes nothing. */
@Singleton
class CompareBill {

    /** A day of the bill is a day of this zone. */
    static final ZoneId BILL_ZONE = ZoneId.of("Asia/Shanghai");

    private static final Logger LOG = LoggerFactory.getLogger(CompareBill.class);

    private final BillRepository bills;
    private final BreakRepository breaks;
    private final AttemptRepository attempts;
    private final RefundRepository refunds;
    private final IntentRepository intents;
    private final RefundDesk desk;
    private final AskProvider askProvider;
    private final TransactionOperations<Connection> transactions;
    private final Ids ids;
    private final Clock clock;

    CompareBill(
            BillRepository bills,
            BreakRepository breaks,
            AttemptRepository attempts,
            RefundRepository refunds,
            IntentRepository intents,
            RefundDesk desk,
            AskProvider askProvider,
            TransactionOperations<Connection> transactions,
            Ids ids,
            Clock clock) {
        this.bills = bills;
        this.breaks = breaks;
        this.attempts = attempts;
        this.refunds = refunds;
        this.intents = intents;
        this.desk = desk;
        this.askProvider = askProvider;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Asks the provider about payments it has and we do not, so it must not run inside a transaction. */
    void compare(BillRepository.Day day, List<Bill.Line> lines, PaymentProvider provider) {
        transactions.executeWrite(_ -> {
            bills.keep(day, lines);
            return true;
        });
        var seen = new HashSet<String>();
        for (var line : lines) {
            if (!seen.add(line.isRefund() + line.attemptNo() + " " + line.refundNo())) {
                note(day, BreakKind.DUPLICATE, line, null, PaymentBreak.State.OPEN);
            } else if (line.isRefund()) {
                transactions.executeWrite(_ -> refund(day, line));
            } else {
                payment(day, line);
                checkFee(day, line, provider);
            }
        }
        transactions.executeWrite(_ -> missingThere(day));
        transactions.executeWrite(_ -> {
            bills.compared(day, lines.size(), clock.instant());
            return true;
        });
    }

    private void payment(BillRepository.Day day, Bill.Line line) {
        var known = find(day, line);
        if (known.isEmpty()) {
            note(day, BreakKind.MISSING_HERE, line, null, PaymentBreak.State.OPEN);
            return;
        }
        var attempt = known.get();
        if (!line.amount().equals(attempt.amount())) {
            note(day, BreakKind.AMOUNT, line, attempt.amount(), PaymentBreak.State.OPEN);
        } else if (attempt.status() != AttemptStatus.SUCCEEDED) {
            // The bill says that there is something; what it is the provider says itself, under its signature.
            askProvider.ask(attempt.attemptNo());
            var isRepaired = find(day, line)
                    .filter(each -> each.status() == AttemptStatus.SUCCEEDED)
                    .isPresent();
            note(
                    day,
                    BreakKind.MISSING_HERE,
                    line,
                    null,
                    isRepaired ? PaymentBreak.State.REPAIRED : PaymentBreak.State.OPEN);
        } else if (!line.tradeNo().equals(attempt.providerTradeNo())) {
            note(day, BreakKind.DUPLICATE, line, attempt.amount(), PaymentBreak.State.OPEN);
        }
    }

    private void checkFee(BillRepository.Day day, Bill.Line line, PaymentProvider provider) {
        provider.fee(line.amount())
                .filter(agreed -> !agreed.equals(line.fee()))
                .ifPresent(agreed -> transactions.executeWrite(_ -> {
                    insert(
                            day,
                            BreakKind.FEE,
                            line.attemptNo(),
                            line.attemptNo(),
                            agreed,
                            line.fee(),
                            PaymentBreak.State.OPEN);
                    return true;
                }));
    }

    private Optional<PaymentAttempt> find(BillRepository.Day day, Bill.Line line) {
        return transactions.executeRead(_ -> attempts.findByNo(line.attemptNo())
                .filter(attempt -> attempt.provider().equals(day.provider())));
    }

    /** In a transaction. */
    private boolean refund(BillRepository.Day day, Bill.Line line) {
        var found = attempts.findByNo(line.attemptNo())
                .filter(attempt ->
                        attempt.provider().equals(day.provider()) && attempt.status() == AttemptStatus.SUCCEEDED);
        if (found.isEmpty()) {
            note(day, BreakKind.MISSING_HERE, line, null, PaymentBreak.State.OPEN);
            return false;
        }
        var intent = intents.lock(found.get().intentId());
        var ours = refunds.findByNo(line.refundNo());
        if (ours.isPresent() && !ours.get().amount().equals(line.amount())) {
            note(day, BreakKind.AMOUNT, line, ours.get().amount(), PaymentBreak.State.OPEN);
            return false;
        }
        if (ours.filter(PaymentRefund::isPending).isPresent()) {
            desk.done(ours.get());
            note(day, BreakKind.STATUS, line, ours.get().amount(), PaymentBreak.State.REPAIRED);
        } else if (ours.filter(each -> each.status() == RefundStatus.FAILED).isPresent()) {
            note(day, BreakKind.STATUS, line, ours.get().amount(), PaymentBreak.State.OPEN);
        }
        return hear(day, line, intent, found.get(), ours.isPresent());
    }

    /** Whatever was given back without us is in the sum of all bills. */
    private boolean hear(
            BillRepository.Day day, Bill.Line line, PaymentIntent intent, PaymentAttempt attempt, boolean isOurs) {
        var returned = bills.returned(day.provider(), attempt.attemptNo());
        if (returned > attempt.amount().minor()) {
            note(day, BreakKind.AMOUNT, line, attempt.amount(), PaymentBreak.State.OPEN);
            return false;
        }
        if (!isOurs && returned > attempts.lock(attempt.id()).refunded().minor()) {
            note(day, BreakKind.MISSING_HERE, line, null, PaymentBreak.State.REPAIRED);
        }
        desk.hear(intent, attempt.id(), new Money(returned, attempt.amount().currency()));
        return true;
    }

    /** In a transaction. */
    private boolean missingThere(BillRepository.Day day) {
        var from = day.day().atStartOfDay(BILL_ZONE).toInstant();
        var until = day.day().plusDays(1).atStartOfDay(BILL_ZONE).toInstant();
        var ours = List.of(
                bills.unbilledPayments(day.provider(), from, until),
                bills.unbilledRefunds(day.provider(), from, until));
        for (var missing : ours.stream().flatMap(List::stream).toList()) {
            insert(
                    day,
                    BreakKind.MISSING_THERE,
                    missing.subject(),
                    missing.attemptNo(),
                    missing.amount(),
                    null,
                    PaymentBreak.State.OPEN);
        }
        return true;
    }

    private void note(
            BillRepository.Day day, BreakKind kind, Bill.Line line, @Nullable Money here, PaymentBreak.State state) {
        var subject = line.isRefund() ? line.refundNo() : line.attemptNo();
        transactions.executeWrite(_ -> {
            insert(day, kind, subject, line.attemptNo(), here, line.amount(), state);
            return true;
        });
    }

    private void insert(
            BillRepository.Day day,
            BreakKind kind,
            String subject,
            String attemptNo,
            @Nullable Money here,
            @Nullable Money there,
            PaymentBreak.State state) {
        var now = clock.instant();
        breaks.insert(new PaymentBreak(
                ids.next(),
                day.provider(),
                day.day(),
                kind,
                subject,
                attemptNo,
                null,
                here,
                there,
                state,
                "",
                now,
                state == PaymentBreak.State.OPEN ? null : now));
        if (state == PaymentBreak.State.OPEN) {
            LOG.error(
                    "bill and books differ provider={} day={} kind={} subject={}",
                    day.provider(),
                    day.day(),
                    kind,
                    subject);
        } else {
            LOG.warn(
                    "bill repaired books provider={} day={} kind={} subject={}",
                    day.provider(),
                    day.day(),
                    kind,
                    subject);
        }
    }
}
