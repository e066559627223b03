package market.merchants;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Set;
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

    private static final Set<String> PLACEHOLDERS = Set.of("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划");

    /** Where no city stands between a province and its counties, the code has a placeholder that no path shows. */
    public boolean isPlaceholder() {
        return level == RegionLevel.CITY && PLACEHOLDERS.contains(name);
    }
}
