package market.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import market.checkout.MerchantOrderId;
import market.checkout.OrderPaid;
import market.kernel.MerchantId;
import market.kernel.Money;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a payment is divided, no fen is lost and none is made. */
class DividingProperties {

    private static final List<String> ORIGINS = List.of("341524101001", "341524101002", "341524101003", "340000");

    @Provide
    Arbitrary<OrderPaid.Part> parts() {
        var line = Combinators.combine(
                        Arbitraries.longs().between(1, 10_000_000), rates(), Arbitraries.of(ORIGINS), fees())
                .as((fen, rate, origin, fee) ->
                        new OrderPaid.Line(UUID.randomUUID(), "tea", rate, origin, Money.cny(fen), fee.orElse(null)));
        return Combinators.combine(
                        line.list().ofMinSize(1).ofMaxSize(12),
                        Arbitraries.longs().between(0, 5_000))
                .as((lines, delivery) -> new OrderPaid.Part(
                        new MerchantOrderId(UUID.randomUUID()),
                        new MerchantId(UUID.randomUUID()),
                        "P",
                        Money.cny(delivery),
                        lines));
    }

    /** Of a pavilion, or of none: any rate, also one that no admission may have. */
    private static Arbitrary<Optional<OrderPaid.PavilionFee>> fees() {
        return Combinators.combine(Arbitraries.of("luan", "huoshan"), rates())
                .as(OrderPaid.PavilionFee::new)
                .optional();
    }

    /** Which of the villages take part, and with how much. */
    @Provide
    Arbitrary<Map<String, BigDecimal>> villages() {
        return Arbitraries.maps(Arbitraries.of(ORIGINS.subList(0, 3)), rates()).ofMaxSize(3);
    }

    /** Any rate that may be stored; two of them together may be more than all. */
    private static Arbitrary<BigDecimal> rates() {
        return Arbitraries.integers().between(1, 9_999).map(hundredths -> BigDecimal.valueOf(hundredths, 4));
    }

    @Property
    void the_credits_sum_to_what_was_paid(
            @ForAll("parts") OrderPaid.Part part, @ForAll("villages") Map<String, BigDecimal> villages) {
        var division = Division.of(part, villages);

        var credited = division.credits().stream().map(Posting::amount).toList();
        assertThat(Money.sum(credited, Money.cny(0).currency())).isEqualTo(Money.cny(-SettlementWorld.gross(part)));
        assertThat(credited).allMatch(Money::isNegative);
        assertThat(division.net().isNegative()).isFalse();
        assertThat(division.gross())
                .isEqualTo(division.net()
                        .plus(division.commission())
                        .plus(division.village())
                        .plus(division.pavilion()));
    }

    @Property
    void nobody_but_a_village_of_origin_shares_and_only_of_its_own_goods(
            @ForAll("parts") OrderPaid.Part part, @ForAll("villages") Map<String, BigDecimal> villages) {
        var division = Division.of(part, villages);

        assertThat(villages.keySet()).containsAll(division.villages().keySet());
        division.villages().forEach((village, share) -> {
            var expected = part.lines().stream()
                    .filter(line -> line.originCode().equals(village))
                    .map(line -> least(
                            line.total().share(villages.getOrDefault(village, BigDecimal.ZERO)),
                            line.total().minus(line.total().share(line.commissionRate()))))
                    .toList();
            assertThat(share).isEqualTo(Money.sum(expected, share.currency()));
        });
    }

    @Property
    void a_pavilion_gets_its_share_of_what_was_bought_through_it_and_at_most_what_the_others_leave(
            @ForAll("parts") OrderPaid.Part part, @ForAll("villages") Map<String, BigDecimal> villages) {
        var division = Division.of(part, villages);

        for (var pavilion : List.of("luan", "huoshan")) {
            var expected = part.lines().stream()
                    .filter(line -> line.pavilion() != null
                            && line.pavilion().pavilion().equals(pavilion))
                    .map(line -> pavilionShare(line, villages))
                    .toList();
            assertThat(division.pavilions().getOrDefault(pavilion, Money.cny(0)))
                    .isEqualTo(Money.sum(expected, Money.cny(0).currency()));
        }
    }

    private static Money pavilionShare(OrderPaid.Line line, Map<String, BigDecimal> villages) {
        var left = line.total().minus(line.total().share(line.commissionRate()));
        var village = least(line.total().share(villages.getOrDefault(line.originCode(), BigDecimal.ZERO)), left);
        var rate = Objects.requireNonNull(line.pavilion()).rate();
        return least(line.total().share(rate), left.minus(village));
    }

    @Property
    void delivery_is_the_merchants_whole(
            @ForAll("parts") OrderPaid.Part part, @ForAll("villages") Map<String, BigDecimal> villages) {
        var pickedUp =
                new OrderPaid.Part(part.merchantOrder(), part.merchant(), part.number(), Money.cny(0), part.lines());

        assertThat(Division.of(part, villages).net())
                .isEqualTo(Division.of(pickedUp, villages).net().plus(part.delivery()));
    }

    private static Money least(Money share, Money left) {
        return left.compareTo(share) < 0 ? left : share;
    }
}
