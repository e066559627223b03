package market.inventory;

import static market.inventory.InventoryWorld.QUARTER_HOUR;
import static market.inventory.InventoryWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import market.catalog.DeliveryKind;
import market.catalog.VariantId;
import market.inventory.HoldStock.Line;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From which place a buyer is served, and why. */
class RoutingHoldsTest {

    private static final String NANJING = "320102";
    private static final String HEFEI = "340104";

    private final MerchantId merchant = WORLD.merchant();
    private final LocationId luan = place("luan", "341524", LocationKind.WAREHOUSE, false);
    private final LocationId hefei = place("hefei", "340103", LocationKind.SHOP, false);
    private final LocationId nanjing = place("nanjing", "320106", LocationKind.WAREHOUSE, false);
    private final VariantId tea = WORLD.variant(merchant, Map.of(luan, 20L, hefei, 5L, nanjing, 3L));

    private LocationId place(String code, String region, LocationKind kind, boolean isColdChain) {
        return set(null, code, region, kind, isColdChain, List.of());
    }

    private LocationId set(
            @Nullable LocationId id,
            String code,
            String region,
            LocationKind kind,
            boolean isColdChain,
            List<String> deliversTo) {
        var outcome = WORLD.locations.set(new SetLocation(
                merchant, id, code, new LocalizedText(code, null), region, kind, isColdChain, true, deliversTo));
        return ((SetLocationOutcome.Done) outcome).location().id();
    }

    private HoldStock ask(ReservationId id, long quantity, DeliveryKind delivery, Destination destination) {
        return new HoldStock(
                id, "buyer", List.of(new Line(tea, merchant, quantity, delivery)), QUARTER_HOUR, destination);
    }

    private HoldOutcome hold(long quantity, Destination destination) {
        return WORLD.reservations.hold(ask(WORLD.reservation(), quantity, DeliveryKind.PARCEL, destination));
    }

    private static Destination to(String region) {
        return new Destination(region, Map.of());
    }

    private static List<Allocation> allocations(HoldOutcome outcome) {
        assertThat(outcome).isInstanceOf(HoldOutcome.Held.class);
        return ((HoldOutcome.Held) outcome).allocations();
    }

    private Allocation from(LocationId place, long quantity, RoutingReason reason) {
        return new Allocation(tea, place, quantity, null, null, reason);
    }

    @Test
    void the_nearest_place_that_has_it_all_serves() {
        assertThat(allocations(hold(2, to(NANJING)))).containsExactly(from(nanjing, 2, RoutingReason.SAME_CITY));
        assertThat(allocations(hold(2, to(HEFEI)))).containsExactly(from(hefei, 2, RoutingReason.SAME_CITY));
        assertThat(allocations(hold(9, to(NANJING)))).containsExactly(from(luan, 9, RoutingReason.ELSEWHERE));
        assertThat(allocations(hold(9, to("341524101")))).containsExactly(from(luan, 9, RoutingReason.SAME_COUNTY));
    }

