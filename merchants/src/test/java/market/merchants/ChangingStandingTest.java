package market.merchants;

import static market.merchants.MerchantsWorld.OPERATOR;
import static market.merchants.MerchantsWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** Who may sell is decided on what the decider has read, once, and for the record. */
class ChangingStandingTest {

    @Test
    void a_suspension_is_shown_kept_and_said_once() {
        var merchant = WORLD.merchant();

        var outcome = WORLD.setStanding(merchant.id(), Standing.SUSPENDED, "证照过期", 1);

        var suspended = WORLD.merchants.find(merchant.id()).orElseThrow();
        assertThat(outcome).isEqualTo(new SetStandingOutcome.Set(suspended));
        assertThat(suspended.standing()).isEqualTo(Standing.SUSPENDED);
        assertThat(suspended.isActive()).isFalse();
        assertThat(suspended.suspensionReason()).isEqualTo("证照过期");
        assertThat(suspended.version()).isEqualTo(2);
        assertThat(WORLD.audit(merchant.id())).containsExactly("SUSPENDED 证照过期 " + OPERATOR);
        assertThat(WORLD.said(merchant.id())).containsExactly("1", "2");
    }

    @Test
    void a_reason_to_let_sell_again_is_for_the_audit_and_not_for_shoppers() {
        var merchant = WORLD.merchant();
        WORLD.setStanding(merchant.id(), Standing.SUSPENDED, "证照过期", 1);

        WORLD.setStanding(merchant.id(), Standing.ACTIVE, "新证已核", 2);

        var active = WORLD.merchants.find(merchant.id()).orElseThrow();
        assertThat(active.standing()).isEqualTo(Standing.ACTIVE);
        assertThat(active.suspensionReason()).isNull();
        assertThat(active.version()).isEqualTo(3);
        assertThat(WORLD.audit(merchant.id())).containsExactly("SUSPENDED 证照过期 " + OPERATOR, "ACTIVE 新证已核 " + OPERATOR);
        assertThat(WORLD.said(merchant.id())).containsExactly("1", "2", "3");
    }

    @Test
    void a_decision_on_an_old_reading_changes_nothing() {
        var merchant = WORLD.merchant();
        WORLD.setStanding(merchant.id(), Standing.SUSPENDED, "证照过期", 1);
        var before = WORLD.merchants.find(merchant.id());

        for (var version : List.of(1, 0, -1, 3)) {
            assertThat(WORLD.setStanding(merchant.id(), Standing.ACTIVE, null, version))
                    .isEqualTo(new SetStandingOutcome.VersionConflict(2));
        }

        assertThat(WORLD.merchants.find(merchant.id())).isEqualTo(before);
        assertThat(WORLD.audit(merchant.id())).hasSize(1);
        assertThat(WORLD.said(merchant.id())).containsExactly("1", "2");
    }

    @Test
    void nobody_is_suspended_without_a_reason() {
        var merchant = WORLD.merchant();

        assertThatThrownBy(() -> WORLD.setStanding(merchant.id(), Standing.SUSPENDED, null, 1))
                .hasMessageContaining("merchant_suspended_with_reason");

        assertThat(WORLD.merchants.find(merchant.id())).contains(merchant);
        assertThat(WORLD.audit(merchant.id())).isEmpty();
        assertThat(WORLD.said(merchant.id())).containsExactly("1");
    }

    @Test
    void an_unknown_merchant_is_not_found_and_nothing_is_kept() {
        var unknown = new MerchantId(WORLD.ids.next());

        assertThat(WORLD.setStanding(unknown, Standing.SUSPENDED, "证照过期", 1))
                .isEqualTo(new SetStandingOutcome.NotFound());
        assertThat(WORLD.audit(unknown)).isEmpty();
        assertThat(WORLD.said(unknown)).isEmpty();
    }

    @Test
    void of_many_decisions_on_one_reading_one_holds() throws Exception {
        var merchant = WORLD.merchant();
        var number = new AtomicInteger();

        var outcomes = MerchantsWorld.atOnce(
                12, () -> WORLD.setStanding(merchant.id(), Standing.SUSPENDED, "原因 " + number.incrementAndGet(), 1));

        assertThat(outcomes)
                .filteredOn(SetStandingOutcome.Set.class::isInstance)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof SetStandingOutcome.Set))
                .hasSize(11)
                .containsOnly(new SetStandingOutcome.VersionConflict(2));
        assertThat(WORLD.audit(merchant.id())).hasSize(1);
        assertThat(WORLD.said(merchant.id())).containsExactly("1", "2");
    }

    @Test
    void a_decision_that_is_taken_back_was_never_said() {
        var merchant = WORLD.merchant();

        WORLD.rolledBack(() -> WORLD.setStanding(merchant.id(), Standing.SUSPENDED, "证照过期", 1));

        assertThat(WORLD.merchants.find(merchant.id())).contains(merchant);
        assertThat(WORLD.audit(merchant.id())).isEmpty();
        assertThat(WORLD.said(merchant.id())).containsExactly("1");
    }
}
