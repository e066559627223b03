package market.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.MerchantId;

/**
 * Pictures that merchants sent. One comes into being whole, with all sizes that are served, or not at all; what it was made of
 * names it, so whoever asks again gets the same.
 */
@Singleton
public class MediaLibrary {

    /** Largest file that is taken. */
    public static final int BYTES_MAX = PictureFile.BYTES_MAX;

    static final TypeReference<List<Media.Rendition>> RENDITIONS = new TypeReference<>() {};

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Gives the file; asked only once there is a place for it. */
    @FunctionalInterface
    public interface Content {
        byte[] read() throws IOException;
    }

    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final Pictures pictures;
    private final Ids ids;
    // Making pictures keeps a processor busy, and requests are to be answered meanwhile.
    private final Semaphore places =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    // However many are made at once, not more than the pixels of one picture of the largest size are in memory.
    private final Semaphore pixels = new Semaphore(PictureFile.PIXELS_MAX, true);

    MediaLibrary(JdbcOperations jdbc, TransactionOperations<Connection> transactions, Pictures pictures, Ids ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.pictures = pictures;
        this.ids = ids;
    }

    /**
     * Makes a picture, or finds the one that was made of the same before.
     *
     * @param source what it is made of, in the words of the caller; once per merchant
     */
    public CreateMediaOutcome create(MerchantId merchant, String source, Content content) throws IOException {
        var known = find(merchant, source);
        if (known.isPresent()) {
            return new CreateMediaOutcome.Created(known.get());
        }
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new CreateMediaOutcome.Busy();
            }
            try {
                // Somebody else may have made it while this one waited.
                var made = find(merchant, source);
                return made.isPresent()
                        ? new CreateMediaOutcome.Created(made.get())
                        : make(merchant, source, content.read());
            } finally {
                places.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new CreateMediaOutcome.Busy();
        }
    }

    private CreateMediaOutcome make(MerchantId merchant, String source, byte[] bytes) throws InterruptedException {
        List<PictureRenderer.Rendered> rendered;
        try {
            var file = PictureFile.of(bytes);
            var size = file.width() * file.height();
            if (!pixels.tryAcquire(size, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new CreateMediaOutcome.Busy();
            }
            try {
                rendered = PictureRenderer.render(file);
            } finally {
                pixels.release(size);
            }
        } catch (UnfitPictureException e) {
            return new CreateMediaOutcome.Unfit(e.fault());
        }
        transactions.executeWrite(_ -> {
            store(merchant, source, rendered);
            return source;
        });
        return new CreateMediaOutcome.Created(find(merchant, source).orElseThrow());
    }

    /** Nothing when somebody else made the same meanwhile. */
    private void store(MerchantId merchant, String source, List<PictureRenderer.Rendered> rendered) {
        var id = ids.next();
        var folder = "media/" + id + "/";
        var renditions = rendered.stream().map(each -> each.at(folder)).toList();
        var stored = jdbc.prepareStatement("""
                INSERT INTO catalog.media (id, merchant_id, source, renditions)
                VALUES (?, ?, ?, ?::jsonb)
                ON CONFLICT (merchant_id, source) DO NOTHING
                """, statement -> {
            statement.setObject(1, id);
            statement.setObject(2, merchant.value());
            statement.setString(3, source);
            statement.setString(4, Json.write(renditions));
            return statement.executeUpdate();
        });
        for (var i = 0; stored == 1 && i < renditions.size(); i++) {
            pictures.add(new MediaId(id), renditions.get(i), rendered.get(i).bytes());
        }
    }

    private Optional<Media> find(MerchantId merchant, String source) {
        return Optional.ofNullable(findBySources(merchant, List.of(source)).get(source));
    }

    /** By what they were made of; what is not there is left out. */
    public Map<String, Media> findBySources(MerchantId merchant, Collection<String> sources) {
        return transactions.executeRead(_ -> jdbc.prepareStatement("""
                SELECT id, source, CAST(renditions AS text) AS renditions
                  FROM catalog.media
                 WHERE merchant_id = ? AND source = ANY (?)
                """, statement -> {
            statement.setObject(1, merchant.value());
            statement.setArray(2, statement.getConnection().createArrayOf("text", sources.toArray()));
            try (var rows = statement.executeQuery()) {
                var found = new HashMap<String, Media>();
                while (rows.next()) {
                    found.put(rows.getString("source"), media(rows));
                }
                return found;
            }
        }));
    }

    @Transactional(readOnly = true)
    public Optional<Media> find(MediaId id, MerchantId merchant) {
        return jdbc.prepareStatement("""
                SELECT id, CAST(renditions AS text) AS renditions
                  FROM catalog.media
                 WHERE id = ? AND merchant_id = ?
                """, statement -> {
            statement.setObject(1, id.value());
            statement.setObject(2, merchant.value());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(media(rows)) : Optional.<Media>empty();
            }
        });
    }

    private static Media media(ResultSet rows) throws SQLException {
        return new Media(
                new MediaId(rows.getObject("id", UUID.class)), Json.read(rows.getString("renditions"), RENDITIONS));
    }

    /** Those that no product shows, a day after somebody needed them; pages that show them still may lie in caches so long. */
    @Scheduled(initialDelay = "14m", fixedDelay = "1h")
    @Transactional
    int deleteOld() {
        return jdbc.prepareStatement("""
                DELETE FROM catalog.media AS m
                 WHERE m.needed_at < now() - interval '1 day'
                   AND NOT EXISTS (SELECT 1 FROM catalog.product_media AS shown WHERE shown.media_id = m.id)
                """, PreparedStatement::executeUpdate);
    }
}
