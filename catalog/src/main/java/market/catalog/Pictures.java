package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Optional;
import market.kernel.Digests;

/** Pictures of goods, kept in the database so that every copy of the engine serves the same. */
@Singleton
public class Pictures {

    private final JdbcOperations jdbc;

    Pictures(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a picture under its path, or replaces it. */
    @Transactional
    public void store(String path, String contentType, byte[] bytes) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.picture (path, content_type, bytes, sha256)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE
                   SET content_type = excluded.content_type, bytes = excluded.bytes, sha256 = excluded.sha256
                """, statement -> {
            statement.setString(1, path);
            statement.setString(2, contentType);
            statement.setBytes(3, bytes);
            statement.setString(4, Digests.sha256Hex(bytes));
            return statement.executeUpdate();
        });
    }

    /** A size of a picture that a merchant sent, under a path that no other picture ever has; in the caller's transaction. */
    void add(MediaId media, Media.Rendition rendition, byte[] bytes) {
        jdbc.prepareStatement("""
                INSERT INTO catalog.picture (path, content_type, bytes, sha256, media_id)
                VALUES (?, ?, ?, ?, ?)
                """, statement -> {
            statement.setString(1, rendition.path());
            statement.setString(2, rendition.contentType());
            statement.setBytes(3, bytes);
            statement.setString(4, Digests.sha256Hex(bytes));
            statement.setObject(5, media.value());
            return statement.executeUpdate();
        });
    }

    @Transactional
    public Optional<Picture> find(String path) {
        return jdbc.prepareStatement("""
                SELECT content_type, bytes, sha256, media_id IS NOT NULL AS is_final
                  FROM catalog.picture
                 WHERE path = ?
                """, statement -> {
            statement.setString(1, path);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Picture(
                                rows.getString("content_type"),
                                rows.getBytes("bytes"),
                                rows.getString("sha256"),
                                rows.getBoolean("is_final")))
                        : Optional.empty();
            }
        });
    }
}
