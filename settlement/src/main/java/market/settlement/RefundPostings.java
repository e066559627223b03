package market.settlement;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.checkout.MoneyShare;
import market.checkout.OrderRefunded;
import market.kernel.Money;

/**
 * Takes a refund back from those who shared the payment. Of each share goes back what the refunds so far are of the whole,
 * rounded down, and the merchant bears the rest: so many small refunds take the same as a large one, and a whole refund
 * takes everything. In the caller's transaction.
 */
@Singleton
class RefundPostings {

    record Share(MoneyShare.Kind kind, String owner, long minor) {}

    private record Line(long gross, long refunded, boolean isCompleted) {}

    private final LedgerPostings ledger;
    private final JdbcOperations jdbc;

    RefundPostings(LedgerPostings ledger, JdbcOperations jdbc) {
        this.ledger = ledger;
        this.jdbc = jdbc;
    }

    void post(OrderRefunded event) {
        if (ledger.isPosted(SettlementListener.REFUNDED, event.refund())) {
            return;
        }
        var postings = new ArrayList<Posting>();
        for (var part : event.parts()) {
            postings.addAll(part.wasLetGo() ? clawBack(part, event.provider()) : takeBack(part, event.provider()));
        }
        if (postings.isEmpty()) {
            // Nobody but the merchant bore it; a transaction says that it was seen.
            ledger.note(
                    SettlementListener.REFUNDED, event.refund(), event.order().value(), event.refundedAt());
        } else {
            ledger.post(
                    SettlementListener.REFUNDED, event.refund(), event.order().value(), event.refundedAt(), postings);
        }
    }

    private List<Posting> takeBack(OrderRefunded.Part part, String provider) {
        var id = part.merchantOrder().value();
        var line = lock(id);
        var before = line.refunded;
        var after = Math.addExact(before, part.amount().minor());
        var postings = new ArrayList<Posting>();
        var rest = part.amount().minor();
        var returned = new EnumMap<MoneyShare.Kind, Long>(MoneyShare.Kind.class);
        for (var share : shares(id)) {
            var whole = Money.cny(share.minor);
            var back = whole.portion(after, line.gross)
                    .minus(whole.portion(before, line.gross))
                    .minor();
            rest -= back;
            returned.merge(share.kind, back, Long::sum);
            add(postings, new Posting(account(share.kind), share.owner, Money.cny(back), id));
        }
        var merchant = line.isCompleted ? AccountKind.MERCHANT_DUE : AccountKind.MERCHANT_PENDING;
        add(postings, new Posting(merchant, part.merchant().value().toString(), Money.cny(rest), id));
        postings.add(new Posting(
                AccountKind.PROVIDER_CLEARING, provider, part.amount().negated(), id));
        note(id, part.amount().minor(), returned);
        return postings;
    }

    private static void add(List<Posting> postings, Posting posting) {
        if (!posting.amount().isZero()) {
            postings.add(posting);
        }
    }

    /**
     * The part had been let go: the provider took the money from where it was, from those who had got shares and from the
     * merchant for the rest. What they had been credited with goes with it.
     */
    private List<Posting> clawBack(OrderRefunded.Part part, String provider) {
        var id = part.merchantOrder().value();
        lock(id);
        var postings = new ArrayList<Posting>();
        var returned = new EnumMap<MoneyShare.Kind, Long>(MoneyShare.Kind.class);
        for (var share : part.takenBack()) {
            var amount = share.amount();
            returned.merge(share.kind(), amount.minor(), Long::sum);
            add(postings, new Posting(account(share.kind()), share.owner(), amount, id));
            add(postings, new Posting(AccountKind.PLATFORM_ACCOUNT, provider, amount.negated(), id));
        }
        // The merchant's own money came and went at the provider: it was owed nothing any more.
        note(id, part.amount().minor(), returned);
        return postings;
    }

    private static AccountKind account(MoneyShare.Kind kind) {
        return switch (kind) {
            case COMMISSION -> AccountKind.PLATFORM_COMMISSION;
            case VILLAGE -> AccountKind.VILLAGE_SHARE;
            case PAVILION -> AccountKind.PAVILION_SHARE;
        };
    }

    private static MoneyShare.Kind kind(AccountKind account) {
        return switch (account) {
            case PLATFORM_COMMISSION -> MoneyShare.Kind.COMMISSION;
            case VILLAGE_SHARE -> MoneyShare.Kind.VILLAGE;
            case PAVILION_SHARE -> MoneyShare.Kind.PAVILION;
            case PROVIDER_CLEARING, MERCHANT_PENDING, MERCHANT_DUE, PLATFORM_ACCOUNT, PAYOUT_PENDING ->
                throw new IllegalArgumentException("Nobody's share: " + account);
        };
    }

    private Line lock(UUID merchantOrder) {
        return jdbc.prepareStatement("""
                SELECT gross_minor, refunded_minor, completed_at IS NOT NULL AS is_completed
                  FROM settlement.statement_line
                 WHERE merchant_order_id = ?
                   FOR UPDATE
                """, statement -> {
            statement.setObject(1, merchantOrder);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("Not settled yet: " + merchantOrder);
                }
                return new Line(
                        rows.getLong("gross_minor"), rows.getLong("refunded_minor"), rows.getBoolean("is_completed"));
            }
        });
    }

    /** What others than the merchant got of the part when it was paid. */
    List<Share> shares(UUID merchantOrder) {
        return jdbc.prepareStatement("""
                SELECT entry.account_kind, entry.account_owner, -sum(entry.amount_minor) AS minor
                  FROM settlement.ledger_entry AS entry
                  JOIN settlement.ledger_transaction AS deed ON deed.id = entry.transaction_id
                 WHERE entry.merchant_order_id = ? AND deed.kind = 'ORDER_PAID'
                   AND entry.account_kind IN ('PLATFORM_COMMISSION', 'VILLAGE_SHARE', 'PAVILION_SHARE')
                 GROUP BY entry.account_kind, entry.account_owner
                 ORDER BY entry.account_kind, entry.account_owner
                """, statement -> {
            statement.setObject(1, merchantOrder);
            try (var rows = statement.executeQuery()) {
                var shares = new ArrayList<Share>();
                while (rows.next()) {
                    shares.add(new Share(
                            kind(AccountKind.valueOf(rows.getString("account_kind"))),
                            rows.getString("account_owner"),
                            rows.getLong("minor")));
                }
                return shares;
            }
        });
    }

    private void note(UUID merchantOrder, long refunded, Map<MoneyShare.Kind, Long> returned) {
        jdbc.prepareStatement("""
                UPDATE settlement.statement_line
                   SET refunded_minor = refunded_minor + ?,
                       commission_returned_minor = commission_returned_minor + ?,
                       village_returned_minor = village_returned_minor + ?,
                       pavilion_returned_minor = pavilion_returned_minor + ?
                 WHERE merchant_order_id = ?
                """, statement -> {
            statement.setLong(1, refunded);
            statement.setLong(2, returned.getOrDefault(MoneyShare.Kind.COMMISSION, 0L));
            statement.setLong(3, returned.getOrDefault(MoneyShare.Kind.VILLAGE, 0L));
            statement.setLong(4, returned.getOrDefault(MoneyShare.Kind.PAVILION, 0L));
            statement.setObject(5, merchantOrder);
            return statement.executeUpdate();
        });
    }
}