    @Test
    void a_line_is_split_only_where_the_merchant_allows_it() {
        assertThat(allocations(hold(22, to(NANJING))))
                .containsExactly(
                        from(nanjing, 3, RoutingReason.SAME_CITY),
                        from(hefei, 5, RoutingReason.ELSEWHERE),
                        from(luan, 14, RoutingReason.ELSEWHERE));
        WORLD.flushRedis();
        WORLD.locations.setSettings(merchant, new StockSettings(false, null));

        assertThat(hold(22, to(NANJING))).isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 22, 20))));
        assertThat(allocations(hold(20, to(NANJING)))).containsExactly(from(luan, 20, RoutingReason.ELSEWHERE));
    }

    @Test
    void whoever_comes_for_the_goods_gets_them_there_or_not_at_all() {
        var there = new Destination(HEFEI, Map.of(merchant, nanjing));

        assertThat(hold(4, there)).isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 4, 3))));
        assertThat(allocations(hold(3, there))).containsExactly(from(nanjing, 3, RoutingReason.PICK_UP));
    }

    @Test
    void chilled_goods_leave_from_cold_places_only() {
        var cold = place("cold", "650102", LocationKind.WAREHOUSE, true);
        var product = WORLD.product(tea);
        WORLD.inventory.transfer(new TransferStock(
                merchant, null, List.of(new TransferStock.Transfer(tea, product, luan, cold, 4, null))));
        WORLD.settled();

        assertThat(allocations(
                        WORLD.reservations.hold(ask(WORLD.reservation(), 2, DeliveryKind.COLD_CHAIN, to(HEFEI)))))
                .containsExactly(from(cold, 2, RoutingReason.ELSEWHERE));
        assertThat(WORLD.reservations.hold(ask(WORLD.reservation(), 3, DeliveryKind.COLD_CHAIN, to(HEFEI))))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 3, 2))));
    }

    @Test
    void a_place_sends_goods_only_to_where_it_says() {
        set(hefei, "hefei", "340103", LocationKind.SHOP, false, List.of("3401"));
        set(luan, "luan", "341524", LocationKind.WAREHOUSE, false, List.of("3415", "320106"));
        WORLD.settled();

        assertThat(allocations(hold(2, to(HEFEI)))).containsExactly(from(hefei, 2, RoutingReason.SAME_CITY));
        assertThat(allocations(hold(2, to("110101")))).containsExactly(from(nanjing, 2, RoutingReason.ELSEWHERE));
        assertThat(hold(2, to("110101"))).isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 2, 1))));
        assertThat(allocations(hold(9, to("320106001")))).containsExactly(from(luan, 9, RoutingReason.ELSEWHERE));
    }

    @Test
    void who_fetches_goods_or_gets_them_by_message_may_live_anywhere() {
        set(hefei, "hefei", "340103", LocationKind.SHOP, false, List.of("3401"));
        set(luan, "luan", "341524", LocationKind.WAREHOUSE, false, List.of("3401"));
        WORLD.settled();

        assertThat(allocations(hold(5, new Destination("110101", Map.of(merchant, hefei)))))
                .containsExactly(from(hefei, 5, RoutingReason.PICK_UP));
        assertThat(allocations(
                        WORLD.reservations.hold(ask(WORLD.reservation(), 9, DeliveryKind.DIGITAL, to("110101")))))
                .containsExactly(from(luan, 9, RoutingReason.ELSEWHERE));
    }

    @Test
    void goods_can_be_sent_to_where_any_place_sends_them_that_keeps_them() {
        var product = WORLD.product(tea);
        assertThat(WORLD.locations.deliveryAreas(List.of(product))).containsEntry(product, DeliveryArea.ANYWHERE);

        set(hefei, "hefei", "340103", LocationKind.SHOP, false, List.of("3401"));
        set(luan, "luan", "341524", LocationKind.WAREHOUSE, false, List.of("3415", "3401"));
        set(nanjing, "nanjing", "320106", LocationKind.WAREHOUSE, false, List.of("3201"));

        var area = WORLD.locations.deliveryAreas(List.of(product)).getOrDefault(product, DeliveryArea.NOWHERE);
        assertThat(area.regions()).containsExactlyInAnyOrder("3401", "3415", "3201");
        assertThat(area.includes("340104002")).isTrue();
        assertThat(area.includes("34")).isFalse();
        assertThat(area.includes("110101")).isFalse();
    }

    @Test
    void a_hold_is_routed_anew_when_the_address_is_known() {
        var id = WORLD.reservation();
        var first =
                WORLD.reservations.hold(new HoldStock(id, "buyer", List.of(new Line(tea, merchant, 3)), QUARTER_HOUR));
        WORLD.clock.moveOn(Duration.ofMinutes(5));

        var second = WORLD.reservations.reroute(ask(id, 3, DeliveryKind.PARCEL, to(HEFEI)));

        assertThat(allocations(second)).containsExactly(from(hefei, 3, RoutingReason.SAME_CITY));
        assertThat(((HoldOutcome.Held) second).expiresAt())
                .isCloseTo(((HoldOutcome.Held) first).expiresAt(), within(1, ChronoUnit.SECONDS));
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(25);
        WORLD.reservations.release(id, List.of(merchant));
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(28);
    }

    @Test
    void a_hold_that_cannot_be_routed_anew_stays_as_it_was() {
        var id = WORLD.reservation();
        WORLD.reservations.hold(new HoldStock(id, "buyer", List.of(new Line(tea, merchant, 18)), QUARTER_HOUR));
        var pickUp = new Destination(HEFEI, Map.of(merchant, hefei));

        assertThat(WORLD.reservations.reroute(ask(id, 18, DeliveryKind.PARCEL, pickUp)))
                .isEqualTo(new HoldOutcome.NotEnough(List.of(new ShortLine(tea, 18, 5))));

        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(10);
        WORLD.clock.moveOn(QUARTER_HOUR.plusSeconds(1));
        WORLD.tendHolds.sweep();
        assertThat(WORLD.holdable(merchant, tea)).isEqualTo(28);
    }

    @Test
    void a_place_with_goods_cannot_be_closed_and_a_closed_one_takes_none() {
        var outcome = WORLD.locations.set(new SetLocation(
                merchant,
                nanjing,
                "nanjing",
                new LocalizedText("南京", null),
                "320106",
                LocationKind.WAREHOUSE,
                false,
                false,
                List.of()));
        assertThat(outcome).isEqualTo(new SetLocationOutcome.HasStock());

        WORLD.adjust(merchant, tea, nanjing, -3);
        assertThat(WORLD.locations.set(new SetLocation(
                        merchant,
                        nanjing,
                        "nanjing",
                        new LocalizedText("南京", null),
                        "320106",
                        LocationKind.WAREHOUSE,
                        false,
                        false,
                        List.of())))
                .isInstanceOf(SetLocationOutcome.Done.class);
        assertThat(WORLD.adjust(merchant, tea, nanjing, 3)).isInstanceOf(AdjustStockOutcome.Refused.class);
        assertThat(WORLD.locations.set(new SetLocation(
                        merchant,
                        null,
                        "luan",
                        new LocalizedText("六安", null),
                        "341524",
                        LocationKind.SHOP,
                        false,
                        true,
                        List.of())))
                .isEqualTo(new SetLocationOutcome.CodeTaken());
        assertThat(WORLD.locations.set(new SetLocation(
                        WORLD.merchant(),
                        luan,
                        "mine",
                        new LocalizedText("六安", null),
                        "341524",
                        LocationKind.SHOP,
                        false,
                        true,
                        List.of())))
                .isEqualTo(new SetLocationOutcome.NotFound());
    }
}
