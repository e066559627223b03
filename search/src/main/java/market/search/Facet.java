package market.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property by which hits can be narrowed. The counts of a facet disregard the filter on that facet itself, so that a
 * shopper can choose more of its values.
 *
 * @param code the attribute's code, or the kind's own
 * @param label in the language of the query
 */
public record Facet(String code, String label, FacetKind kind, List<FacetValue> values) {

    /** More would not be read. */
    public static final int VALUES_MAX = 50;

    public Facet {
        values = List.copyOf(values);
    }

    /**
     * One value.
     *
     * @param value for filters
     * @param label in the language of the query
     * @param parent the value that this one lies within; null where values do not lie within one another
     * @param count hits with this value, as if nothing of this facet were selected
     */
    public record FacetValue(
            String value, String label, @Nullable String parent, long count, boolean isSelected) {}
}
