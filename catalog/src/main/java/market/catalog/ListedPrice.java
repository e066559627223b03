package market.catalog;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one price list says of one variant.
 *
 * @param code of the list
 * @param validFrom null when the list always was valid
 * @param validUntil the first moment at which it is not valid any more; null when it stays valid
 * @param createdAt of the list
 * @param versions at most one of which holds at any moment
 */
public record ListedPrice(
        PriceListId list,
        String code,
        Audience audience,
        int priority,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Instant createdAt,
        List<Version> versions) {

    /**
     * Prices that hold until a later version starts.
     *
     * @param startsAt null for the one that holds from the beginning
     * @param tiers by quantity; none when the list has no price of the variant from then on
     */
    public record Version(@Nullable Instant startsAt, List<ListTier> tiers) {

        public Version {
            tiers = List.copyOf(tiers);
        }

        boolean hasStarted(Instant at) {
            return startsAt == null || !startsAt.isAfter(at);
        }

        Instant start() {
            return Objects.requireNonNullElse(startsAt, Instant.MIN);
        }
    }

    /** The first of those that hold is the one that counts: no two lists are equal in this order. */
    static final Comparator<ListedPrice> PRECEDENCE = Comparator.comparing(
                    ListedPrice::audience, Audience.MOST_SPECIFIC_FIRST)
            .thenComparing(Comparator.comparingInt(ListedPrice::priority).reversed())
            .thenComparing(Comparator.comparing(ListedPrice::createdAt).reversed())
            .thenComparing(Comparator.comparing((ListedPrice listed) -> listed.list.value())
                    .reversed());

    public ListedPrice {
        versions = List.copyOf(versions);
    }

    /** Empty when it says nothing at that moment. */
    List<ListTier> tiersAt(Instant at) {
        if (!isValid(at)) {
            return List.of();
        }
        return versions.stream()
                .filter(version -> version.hasStarted(at))
                .max(Comparator.comparing(Version::start))
                .map(Version::tiers)
                .orElse(List.of());
    }

    private boolean isValid(Instant at) {
        return (validFrom == null || !validFrom.isAfter(at)) && (validUntil == null || validUntil.isAfter(at));
    }
}
