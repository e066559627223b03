package market.catalog;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** A {@link ListedPrice} as PostgreSQL puts it together. */
record ListedPriceJson(
        UUID list,
        String code,
        String currency,
        @Nullable String customerGroup,
        @Nullable String company,
        @Nullable String channel,
        @Nullable String pavilion,
        int priority,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Instant createdAt,
        List<VersionJson> prices) {

    /** Of a list {@code l} and its entry {@code e}. */
    static final String SQL = """
            jsonb_build_object('list', l.id, 'code', l.code, 'currency', l.currency, 'customerGroup', l.customer_group,
                'company', l.company, 'channel', l.channel, 'pavilion', l.pavilion, 'priority', l.priority,
                'validFrom', l.valid_from, 'validUntil', l.valid_until, 'createdAt', l.created_at, 'prices', e.prices)
            """;

    /** As {@code price_list_entry.prices} has it. */
    record VersionJson(@Nullable Instant startsAt, List<TierJson> tiers) {

        static VersionJson of(ListedPrice.Version version) {
            return new VersionJson(
                    version.startsAt(),
                    version.tiers().stream().map(TierJson::of).toList());
        }

        ListedPrice.Version toVersion(Currency money) {
            return new ListedPrice.Version(
                    startsAt, tiers.stream().map(tier -> tier.toTier(money)).toList());
        }
    }

    record TierJson(
            long minQuantity,
            long priceMinor,
            @Nullable Long step,
            @Nullable Long maxQuantity) {

        static TierJson of(ListTier tier) {
            return new TierJson(tier.minQuantity(), tier.price().minor(), tier.step(), tier.maxQuantity());
        }

        ListTier toTier(Currency money) {
            return new ListTier(minQuantity, new Money(priceMinor, money), step, maxQuantity);
        }
    }

    ListedPrice toListed() {
        var money = Currency.getInstance(currency);
        return new ListedPrice(
                new PriceListId(list),
                code,
                new Audience(customerGroup, company, channel, pavilion),
                priority,
                validFrom,
                validUntil,
                createdAt,
                prices.stream().map(version -> version.toVersion(money)).toList());
    }
}
