package market.graphql;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of trusted documents. */
@Singleton
class TrustedDocumentRepository {

    private final JdbcOperations jdbc;

    TrustedDocumentRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    Optional<TrustedDocument> find(String sha256) {
        return jdbc.prepareStatement("""
                SELECT sha256, document, client, created_at
                  FROM graphql.trusted_document
                 WHERE sha256 = ?
                """, statement -> {
            statement.setString(1, sha256);
            return read(statement).stream().findFirst();
        });
    }

    @Transactional(readOnly = true)
    List<TrustedDocument> page(String after, int limit) {
        return jdbc.prepareStatement("""
                SELECT sha256, document, client, created_at
                  FROM graphql.trusted_document
                 WHERE sha256 > ?
                 ORDER BY sha256
                 LIMIT ?
                """, statement -> {
            statement.setString(1, after);
            statement.setInt(2, limit);
            return read(statement);
        });
    }

    @Transactional
    void insert(TrustedDocument document, UUID staff) {
        jdbc.prepareStatement("""
                INSERT INTO graphql.trusted_document (sha256, document, client, registered_by, created_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT ON CONSTRAINT trusted_document_pk DO NOTHING
                """, statement -> {
            statement.setString(1, document.sha256());
            statement.setString(2, document.document());
            statement.setString(3, document.client());
            statement.setObject(4, staff);
            statement.setObject(5, document.createdAt().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        });
    }

    @Transactional
    void delete(String sha256) {
        jdbc.prepareStatement("DELETE FROM graphql.trusted_document WHERE sha256 = ?", statement -> {
            statement.setString(1, sha256);
            return statement.executeUpdate();
        });
    }

    private static List<TrustedDocument> read(PreparedStatement statement) throws SQLException {
        var documents = new ArrayList<TrustedDocument>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                documents.add(new TrustedDocument(
                        rows.getString("sha256"),
                        rows.getString("document"),
                        rows.getString("client"),
                        rows.getObject("created_at", OffsetDateTime.class).toInstant()));
            }
        }
        return documents;
    }
}
