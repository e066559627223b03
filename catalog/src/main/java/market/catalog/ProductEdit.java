package market.catalog;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of many products that are written together, as a change of what is there.
 *
 * @param key the merchant's own key
 * @param expectedVersion null when the caller does not mind what somebody else wrote meanwhile; 0 for one that shall be new
 * @param status null to leave it; a new product is a draft then
 * @param edit makes the product as it shall be out of the one that is there, or null when there is none; may be asked more
 *     than once
 */
public record ProductEdit(
        String key,
        @Nullable Integer expectedVersion,
        @Nullable ProductStatus status,
        Function<@Nullable Product, Edited> edit) {

    /**
     * What came of an edit.
     *
     * @param product null when the faults leave nothing to be written
     * @param media pictures that it shall show, in their order; null to leave them as they are
     */
    public record Edited(
            @Nullable UpsertProduct product, @Nullable List<MediaId> media, List<AttributeFault> faults) {

        public Edited {
            media = media == null ? null : List.copyOf(media);
            faults = List.copyOf(faults);
        }

        public static Edited of(UpsertProduct product) {
            return new Edited(product, null, List.of());
        }

        public static Edited refused(List<AttributeFault> faults) {
            return new Edited(null, null, faults);
        }
    }
}
