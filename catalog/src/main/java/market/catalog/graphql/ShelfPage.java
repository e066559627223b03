package market.catalog.graphql;

import java.util.List;
import market.catalog.PavilionListing;
import market.catalog.Product;
import market.graphql.Connection;
import market.graphql.Paging;
import market.kernel.Cursor;
import market.kernel.Language;
import market.kernel.LocalizedText;
import market.kernel.Slice;
import org.jspecify.annotations.Nullable;

/** A page of what a pavilion shows, with what its curator says of the goods. */
record ShelfPage(List<Edge> edges, Connection.PageInfo pageInfo) {

    static final String ORDER = "listings";

    /** A product, and the curator's own words in the language of the answer. */
    record Edge(
            String cursor,
            Product node,
            @Nullable String title,
            @Nullable String blurb) {}

    static ShelfPage of(Slice<PavilionListing> slice, Paging paging, Language language) {
        var page = Connection.of(slice, paging, ShelfPage::cursor);
        var edges = slice.items().stream()
                .map(listing -> new Edge(
                        cursor(listing).encode(),
                        listing.product(),
                        text(listing.title(), language),
                        text(listing.blurb(), language)))
                .toList();
        return new ShelfPage(edges, page.pageInfo());
    }

    private static Cursor cursor(PavilionListing listing) {
        return Cursor.of(
                ORDER,
                Long.toString(listing.position()),
                listing.product().id().value().toString());
    }

    private static @Nullable String text(@Nullable LocalizedText text, Language language) {
        return text == null ? null : text.in(language);
    }
}
