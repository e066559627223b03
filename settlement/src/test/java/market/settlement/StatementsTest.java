package market.settlement;

import static market.settlement.SettlementWorld.WORLD;
import static market.settlement.SettlementWorld.line;
import static market.settlement.SettlementWorld.merchant;
import static market.settlement.SettlementWorld.paid;
import static market.settlement.SettlementWorld.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import market.checkout.MerchantOrderCompleted;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.settlement.Statements.After;
import org.junit.jupiter.api.Test;

/** What a merchant reads at the end of a month. */
class StatementsTest {

    private static final String NO_VILLAGE = "340000";

    private final MerchantId merchant = merchant();

    static Statement only(MerchantId merchant) {
        var statements =
                WORLD.statements.ofMerchant(merchant, Optional.empty(), 10).items();
        assertThat(statements).hasSize(1);
        return statements.getFirst();
    }

    @Test
    void a_month_is_summed_to_the_fen() {
        var village = WORLD.village("0.0200");
        var first = paid(
                Instant.parse("2026-11-03T02:00:00Z"),
                part(merchant, 800, line(12_850, "0.0500", village)),
                part(merchant(), 100, line(77_700, "0.0500", NO_VILLAGE)));
        var second = paid(Instant.parse("2026-11-20T02:00:00Z"), part(merchant, 0, line(5_000, "0.0800", NO_VILLAGE)));
        WORLD.listener.on(List.of(second, first));
        WORLD.listener.on(List.of(new MerchantOrderCompleted(
                first.order(), first.parts().getFirst().merchantOrder(), merchant)));

        var statement = only(merchant);

        assertThat(statement)
                .isEqualTo(new Statement(
                        statement.id(),
                        merchant,
                        LocalDate.of(2026, 11, 1),
                        LocalDate.of(2026, 11, 30),
                        2,
                        Money.cny(18_650),
                        Money.cny(0),
                        Money.cny(1_043),
                        Money.cny(257),
                        Money.cny(0),
                        Money.cny(17_350),
                        Money.cny(12_750)));
        var lines = WORLD.statements.lines(statement, After.BEGINNING, 10).items();
        assertThat(lines)
                .extracting(StatementLine::orderNumber)
                .containsExactly(
                        first.parts().getFirst().number(),
                        second.parts().getFirst().number());
        assertThat(lines).extracting(StatementLine::net).containsExactly(Money.cny(12_750), Money.cny(4_600));
        assertThat(lines.getFirst().completedAt()).isNotNull();
        assertThat(lines.getLast().completedAt()).isNull();
    }

    @Test
    void a_month_begins_at_midnight_in_china() {
        sell(Instant.parse("2026-10-31T15:59:59Z"));
        sell(Instant.parse("2026-10-31T16:00:00Z"));

        var statements = WORLD.statements.ofMerchant(merchant, Optional.empty(), 10);

        assertThat(statements.items())
                .extracting(Statement::periodStart)
                .containsExactly(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 10, 1));
        assertThat(statements.items()).extracting(Statement::orderCount).containsExactly(1, 1);
    }

    @Test
    void months_are_read_page_by_page_the_newest_first() {
        sell(Instant.parse("2026-09-10T02:00:00Z"));
        sell(Instant.parse("2026-10-10T02:00:00Z"));
        sell(Instant.parse("2026-11-10T02:00:00Z"));

        var first = WORLD.statements.ofMerchant(merchant, Optional.empty(), 2);
        var second = WORLD.statements.ofMerchant(
                merchant, Optional.of(first.items().getLast().periodStart()), 2);

        assertThat(first.items())
                .extracting(Statement::periodStart)
                .containsExactly(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 10, 1));
        assertThat(first.hasNext()).isTrue();
        assertThat(second.items()).extracting(Statement::periodStart).containsExactly(LocalDate.of(2026, 9, 1));
        assertThat(second.hasNext()).isFalse();
    }

    @Test
    void lines_paid_at_the_same_moment_are_all_found_page_by_page() {
        for (var i = 0; i < 5; i++) {
            sell(Instant.parse("2026-11-10T02:00:00Z"));
        }
        var statement = only(merchant);
        var all = WORLD.statements.lines(statement, After.BEGINNING, 10).items();

        var first = WORLD.statements.lines(statement, After.BEGINNING, 2);
        var last = first.items().getLast();
        var rest = WORLD.statements.lines(
                statement, new After(last.paidAt(), last.merchantOrder().value()), 10);

        assertThat(all).hasSize(5);
        assertThat(first.items()).isEqualTo(all.subList(0, 2));
        assertThat(rest.items()).isEqualTo(all.subList(2, 5));
    }

    @Test
    void a_statement_is_its_merchants_only() {
        sell(Instant.parse("2026-11-10T02:00:00Z"));
        var statement = only(merchant);

        assertThat(WORLD.statements.findOfMerchant(merchant, statement.id())).contains(statement);
        assertThat(WORLD.statements.findOfMerchant(merchant(), statement.id())).isEmpty();
        assertThat(WORLD.statements.ofMerchant(merchant(), Optional.empty(), 10).items())
                .isEmpty();
    }

    private void sell(Instant at) {
        WORLD.listener.on(List.of(paid(at, part(merchant, 0, line(1_000, "0.0500", NO_VILLAGE)))));
    }
}
