package market.inventory;

import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.AdjustStock.Change;
import market.inventory.AdjustStock.Reason;
import market.inventory.AdjustStockOutcome.Fault;
import market.inventory.AdjustStockOutcome.FaultKind;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deliveries, counts and losses. */
class AdjustingStockTest {

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId mill = WORLD.location(merchant, "mill");
    private final LocationId shop = WORLD.location(merchant, "shop");
    private final ProductId product = new ProductId(UUID.randomUUID());
    private final VariantId tea = new VariantId(UUID.randomUUID());
    private final VariantId honey = new VariantId(UUID.randomUUID());

    @Test
    void a_first_delivery_makes_the_levels() {
        var outcome = adjust(Reason.RECEIPT, change(tea, shop, 7, null), change(tea, mill, 5, 0L));

        assertThat(outcome)
                .isEqualTo(new AdjustStockOutcome.Adjusted(List.of(
                        InventoryWorld.level(tea, shop, merchant, product, 7, 0),
                        InventoryWorld.level(tea, mill, merchant, product, 5, 0))));
        assertThat(WORLD.inventory.available(List.of(tea, honey))).isEqualTo(Map.of(tea, 12L));
        assertThat(WORLD.inventory.availableByProduct(List.of(product))).isEqualTo(Map.of(product, Map.of(tea, 12L)));
        assertThat(WORLD.events(tea)).containsExactly("12");
        assertThat(WORLD.moved(tea, "on_hand_delta")).isEqualTo(12);
    }

    @Test
    void a_refused_change_refuses_all_and_names_each_fault() {
        adjust(Reason.RECEIPT, change(tea, mill, 5, null));
        var stranger = WORLD.location(WORLD.merchant(), "elsewhere");

        var outcome = adjust(
                Reason.COUNT,
                change(honey, mill, 3, null),
                change(tea, mill, -1, 4L),
                change(tea, mill, -6, null),
                change(tea, stranger, 1, null),
                change(honey, shop, -1, null));

        assertThat(outcome)
                .isEqualTo(new AdjustStockOutcome.Refused(List.of(
                        new Fault(1, FaultKind.COUNT_MISMATCH, 5),
                        new Fault(2, FaultKind.INSUFFICIENT, 5),
                        new Fault(3, FaultKind.NOT_FOUND, 0),
                        new Fault(4, FaultKind.INSUFFICIENT, 0))));
        assertThat(WORLD.inventory.available(List.of(tea, honey))).isEqualTo(Map.of(tea, 5L));
        assertThat(WORLD.moved(tea, "on_hand_delta")).isEqualTo(5);
        assertThat(WORLD.events(honey)).isEmpty();
    }

    @Test
    void pieces_promised_to_an_order_cannot_be_lost() {
        adjust(Reason.RECEIPT, change(tea, mill, 5, null));
        WORLD.commit(WORLD.reservation(), UUID.randomUUID(), List.of(new Allocation(tea, mill, 4)));

        assertThat(adjust(Reason.LOSS, change(tea, mill, -2, null)))
                .isEqualTo(new AdjustStockOutcome.Refused(List.of(new Fault(0, FaultKind.INSUFFICIENT, 5))));
        assertThat(adjust(Reason.LOSS, change(tea, mill, -1, null)))
                .isEqualTo(new AdjustStockOutcome.Adjusted(
                        List.of(InventoryWorld.level(tea, mill, merchant, product, 4, 4))));
    }

    @Test
    void changes_of_one_level_follow_one_another() {
        var outcome =
                adjust(Reason.COUNT, change(tea, mill, 5, 0L), change(tea, mill, -2, 5L), change(tea, mill, 4, 3L));

        assertThat(outcome)
                .isEqualTo(new AdjustStockOutcome.Adjusted(
                        List.of(InventoryWorld.level(tea, mill, merchant, product, 7, 0))));
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(7);
    }

    @Test
    void nobody_makes_stock_of_another_merchants_variant() {
        adjust(Reason.RECEIPT, change(tea, mill, 5, null));
        var stranger = WORLD.merchant();
        var barn = WORLD.location(stranger, "barn");

        var outcome = WORLD.inventory.adjust(
                new AdjustStock(stranger, Reason.RECEIPT, null, List.of(change(tea, barn, 100, null))));

        assertThat(outcome).isEqualTo(new AdjustStockOutcome.Refused(List.of(new Fault(0, FaultKind.NOT_FOUND, 0))));
        assertThat(WORLD.available(tea)).isEqualTo(5);
    }

    @Test
    void a_page_never_ends_between_two_places_of_a_variant() {
        adjust(Reason.RECEIPT, change(tea, shop, 7, null), change(tea, mill, 5, null), change(honey, mill, 1, null));

        var first = WORLD.inventory.page(merchant, new VariantId(new UUID(0, 0)), 1);
        var last = first.items().getLast().variant();
        var second = WORLD.inventory.page(merchant, last, 1);

        assertThat(first.hasNext()).isTrue();
        assertThat(second.hasNext()).isFalse();
        assertThat(first.items().size() + second.items().size()).isEqualTo(3);
        assertThat(first.items()).allMatch(level -> level.variant().equals(last));
        assertThat(second.items()).noneMatch(level -> level.variant().equals(last));
    }

    @Test
    void a_place_keeps_its_id_when_it_is_renamed() {
        assertThat(WORLD.locations.upsert(
                        merchant, "mill", new LocalizedText("新厂", "New mill"), "341525", LocationKind.WAREHOUSE))
                .isEqualTo(mill);
        assertThat(WORLD.locations.ofMerchant(merchant))
                .containsExactly(
                        new Location(
                                mill,
                                merchant,
                                "mill",
                                new LocalizedText("新厂", "New mill"),
                                "341525",
                                LocationKind.WAREHOUSE,
                                false,
                                true,
                                List.of()),
                        new Location(
                                shop,
                                merchant,
                                "shop",
                                new LocalizedText("仓库 shop", null),
                                "341524",
                                LocationKind.WAREHOUSE,
                                false,
                                true,
                                List.of()));
    }

    private AdjustStockOutcome adjust(Reason reason, Change... changes) {
        return WORLD.inventory.adjust(new AdjustStock(merchant, reason, "单据 7", List.of(changes)));
    }

    private Change change(VariantId variant, LocationId location, long delta, @Nullable Long expectedOnHand) {
        return new Change(variant, product, location, delta, expectedOnHand);
    }
}
