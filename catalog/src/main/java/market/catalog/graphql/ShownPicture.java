package market.catalog.graphql;

import java.util.List;
import market.catalog.Media;
import market.catalog.Product;
import market.catalog.ProductMedia;
import market.kernel.Language;
import org.jspecify.annotations.Nullable;

/** A picture on a product's page, with the paths that lead to it. */
record ShownPicture(
        String url,
        int width,
        int height,
        String contentType,
        @Nullable String altText,
        List<Size> renditions) {

    /** A picture in one size. */
    record Size(String url, int width, int height, String contentType) {}

    static List<ShownPicture> of(Product product, Language language) {
        return product.media().stream().map(media -> of(media, language)).toList();
    }

    private static ShownPicture of(ProductMedia shown, Language language) {
        var sizes = shown.media().renditions().stream().map(ShownPicture::size).toList();
        var widest = sizes.getLast();
        var altText = shown.altText();
        return new ShownPicture(
                widest.url,
                widest.width,
                widest.height,
                widest.contentType,
                altText == null ? null : altText.in(language),
                sizes);
    }

    private static Size size(Media.Rendition rendition) {
        return new Size("/images/" + rendition.path(), rendition.width(), rendition.height(), rendition.contentType());
    }
}
