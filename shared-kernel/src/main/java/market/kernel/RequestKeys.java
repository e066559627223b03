package market.kernel;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which requests were already carried out, in the transaction that carried them out: a retry with the same
 * key is answered with the first result, a twin that runs at the same moment waits for the first to commit, and another
 * input under the same key is refused. Nothing is remembered of a deed that was refused or failed.
 */
@Singleton
public class RequestKeys {

    /** How a claim of a key ended. */
    public sealed interface Claim {
        /** The key is new: carry the deed out, then call {@link RequestKeys#complete}. */
        record First() implements Claim {}

        /** The deed was done before; {@code result} is what it was completed with. */
        record Repeated(String result) implements Claim {}

        /** The key was used for another input. */
        record Reused() implements Claim {}
    }

    private final JdbcOperations jdbc;

    RequestKeys(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** What an earlier request under this key came to, without claiming it; empty when there was none. */
    @Transactional
    public Optional<Claim> find(String deed, String principal, String key, String canonicalInput) {
        return readEarlier(deed, principal, key, Digests.sha256Hex(canonicalInput));
    }

    /** Must run inside the deed's transaction. */
    public Claim claim(String deed, String principal, String key, String canonicalInput) {
        var inputHash = Digests.sha256Hex(canonicalInput);
        var inserted = jdbc.prepareStatement("""
                INSERT INTO kernel.request_key (deed, principal, key, input_hash)
                VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, statement -> {
            statement.setString(1, deed);
            statement.setString(2, principal);
            statement.setString(3, key);
            statement.setString(4, inputHash);
            return statement.executeUpdate();
        });
        return inserted == 1
                ? new Claim.First()
                : readEarlier(deed, principal, key, inputHash)
                        .orElseThrow(() -> new IllegalStateException("A claimed request key vanished: " + deed));
    }

    /** Stores the result of a deed whose key this transaction claimed. */
    public void complete(String deed, String principal, String key, String result) {
        jdbc.prepareStatement("""
                UPDATE kernel.request_key
                   SET result = ?
                 WHERE deed = ? AND principal = ? AND key = ?
                """, statement -> {
            statement.setString(1, result);
            statement.setString(2, deed);
            statement.setString(3, principal);
            statement.setString(4, key);
            return statement.executeUpdate();
        });
    }

    private Optional<Claim> readEarlier(String deed, String principal, String key, String inputHash) {
        return jdbc.prepareStatement("""
                SELECT input_hash, result
                  FROM kernel.request_key
                 WHERE deed = ? AND principal = ? AND key = ?
                """, statement -> {
            statement.setString(1, deed);
            statement.setString(2, principal);
            statement.setString(3, key);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(claim(rows.getString("input_hash"), rows.getString("result"), inputHash))
                        : Optional.<Claim>empty();
            }
        });
    }

    private static Claim claim(String earlierHash, @Nullable String result, String inputHash) {
        return earlierHash.equals(inputHash) && result != null ? new Claim.Repeated(result) : new Claim.Reused();
    }
}
