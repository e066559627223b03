package market.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Money is exact: nothing is lost by splitting, and what does not fit is an error. */
class MoneyProperties {

    @Provide
    Arbitrary<List<Long>> weights() {
        return Arbitraries.longs()
                .between(0, 1_000_000_000L)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .filter(weights -> weights.stream().anyMatch(weight -> weight > 0));
    }

    @Provide
    Arbitrary<BigDecimal> rates() {
        return Arbitraries.integers().between(0, 10_000).map(hundredths -> BigDecimal.valueOf(hundredths, 4));
    }

    @Property
    void the_parts_of_a_split_sum_to_the_whole(@ForAll long fen, @ForAll("weights") List<Long> weights) {
        var parts = Money.cny(fen).splitBy(weights);

        assertThat(parts).hasSameSizeAs(weights);
        assertThat(parts.stream()
                        .map(part -> BigInteger.valueOf(part.minor()))
                        .reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(BigInteger.valueOf(fen));
    }

    @Property
    void no_part_of_a_split_is_off_by_a_whole_unit(
            @ForAll @LongRange(min = -1_000_000_000L, max = 1_000_000_000L) long fen,
            @ForAll("weights") List<Long> weights) {
        var total =
                BigInteger.valueOf(weights.stream().mapToLong(Long::longValue).sum());

        var parts = Money.cny(fen).splitBy(weights);

        for (var i = 0; i < parts.size(); i++) {
            var exact = BigInteger.valueOf(fen).multiply(BigInteger.valueOf(weights.get(i)));
            var error = BigInteger.valueOf(parts.get(i).minor()).multiply(total).subtract(exact);
            assertThat(error.abs()).isLessThan(total);
        }
    }

    @Property
    void splitting_a_debt_is_splitting_the_amount_the_other_way(
            @ForAll @LongRange(min = 0) long fen, @ForAll("weights") List<Long> weights) {
        assertThat(Money.cny(-fen).splitBy(weights))
                .isEqualTo(Money.cny(fen).splitBy(weights).stream()
                        .map(Money::negated)
                        .toList());
    }

    @Property
    void weightless_parts_get_nothing(@ForAll long fen) {
        assertThat(Money.cny(fen).splitBy(List.of(0L, 3L, 0L)))
                .containsExactly(Money.cny(0), Money.cny(fen), Money.cny(0));
    }

    @Property
    void a_share_is_the_nearest_unit_and_the_greater_one_of_two(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long fen, @ForAll("rates") BigDecimal rate) {
        var exactTwice = BigDecimal.valueOf(2 * fen).multiply(rate);

        var shareTwice = BigDecimal.valueOf(2 * Money.cny(fen).share(rate).minor());

        assertThat(shareTwice.subtract(exactTwice))
                .isGreaterThan(BigDecimal.ONE.negate())
                .isLessThanOrEqualTo(BigDecimal.ONE);
    }

    @Property
    void major_units_are_read_as_they_were_written(@ForAll long minor, @ForAll("currencies") String currencyCode) {
        var money = new Money(minor, Currency.getInstance(currencyCode));

        assertThat(Money.ofMajor(money.toMajor(), currencyCode)).isEqualTo(money);
    }

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("CNY", "JPY", "KWD");
    }

    @Property
    void sums_are_exact_or_an_error(@ForAll long a, @ForAll long b) {
        var exact = BigInteger.valueOf(a).add(BigInteger.valueOf(b));
        if (exact.bitLength() < Long.SIZE) {
            assertThat(Money.cny(a).plus(Money.cny(b)).minor()).isEqualTo(exact.longValueExact());
        } else {
            assertThatThrownBy(() -> Money.cny(a).plus(Money.cny(b))).isInstanceOf(ArithmeticException.class);
        }
    }

    @Property
    void products_are_exact_or_an_error(@ForAll long a, @ForAll long b) {
        var exact = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        if (exact.bitLength() < Long.SIZE) {
            assertThat(Money.cny(a).times(b).minor()).isEqualTo(exact.longValueExact());
        } else {
            assertThatThrownBy(() -> Money.cny(a).times(b)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Example
    void what_does_not_fit_is_an_error_and_never_a_wrong_amount() {
        var most = Money.cny(Long.MAX_VALUE);
        var least = Money.cny(Long.MIN_VALUE);

        assertThatThrownBy(() -> least.minus(Money.cny(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(least::negated).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.share(new BigDecimal("1.1"))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.sum(List.of(most, Money.cny(1)), most.currency()))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofMajor("92233720368547758.08", "CNY")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofMajor("0.001", "CNY")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.splitBy(List.of(Long.MAX_VALUE, 1L))).isInstanceOf(ArithmeticException.class);
    }

    @Example
    void halves_go_up_and_away_from_zero() {
        var half = new BigDecimal("0.5");

        assertThat(Money.cny(1).share(half)).isEqualTo(Money.cny(1));
        assertThat(Money.cny(-1).share(half)).isEqualTo(Money.cny(-1));
        assertThat(Money.cny(12_850).share(new BigDecimal("0.05"))).isEqualTo(Money.cny(643));
        assertThat(Money.cny(12_849).share(new BigDecimal("0.05"))).isEqualTo(Money.cny(642));
    }

    @Example
    void units_left_over_go_to_the_largest_remainders_the_earlier_first() {
        assertThat(Money.cny(100).splitBy(List.of(1L, 1L, 1L)))
                .containsExactly(Money.cny(34), Money.cny(33), Money.cny(33));
        assertThat(Money.cny(-100).splitBy(List.of(1L, 1L, 1L)))
                .containsExactly(Money.cny(-34), Money.cny(-33), Money.cny(-33));
        assertThat(Money.cny(10).splitBy(List.of(1L, 2L, 4L)))
                .containsExactly(Money.cny(1), Money.cny(3), Money.cny(6));
    }

    @Example
    void weights_that_say_nothing_are_refused() {
        assertThatThrownBy(() -> Money.cny(1).splitBy(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.cny(1).splitBy(List.of(0L))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.cny(1).splitBy(List.of(2L, -1L))).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void currencies_do_not_mix() {
        var dollar = new Money(1, Currency.getInstance("USD"));

        assertThatThrownBy(() -> Money.cny(1).plus(dollar)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.cny(1).minus(dollar)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.cny(1).compareTo(dollar)).isInstanceOf(IllegalArgumentException.class);
    }
}
