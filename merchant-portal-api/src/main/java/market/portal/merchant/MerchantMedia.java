package market.portal.merchant;

import jakarta.inject.Singleton;
import market.catalog.Media;
import market.catalog.Product;
import market.catalog.ProductMedia;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import market.portal.TextInLanguage;

/** Pictures of a merchant's goods. */
@Singleton
class MerchantMedia implements Resolvers {

    private final MediaMutations mutations;

    MerchantMedia(MediaMutations mutations) {
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.mutation("mediaCreate", mutations::create)
                .payload("MediaCreatePayload", "media")
                .mutation("productMediaSet", mutations::set)
                .payload("ProductMediaSetPayload", "product")
                .field("Product", Product.class, "media", (product, _) -> product.media())
                .field("Media", Media.class, "id", (media, _) -> GlobalId.of("med", media.id()))
                .type("Media", Media.class)
                .type("MediaRendition", Media.Rendition.class)
                .field("MediaRendition", Media.Rendition.class, "url", (size, _) -> "/images/" + size.path())
                .type("ProductMedia", ProductMedia.class)
                .field(
                        "ProductMedia",
                        ProductMedia.class,
                        "altTexts",
                        (shown, _) -> TextInLanguage.ofAny(shown.altText()));
    }
}
