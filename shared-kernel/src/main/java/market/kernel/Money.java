package market.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An exact amount in minor units (fen for CNY) of one currency. All arithmetic is checked: an overflow is an
 * {@link ArithmeticException}, never a wrong sum. Every division says where the remainder goes.
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

    private static final Currency CNY = Currency.getInstance("CNY");

    public static Money cny(long fen) {
        return new Money(fen, CNY);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** Parses major units such as {@code 12.50}; refuses more decimals than the currency has. */
    public static Money ofMajor(String major, String currencyCode) {
        return ofMajor(new BigDecimal(major), currencyCode);
    }

    public static Money ofMajor(BigDecimal major, String currencyCode) {
        var currency = Currency.getInstance(currencyCode);
        return new Money(
                major.movePointRight(currency.getDefaultFractionDigits()).longValueExact(), currency);
    }

    public static Money sum(Collection<Money> parts, Currency currency) {
        return parts.stream().reduce(zero(currency), Money::plus);
    }

    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.subtractExact(minor, other.minor), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(minor, factor), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    /** The share {@code rate} of this amount, rounded half up to the minor unit; the rest stays with the caller. */
    public Money share(BigDecimal rate) {
        return new Money(
                BigDecimal.valueOf(minor)
                        .multiply(rate)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact(),
                currency);
    }

    /** This amount for {@code per} of something when it is the price of {@code of} of it, rounded half up. */
    public Money proportion(long per, long of) {
        return share(BigDecimal.valueOf(per).divide(BigDecimal.valueOf(of), 12, RoundingMode.HALF_UP));
    }

    /** This amount for {@code part} of {@code whole}, rounded towards zero: many small parts never make more than the whole. */
    public Money portion(long part, long whole) {
        var product = BigInteger.valueOf(minor).multiply(BigInteger.valueOf(part));
        return new Money(product.divide(BigInteger.valueOf(whole)).longValueExact(), currency);
    }

    /**
     * Splits by weights so that the parts sum to this amount exactly: each part is rounded towards zero and the
     * remaining minor units go one by one to the parts with the largest remainders, earlier ones first.
     */
    public List<Money> splitBy(List<Long> weights) {
        var totalWeight = weights.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
        if (totalWeight <= 0 || weights.stream().anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException("Weights must not be negative and must not sum to zero: " + weights);
        }
        var exact = weights.stream()
                .map(weight -> BigDecimal.valueOf(minor).multiply(BigDecimal.valueOf(weight)))
                .toList();
        var divisor = BigDecimal.valueOf(totalWeight);
        var parts = new ArrayList<>(exact.stream()
                .map(value -> value.divideToIntegralValue(divisor).longValueExact())
                .toList());
        var rest = minor - parts.stream().mapToLong(Long::longValue).sum();
        var byRemainder = IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer i) -> exact.get(i).remainder(divisor).abs())
                        .reversed())
                .toList();
        for (var i = 0; i < Math.abs(rest); i++) {
            int part = byRemainder.get(i);
            parts.set(part, parts.get(part) + Long.signum(rest));
        }
        return parts.stream().map(part -> new Money(part, currency)).toList();
    }

    public boolean isNegative() {
        return minor < 0;
    }

    public boolean isZero() {
        return minor == 0;
    }

    /** Major units without grouping, such as {@code 12.50}. */
    public String toMajor() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        requireSameCurrency(other);
        return Long.compare(minor, other.minor);
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot mix " + currency + " with " + other.currency);
        }
    }
}
