package market.merchants;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface CredentialRepository extends GenericRepository<CredentialRow, UUID> {

    @Query("""
            SELECT id, merchant_id, staff_id, pavilion, name, prefix, secret_hash, scopes, expires_at, revoked_at
              FROM merchants.credential
             WHERE secret_hash = :secretHash
            """)
    Optional<CredentialRow> findByHash(String secretHash);

    @Query("""
            INSERT INTO merchants.credential (id, merchant_id, staff_id, pavilion, name, prefix, secret_hash, scopes,
                   expires_at, revoked_at)
            VALUES (:id, :merchantId, :staffId, :pavilion, :name, :prefix, :secretHash, :scopes, :expiresAt, :revokedAt)
            ON CONFLICT (secret_hash) DO NOTHING
            """)
    void insert(CredentialRow row);

    @Query("""
            SELECT count(*)
              FROM merchants.credential
             WHERE prefix LIKE :prefix AND revoked_at IS NULL AND expires_at > :at
            """)
    long countLive(String prefix, Instant at);

    @Query("""
            UPDATE merchants.credential
               SET revoked_at = :at
             WHERE id = :id AND merchant_id = :merchant AND revoked_at IS NULL
            """)
    int revoke(UUID merchant, UUID id, Instant at);
}
