package market.merchants;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface StaffAccessRepository extends GenericRepository<StaffAccessRow, UUID> {

    String PERSON = """
            SELECT s.id, s.merchant_id, s.pavilion, s.phone, s.name, s.role, a.password_hash, a.totp_secret,
                   a.totp_confirmed_at IS NOT NULL AS is_totp_on
              FROM merchants.staff AS s
              LEFT JOIN merchants.staff_access AS a ON a.staff_id = s.id
            """;

    /** A person's secret as it is kept. */
    @Introspected
    record SealedSecret(UUID staffId, String totpSecret) {}

    /** Those with a password first. */
    @Query(PERSON + " WHERE s.phone = :wanted AND s.role IN (:roles) ORDER BY a.password_hash IS NULL, s.role LIMIT 4")
    List<StaffAccessRow> findByPhone(String wanted, Collection<StaffRole> roles);

    @Query(PERSON + " WHERE s.id = :id")
    Optional<StaffAccessRow> findById(UUID id);

    @Query("""
            INSERT INTO merchants.staff_access (staff_id, password_hash, is_development)
            VALUES (:staff, :hash, FALSE)
            ON CONFLICT (staff_id) DO UPDATE
               SET password_hash = excluded.password_hash, is_development = FALSE
            """)
    void setPassword(UUID staff, String hash);

    /** Only while nobody else set another one. */
    @Query("""
            UPDATE merchants.staff_access
               SET password_hash = :hash
             WHERE staff_id = :staff AND password_hash = :weak
            """)
    int renewPassword(UUID staff, String weak, String hash);

    @Query("""
            UPDATE merchants.staff_access
               SET totp_secret = :secret, totp_step = 0
             WHERE staff_id = :staff AND totp_confirmed_at IS NULL
            """)
    int enrol(UUID staff, String secret);

    @Query("""
            UPDATE merchants.staff_access
               SET totp_confirmed_at = :at, totp_step = :step
             WHERE staff_id = :staff AND totp_confirmed_at IS NULL AND totp_secret IS NOT NULL
            """)
    int confirm(UUID staff, long step, Instant at);

    /** A code is taken once, and none of before. */
    @Query("""
            UPDATE merchants.staff_access
               SET totp_step = :step
             WHERE staff_id = :staff AND totp_confirmed_at IS NOT NULL AND totp_step < :step
            """)
    int takeStep(UUID staff, long step);

    @Query("""
            UPDATE merchants.staff_access
               SET totp_secret = NULL, totp_confirmed_at = NULL, totp_step = 0
             WHERE staff_id = :staff AND totp_confirmed_at IS NOT NULL
            """)
    int disable(UUID staff);

    @Query("""
            SELECT staff_id, totp_secret
              FROM merchants.staff_access
             WHERE totp_secret IS NOT NULL AND NOT starts_with(totp_secret, :prefix)
             ORDER BY staff_id
             LIMIT :most
            """)
    List<SealedSecret> findSealedOtherwise(String prefix, int most);

    /** Only while it is still the same secret. */
    @Query("""
            UPDATE merchants.staff_access
               SET totp_secret = :sealed
             WHERE staff_id = :staff AND totp_secret = :old
            """)
    int replaceSecret(UUID staff, String old, String sealed);

    @Query("DELETE FROM merchants.staff_recovery_code WHERE staff_id = :staff")
    void deleteRecoveryCodes(UUID staff);

    @Query("INSERT INTO merchants.staff_recovery_code (staff_id, code_hash) VALUES (:staff, :hash)")
    void insertRecoveryCode(UUID staff, String hash);

    @Query("""
            UPDATE merchants.staff_recovery_code
               SET used_at = :at
             WHERE staff_id = :staff AND code_hash = :hash AND used_at IS NULL
            """)
    int takeRecoveryCode(UUID staff, String hash, Instant at);

    @Query("""
            SELECT count(*)
              FROM merchants.staff AS s
             WHERE NOT EXISTS (SELECT 1 FROM merchants.staff_access AS a WHERE a.staff_id = s.id)
            """)
    long countWithoutPassword();

    @Query("""
            SELECT EXISTS (
                   SELECT 1
                     FROM merchants.staff AS s
                     JOIN merchants.staff_access AS a ON a.staff_id = s.id
                    WHERE s.role = 'OPERATOR')
            """)
    boolean hasOperatorWithPassword();

    /** Only where the person has no password yet. */
    @Query("""
            INSERT INTO merchants.staff_access (staff_id, password_hash, is_development)
            VALUES (:staff, :hash, FALSE)
            ON CONFLICT (staff_id) DO NOTHING
            """)
    int setFirstPassword(UUID staff, String hash);

    @Query("SELECT count(*) FROM merchants.staff_access WHERE is_development")
    long countDevelopment();

    @Query("""
            INSERT INTO merchants.staff_access (staff_id, password_hash, is_development)
            SELECT id, :hash, TRUE
              FROM merchants.staff
            ON CONFLICT (staff_id) DO NOTHING
            """)
    void setDevelopmentPassword(String hash);
}
