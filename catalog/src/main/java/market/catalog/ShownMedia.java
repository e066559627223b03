package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** Which pictures products show, in the caller's transaction. */
@Singleton
class ShownMedia {

    private record Place(
            UUID product,
            int position,
            UUID media,
            @Nullable LocalizedText altText) {}

    private final JdbcOperations jdbc;

    ShownMedia(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Those of the pictures that are the merchant's; neither they nor what the products show already are deleted until the
     * transaction ends, and for a day.
     */
    Set<MediaId> keep(MerchantId merchant, Collection<MediaId> wanted, Collection<ProductId> products) {
        // Locked in one order, all at once: two who exchange pictures would wait for each other otherwise.
        return jdbc.prepareStatement("""
                UPDATE catalog.media
                   SET needed_at = now()
                 WHERE id IN (
                       SELECT id
                         FROM catalog.media
                        WHERE merchant_id = ?
                          AND (id = ANY (?)
                               OR id IN (SELECT media_id FROM catalog.product_media WHERE product_id = ANY (?)))
                        ORDER BY id
                          FOR NO KEY UPDATE)
                RETURNING id
                """, statement -> {
            var connection = statement.getConnection();
            statement.setObject(1, merchant.value());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", wanted.stream().map(MediaId::value).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "uuid", products.stream().map(ProductId::value).toArray()));
            try (var rows = statement.executeQuery()) {
                var found = new HashSet<MediaId>();
                while (rows.next()) {
                    found.add(new MediaId(rows.getObject("id", UUID.class)));
                }
                return found;
            }
        });
    }

    /** In place of what the products showed. All of it was {@link #keep kept} before. */
    void replace(Map<ProductId, List<PlacedMedia>> shown) {
        jdbc.prepareStatement("DELETE FROM catalog.product_media WHERE product_id = ANY (?)", statement -> {
            var products = shown.keySet().stream().map(ProductId::value).toArray();
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", products));
            return statement.executeUpdate();
        });
        var places = new ArrayList<Place>();
        shown.forEach((product, media) -> {
            for (var i = 0; i < media.size(); i++) {
                places.add(new Place(
                        product.value(),
                        i,
                        media.get(i).media().value(),
                        media.get(i).altText()));
            }
        });
        if (!places.isEmpty()) {
            insert(places);
        }
    }

    private void insert(List<Place> places) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.product_media (product_id, position, media_id, alt_zh, alt_en)
                SELECT given.*
                  FROM unnest(?, ?, ?, ?, ?) AS given
                """, statement -> {
            var connection = statement.getConnection();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", places.stream().map(Place::product).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", places.stream().map(Place::position).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "uuid", places.stream().map(Place::media).toArray()));
            statement.setArray(4, connection.createArrayOf("text", texts(places, false)));
            statement.setArray(5, connection.createArrayOf("text", texts(places, true)));
            return statement.executeUpdate();
        });
    }

    private static @Nullable Object[] texts(List<Place> places, boolean isEnglish) {
        var texts = new @Nullable Object[places.size()];
        for (var i = 0; i < texts.length; i++) {
            var text = places.get(i).altText();
            texts[i] = text == null ? null : isEnglish ? text.en() : text.zh();
        }
        return texts;
    }
}
