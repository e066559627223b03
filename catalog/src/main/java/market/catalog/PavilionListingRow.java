package market.catalog;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

@Introspected
record PavilionListingRow(
        UUID pavilionId,
        UUID productId,
        long position,
        boolean isPicked,
        boolean isExcluded,
        @Nullable String titleZh,
        @Nullable String titleEn,
        @Nullable String blurbZh,
        @Nullable String blurbEn) {

    PavilionListing toListing(Product product) {
        return new PavilionListing(
                pavilionId, product, position, isPicked, isExcluded, text(titleZh, titleEn), text(blurbZh, blurbEn));
    }

    private static @Nullable LocalizedText text(@Nullable String zh, @Nullable String en) {
        return zh == null ? null : new LocalizedText(zh, en);
    }
}
