package market.merchants;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * An administrative division.
 *
 * @param code GB/T 2260 code of 2, 4 or 6 digits, 9 for a township, 12 for a village
 */
@MappedEntity(value = "region", schema = "merchants")
public record Region(
        @Id String code,
        String name,
        RegionLevel level,
        @Nullable String parent) {

    /** Municipalities have a placeholder between themselves and their counties that no path shows. */
    public boolean isPlaceholder() {
        return level == RegionLevel.CITY && (name.equals("市辖区") || name.equals("县"));
    }
}
