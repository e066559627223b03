package market.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import market.kernel.Actor;
import market.kernel.Money;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What a quantity costs, and whom. */
class PricingProperties {

    @Example
    void traders_pay_by_the_tier_they_reach() {
        var tea = tea(1_000, tier(30, 800, 6), tier(6, 900, 6), tier(60, 700, 12));

        assertThat(LongStream.of(1, 5, 6, 29, 30, 59, 60, 600).map(quantity -> unitPrice(tea, "TRADE", quantity)))
                .containsExactly(1_000L, 1_000L, 900L, 900L, 800L, 800L, 700L, 700L);
        var sixty = Pricing.price(tea, by("TRADE"), 60);
        assertThat(sixty.total()).isEqualTo(Money.cny(42_000));
        assertThat(sixty.minQuantity()).isEqualTo(6);
        assertThat(sixty.trace())
                .containsExactly(
                        new PricedLine.PriceStep("LIST", Money.cny(1_000)),
                        new PricedLine.PriceStep("TIER_TRADE_FROM_60", Money.cny(700)));
        assertThat(Pricing.isAllowed(sixty, 60)).isTrue();
        assertThat(Pricing.isAllowed(sixty, 66)).isFalse();
    }

    @Example
    void retail_pays_the_list_price_whatever_the_quantity() {
        var tea = tea(1_000, tier(6, 900, 6));

        assertThat(Pricing.price(tea, by(Actor.RETAIL), 60).unitPrice()).isEqualTo(Money.cny(1_000));
        assertThat(Pricing.price(tea, by(Actor.RETAIL), 60).minQuantity()).isEqualTo(1);
    }

    @Property
    void retail_quantities_are_multiples_of_the_step_and_of_the_case_pack_from_the_smallest_on(
            @ForAll @LongRange(min = 1, max = 40) long minQuantity,
            @ForAll @LongRange(min = 1, max = 30) long quantityStep,
            @ForAll @LongRange(min = 1, max = 30) long casePack) {
        var tea = tea(1_000, minQuantity, quantityStep, casePack);

        for (var quantity = 1L; quantity <= 1_000; quantity++) {
            assertThat(Pricing.isAllowed(Pricing.price(tea, by(Actor.RETAIL), quantity), quantity))
                    .as("%d", quantity)
                    .isEqualTo(quantity >= minQuantity && quantity % quantityStep == 0 && quantity % casePack == 0);
        }
    }

    @Property
    void more_pieces_never_cost_more_per_piece_on_a_falling_ladder(
            @ForAll @LongRange(min = 1_000, max = 1_000_000) long fen,
            @ForAll @LongRange(min = 0, max = 400) long firstCut,
            @ForAll @LongRange(min = 0, max = 400) long nextCut,
            @ForAll @LongRange(min = 1, max = 9_998) long quantity) {
        var tea = tea(fen, tier(6, fen - firstCut, 6), tier(60, fen - firstCut - nextCut, 6));

        assertThat(unitPrice(tea, "TRADE", quantity + 1)).isLessThanOrEqualTo(unitPrice(tea, "TRADE", quantity));
    }

    private static long unitPrice(Variant variant, String group, long quantity) {
        return Pricing.price(variant, by(group), quantity).unitPrice().minor();
    }

    private static Purchase by(String group) {
        return new Purchase(group, null, Purchase.STOREFRONT, null, Instant.EPOCH);
    }

    private static PriceTier tier(long from, long fen, long step) {
        return new PriceTier("TRADE", from, Money.cny(fen), step);
    }

    private static Variant tea(long fen, PriceTier... tiers) {
        return tea(fen, 1, 1, 1, tiers);
    }

    private static Variant tea(long fen, long minQuantity, long quantityStep, long casePack, PriceTier... tiers) {
        return new Variant(
                new VariantId(new UUID(0, 1)),
                new ProductId(new UUID(0, 2)),
                "sku",
                Map.of(),
                Money.cny(fen),
                250L,
                "H87",
                null,
                minQuantity,
                quantityStep,
                casePack,
                null,
                List.of(tiers));
    }
}
