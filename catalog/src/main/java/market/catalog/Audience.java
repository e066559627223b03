package market.catalog;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Whom the prices of a list are for. What is null is open to all; the rest must all hold.
 *
 * @param company of a business buyer, as it is registered
 * @param channel {@link Purchase#STOREFRONT} or the name of another one
 * @param pavilion handle
 */
public record Audience(
        @Nullable String customerGroup,
        @Nullable String company,
        @Nullable String channel,
        @Nullable String pavilion) {

    /** Company before pavilion and channel, where two count more than one, before group, before none of them. */
    static final Comparator<Audience> MOST_SPECIFIC_FIRST = Comparator.comparingInt(
                    (Audience audience) -> count(audience.company))
            .thenComparingInt(audience -> count(audience.pavilion) + count(audience.channel))
            .thenComparingInt(audience -> count(audience.customerGroup))
            .reversed();

    boolean includes(Purchase purchase) {
        return isOpenOr(customerGroup, purchase.customerGroup())
                && isOpenOr(company, purchase.company())
                && isOpenOr(channel, purchase.channel())
                && isOpenOr(pavilion, purchase.pavilion());
    }

    /** Whether it is for some only; an open one is less specific than prices for a customer group. */
    boolean isNarrow() {
        return customerGroup != null || company != null || channel != null || pavilion != null;
    }

    private static boolean isOpenOr(@Nullable String wanted, @Nullable String given) {
        return wanted == null || wanted.equals(given);
    }

    private static int count(@Nullable String named) {
        return named == null ? 0 : 1;
    }
}
