package market.catalog;

import java.util.List;
import market.kernel.MerchantId;

/**
 * A merchant says which pictures one of its products shows.
 *
 * @param media all of them, in their order; at most {@link ProductMedia#MEDIA_MAX}, each once
 */
public record SetMedia(MerchantId merchant, ProductId product, List<PlacedMedia> media, int expectedVersion) {

    public SetMedia {
        media = List.copyOf(media);
    }
}
