package market.inventory;

import static market.inventory.InventoryWorld.QUARTER_HOUR;
import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.HoldStock.Line;
import market.inventory.SetLadder.Rung;
import market.inventory.SetLadderOutcome.Fault;
import market.inventory.SetLadderOutcome.FaultKind;
import market.kernel.MerchantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tins, bags and cartons of one tea draw on one stock. */
class ClimbingUnitLaddersTest {

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId mill = WORLD.location(merchant, "mill");
    private final LocationId shop = WORLD.location(merchant, "shop");
    private final VariantId tin = WORLD.variant(merchant, Map.of(mill, 50L, shop, 30L));
    private final ProductId product = WORLD.product(tin);
    private final VariantId bag = new VariantId(UUID.randomUUID());
    private final VariantId carton = new VariantId(UUID.randomUUID());

    private SetLadderOutcome ladder(Rung... rungs) {
        return WORLD.ladders.set(new SetLadder(merchant, tin, product, List.of(rungs)));
    }

    private void climb() {
        assertThat(ladder(new Rung(bag, product, 10), new Rung(carton, product, 24)))
                .isEqualTo(
                        new SetLadderOutcome.Done(List.of(new UnitStep(bag, tin, 10), new UnitStep(carton, tin, 24))));
    }

    @AfterEach
    void the_books_balance() {
        assertThat(WORLD.unbalanced(tin)).isZero();
    }

    @Test
    void every_step_shows_whole_pieces_of_what_each_place_has() {
        climb();

        assertThat(WORLD.inventory.available(List.of(tin, bag, carton)))
                .isEqualTo(Map.of(tin, 80L, bag, 8L, carton, 3L));
        assertThat(WORLD.inventory.availableByProduct(List.of(product)))
                .isEqualTo(Map.of(product, Map.of(tin, 80L, bag, 8L, carton, 3L)));
        assertThat(WORLD.levels(carton)).extracting(StockLevel::onHand).containsExactlyInAnyOrder(50L, 30L);
        assertThat(WORLD.events(carton)).containsExactly("3");
    }

    @Test
    void lines_of_several_steps_are_held_and_sold_out_of_one_pool() {
        climb();
        var id = WORLD.reservation();
        var order = UUID.randomUUID();

        var held = WORLD.held(id, line(tin, 2), line(carton, 1), line(bag, 2));

        assertThat(held)
                .extracting(Allocation::variant, Allocation::quantity, Allocation::units)
                .containsExactlyInAnyOrder(tuple(carton, 1L, 24L), tuple(bag, 2L, 20L), tuple(tin, 2L, 2L));
        assertThat(WORLD.holdable(merchant, tin)).isEqualTo(34);
        assertThat(WORLD.commit(id, order, held)).isEqualTo(new CommitOutcome.Committed());
        assertThat(WORLD.inventory.available(List.of(tin, bag, carton)))
                .isEqualTo(Map.of(tin, 34L, bag, 3L, carton, 1L));
        assertThat(WORLD.events(bag)).containsExactly("8", "3");
        WORLD.reservations.returnCommitted(order);
        assertThat(WORLD.inventory.available(List.of(tin, carton))).isEqualTo(Map.of(tin, 80L, carton, 3L));
    }

    @Test
    void a_carton_never_comes_from_two_places() {
        climb();
        WORLD.adjust(merchant, tin, mill, -30);
        WORLD.settled();

        // 20 tins here and 30 there: one carton there, and no second one of the rest.
        assertThat(WORLD.hold(WORLD.reservation(), line(carton, 2)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(carton, 2, 1))));
        assertThat(WORLD.held(WORLD.reservation(), line(carton, 1)).getFirst().location())
                .isEqualTo(shop);
    }

    @Test
    void what_is_short_is_said_of_every_step_in_its_own_pieces() {
        climb();

        assertThat(WORLD.hold(WORLD.reservation(), line(tin, 30), line(carton, 3)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tin, 30, 80), new ShortLine(carton, 3, 3))));
        assertThat(WORLD.commit(
                        WORLD.reservation(),
                        UUID.randomUUID(),
                        List.of(new Allocation(carton, shop, 2, new UnitStep(carton, tin, 24), null, null))))
                .isEqualTo(new CommitOutcome.NotEnough(List.of(new ShortLine(carton, 2, 1))));
    }

    @Test
    void a_delivery_of_cartons_adds_tins() {
        climb();

        var outcome = WORLD.inventory.adjust(new AdjustStock(
                merchant,
                AdjustStock.Reason.RECEIPT,
                null,
                List.of(new AdjustStock.Change(carton, product, mill, 2, 2L))));

        assertThat(outcome).isInstanceOf(AdjustStockOutcome.Adjusted.class);
        assertThat(WORLD.available(tin)).isEqualTo(128);
        assertThat(WORLD.holdable(merchant, tin)).isEqualTo(128);
    }

    @Test
    void a_ladder_is_refused_with_every_reason_at_once() {
        climb();
        var honey = WORLD.variant(merchant, Map.of(mill, 5L));
        var stranger = WORLD.merchant();
        var foreign = WORLD.variant(stranger, Map.of(WORLD.location(stranger, "barn"), 5L));

        assertThat(WORLD.ladders.set(new SetLadder(
                        merchant,
                        honey,
                        product,
                        List.of(
                                new Rung(carton, product, 24),
                                new Rung(tin, product, 2),
                                new Rung(foreign, product, 3),
                                new Rung(new VariantId(UUID.randomUUID()), product, 1)))))
                .isEqualTo(new SetLadderOutcome.Refused(List.of(
                        new Fault(0, FaultKind.ON_ANOTHER_LADDER),
                        new Fault(1, FaultKind.ON_ANOTHER_LADDER),
                        new Fault(2, FaultKind.NOT_FOUND),
                        new Fault(3, FaultKind.INVALID))));
        assertThat(ladder(new Rung(honey, product, 3)))
                .isEqualTo(new SetLadderOutcome.Refused(List.of(new Fault(0, FaultKind.HAS_STOCK))));
        WORLD.commit(WORLD.reservation(), UUID.randomUUID(), List.of(new Allocation(tin, mill, 1)));
        assertThat(ladder())
                .isEqualTo(new SetLadderOutcome.Refused(List.of(new Fault(Fault.POOL, FaultKind.PROMISED))));
        assertThat(WORLD.available(carton)).isEqualTo(3);
    }

    @Test
    void an_ended_ladder_leaves_the_pool_alone() {
        climb();

        assertThat(ladder()).isEqualTo(new SetLadderOutcome.Done(List.of()));

        assertThat(WORLD.inventory.available(List.of(tin, bag, carton))).isEqualTo(Map.of(tin, 80L));
        assertThat(WORLD.events(carton)).containsExactly("3", "0");
        assertThat(WORLD.reservations.hold(
                        new HoldStock(WORLD.reservation(), "buyer", List.of(line(carton, 1)), QUARTER_HOUR)))
                .isInstanceOf(HoldOutcome.NotEnough.class);
    }

    private Line line(VariantId variant, long quantity) {
        return new Line(variant, merchant, quantity);
    }
}
