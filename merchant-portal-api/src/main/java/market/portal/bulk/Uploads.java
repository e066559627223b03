package market.portal.bulk;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Digests;
import market.kernel.Ids;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Files that merchants send by a link. They come in part by part, each stored by itself, and count once the last one is there:
 * any copy of the engine can read them then.
 */
@Singleton
public class Uploads {

    /** Largest file that is taken. */
    public static final long BYTES_MAX = 512L << 20;

    private static final int PART_BYTES = 1 << 20;
    private static final Duration LIFE = Duration.ofHours(24);

    /** A link that is good for one file. */
    public record Link(Upload upload, UUID secret) {}

    /** How a file that was sent fared. */
    public enum Received {
        STORED,
        UNKNOWN,
        ALREADY_THERE,
        TOO_LARGE,
        OTHER_CHECKSUM
    }

    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final Ids ids;
    private final Clock clock;

    Uploads(JdbcOperations jdbc, TransactionOperations<Connection> transactions, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Opens a link; only its holder can send the file, and only once. */
    @Transactional
    public Link create(MerchantId merchant, String fileName, @Nullable String sha256) {
        var secret = ids.secret();
        var upload = new Upload(
                ids.next(),
                merchant,
                fileName,
                sha256,
                null,
                null,
                null,
                clock.instant().plus(LIFE));
        jdbc.prepareStatement("""
                INSERT INTO portal.upload (id, merchant_id, secret_sha256, file_name, wanted_sha256, expires_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, statement -> {
            statement.setObject(1, upload.id());
            statement.setObject(2, merchant.value());
            statement.setString(3, Digests.sha256Hex(secret.toString()));
            statement.setString(4, fileName);
            statement.setString(5, sha256);
            statement.setObject(6, OffsetDateTime.ofInstant(upload.expiresAt(), ZoneOffset.UTC));
            return statement.executeUpdate();
        });
        return new Link(upload, secret);
    }

    @Transactional(readOnly = true)
    public Optional<Upload> find(UUID id, MerchantId merchant) {
        return find("id = ? AND merchant_id = ?", id, merchant.value());
    }

    /** Whether a link is known and still waits for its file. */
    public Received state(UUID secret) {
        return transactions
                .executeRead(_ -> find(secret))
                .map(upload -> upload.attempt() == null ? Received.STORED : Received.ALREADY_THERE)
                .orElse(Received.UNKNOWN);
    }

    /** Takes a file in. Of two that come by one link, the first that is whole counts; what broke off leaves no file. */
    public Received receive(UUID secret, InputStream in) throws IOException {
        var known = transactions.executeRead(_ -> find(secret));
        if (known.isEmpty()) {
            return Received.UNKNOWN;
        }
        var upload = known.get();
        if (upload.attempt() != null) {
            return Received.ALREADY_THERE;
        }
        var attempt = ids.next();
        var received = Received.UNKNOWN;
        try {
            received = store(upload, attempt, in);
            return received;
        } finally {
            if (received != Received.STORED) {
                forget(attempt);
            }
        }
    }

    private Received store(Upload upload, UUID attempt, InputStream in) throws IOException {
        var digest = sha256();
        var bytes = 0L;
        var position = 0;
        for (var part = in.readNBytes(PART_BYTES); part.length > 0; part = in.readNBytes(PART_BYTES)) {
            bytes += part.length;
            if (bytes > BYTES_MAX) {
                return Received.TOO_LARGE;
            }
            digest.update(part);
            storePart(upload, attempt, position++, part);
        }
        var sha256 = HexFormat.of().formatHex(digest.digest());
        if (upload.wantedSha256() != null && !upload.wantedSha256().equals(sha256)) {
            return Received.OTHER_CHECKSUM;
        }
        return finish(upload, attempt, bytes, sha256) ? Received.STORED : Received.ALREADY_THERE;
    }

    private void storePart(Upload upload, UUID attempt, int position, byte[] part) {
        transactions.executeWrite(_ -> jdbc.prepareStatement("""
                INSERT INTO portal.upload_part (attempt, position, upload_id, bytes)
                VALUES (?, ?, ?, ?)
                """, statement -> {
            statement.setObject(1, attempt);
            statement.setInt(2, position);
            statement.setObject(3, upload.id());
            statement.setBytes(4, part);
            return statement.executeUpdate();
        }));
    }

    private boolean finish(Upload upload, UUID attempt, long bytes, String sha256) {
        return transactions.executeWrite(_ -> jdbc.prepareStatement("""
                UPDATE portal.upload
                   SET attempt = ?, bytes = ?, sha256 = ?
                 WHERE id = ? AND attempt IS NULL
                """, statement -> {
                    statement.setObject(1, attempt);
                    statement.setLong(2, bytes);
                    statement.setString(3, sha256);
                    statement.setObject(4, upload.id());
                    return statement.executeUpdate();
                }))
                == 1;
    }

    /** Part by part, so that no more than one is in memory. */
    void copy(UUID attempt, OutputStream out) throws IOException {
        var position = 0;
        for (var part = part(attempt, position); part.isPresent(); part = part(attempt, ++position)) {
            out.write(part.get());
        }
    }

    /** The first so many bytes of a file at most; for files that have to be in memory as a whole. */
    public byte[] bytes(UUID attempt, int bytesMax) {
        var bytes = new ByteArrayOutputStream();
        var position = 0;
        for (var part = part(attempt, position);
                part.isPresent() && bytes.size() < bytesMax;
                part = part(attempt, ++position)) {
            bytes.write(part.get(), 0, Math.min(part.get().length, bytesMax - bytes.size()));
        }
        return bytes.toByteArray();
    }

    private Optional<byte[]> part(UUID attempt, int position) {
        return transactions.executeRead(_ -> jdbc.prepareStatement(
                "SELECT bytes FROM portal.upload_part WHERE attempt = ? AND position = ?", statement -> {
                    statement.setObject(1, attempt);
                    statement.setInt(2, position);
                    try (var rows = statement.executeQuery()) {
                        return rows.next() ? Optional.of(rows.getBytes("bytes")) : Optional.<byte[]>empty();
                    }
                }));
    }

    /** Its content; who sent it still finds that it came in. */
    public void forget(UUID attempt) {
        transactions.executeWrite(
                _ -> jdbc.prepareStatement("DELETE FROM portal.upload_part WHERE attempt = ?", statement -> {
                    statement.setObject(1, attempt);
                    return statement.executeUpdate();
                }));
    }

    /** Files that nothing was made of within a day, and what was left of those that broke off. */
    @Scheduled(initialDelay = "12m", fixedDelay = "1h")
    @Transactional
    int deleteOld() {
        return jdbc.prepareStatement("""
                DELETE FROM portal.upload AS u
                 WHERE u.expires_at < now()
                   AND NOT EXISTS (
                       SELECT 1
                         FROM portal.product_import AS i
                        WHERE (i.upload_id = u.id AND i.state = 'READING')
                           OR (i.media_upload_id = u.id AND i.state IN ('READING', 'CHECKING', 'APPLYING')))
                """, statement -> statement.executeUpdate());
    }

    private Optional<Upload> find(UUID secret) {
        return find("secret_sha256 = ? AND expires_at > now()", Digests.sha256Hex(secret.toString()));
    }

    private Optional<Upload> find(String condition, Object... values) {
        return jdbc.prepareStatement("""
                SELECT id, merchant_id, file_name, wanted_sha256, attempt, bytes, sha256, expires_at
                  FROM portal.upload
                 WHERE\s""" + condition, statement -> {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(upload(rows)) : Optional.<Upload>empty();
            }
        });
    }

    private static Upload upload(ResultSet rows) throws SQLException {
        return new Upload(
                rows.getObject("id", UUID.class),
                new MerchantId(rows.getObject("merchant_id", UUID.class)),
                rows.getString("file_name"),
                rows.getString("wanted_sha256"),
                rows.getObject("attempt", UUID.class),
                rows.getObject("bytes", Long.class),
                rows.getString("sha256"),
                rows.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
