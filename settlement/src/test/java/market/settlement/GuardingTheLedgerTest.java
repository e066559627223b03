package market.settlement;

import static market.settlement.SettlementWorld.NOVEMBER;
import static market.settlement.SettlementWorld.WORLD;
import static market.settlement.SettlementWorld.line;
import static market.settlement.SettlementWorld.merchant;
import static market.settlement.SettlementWorld.paid;
import static market.settlement.SettlementWorld.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import market.checkout.OrderId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database refuses, whoever asks. */
class GuardingTheLedgerTest {

    private static final String POSTED = "MERCHANT_PENDING -950, PLATFORM_COMMISSION -50, PROVIDER_CLEARING 1000";

    private OrderId order = new OrderId(new UUID(0, 0));

    @BeforeEach
    void post() {
        var paid = paid(NOVEMBER, part(merchant(), 0, line(1_000, "0.0500", "340000")));
        WORLD.listener.on(List.of(paid));
        order = paid.order();
        assertThat(WORLD.entries(order)).isEqualTo(POSTED);
    }

    @Test
    void an_entry_without_its_counterpart_is_refused() {
        assertRefused("does not sum to zero", """
                INSERT INTO settlement.ledger_entry (id, transaction_id, account_kind, account_owner, amount_minor,
                       currency)
                SELECT gen_random_uuid(), id, 'PLATFORM_COMMISSION', 'platform', -1, 'CNY'
                  FROM settlement.ledger_transaction
                 WHERE order_id = ?
                """);
    }

    @Test
    void currencies_do_not_balance_each_other() {
        assertRefused("does not sum to zero", """
                INSERT INTO settlement.ledger_entry (id, transaction_id, account_kind, account_owner, amount_minor,
                       currency)
                SELECT gen_random_uuid(), t.id, 'PLATFORM_COMMISSION', 'platform', side.amount, side.currency
                  FROM settlement.ledger_transaction AS t,
                       (VALUES (1, 'CNY'), (-1, 'USD')) AS side (amount, currency)
                 WHERE order_id = ?
                """);
    }

    @Test
    void an_account_nobody_knows_is_refused() {
        assertRefused("ledger_entry_account_known", """
                INSERT INTO settlement.ledger_entry (id, transaction_id, account_kind, account_owner, amount_minor,
                       currency)
                SELECT gen_random_uuid(), id, 'POCKET', 'platform', -1, 'CNY'
                  FROM settlement.ledger_transaction
                 WHERE order_id = ?
                """);
    }

    @Test
    void entries_are_not_changed() {
        assertRefused("append-only", """
                UPDATE settlement.ledger_entry AS e
                   SET amount_minor = amount_minor * 2
                  FROM settlement.ledger_transaction AS t
                 WHERE t.id = e.transaction_id AND t.order_id = ?
                """);
    }

    @Test
    void entries_are_not_deleted() {
        assertRefused("append-only", """
                DELETE FROM settlement.ledger_entry AS e
                 USING settlement.ledger_transaction AS t
                 WHERE t.id = e.transaction_id AND t.order_id = ?
                """);
    }

    @Test
    void transactions_are_not_changed() {
        assertRefused("append-only", "UPDATE settlement.ledger_transaction SET posted_at = now() WHERE order_id = ?");
    }

    @Test
    void a_village_cannot_take_all() {
        var village = WORLD.village("0.0200");

        assertThatThrownBy(() -> WORLD.villages.register(village, "贪心村", BigDecimal.ONE))
                .hasStackTraceContaining("village_share_rate");

        assertThat(WORLD.text("SELECT rate FROM settlement.village_share WHERE region_code = ?", village))
                .isEqualTo("0.0200");
    }

    private void assertRefused(String rule, String sql) {
        assertThatThrownBy(() -> WORLD.execute(sql, order.value())).hasStackTraceContaining(rule);
        assertThat(WORLD.entries(order)).isEqualTo(POSTED);
    }
}
