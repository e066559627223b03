package market.portal.bulk;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipException;
import market.catalog.CreateMediaOutcome;
import market.catalog.MediaId;
import market.catalog.MediaLibrary;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that rows of files name: of the archive that came with the import, or by the id of one that is there. Each is made
 * once, and what became of it is stored, so whoever carries the import on finds it. Used by the one thread of the worker only.
 */
@Singleton
class ImportMedia {

    // Others wait for their turn.
    private static final Duration STEP = Duration.ofSeconds(3);

    /** What became of a name. */
    sealed interface Found {
        record Made(MediaId media) implements Found {}

        record Faulty(LocalizedText reason) implements Found {}
    }

    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final Uploads uploads;
    private final MediaLibrary library;
    private final ImportProgress progress;
    private @Nullable PictureArchive archive;
    private @Nullable UUID archiveOf;

    ImportMedia(
            JdbcOperations jdbc,
            TransactionOperations<Connection> transactions,
            Uploads uploads,
            MediaLibrary library,
            ImportProgress progress) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.uploads = uploads;
        this.library = library;
        this.progress = progress;
    }

    /** What became of each name; empty when it takes longer than a turn, and is to be asked again. */
    Optional<Map<String, Found>> find(ImportLease lease, Collection<String> names) {
        var found = new HashMap<String, Found>();
        for (var name : names) {
            GlobalId.parse("med", name).ifPresent(id -> found.put(name, new Found.Made(new MediaId(id))));
        }
        if (found.size() < names.size()) {
            found.putAll(transactions.executeRead(_ -> stored(lease.work().id(), names)));
        }
        return found.size() == names.size() || make(lease, names, found) ? Optional.of(found) : Optional.empty();
    }

    private boolean make(ImportLease lease, Collection<String> names, Map<String, Found> found) {
        try {
            var opened = open(lease);
            var until = System.nanoTime() + STEP.toNanos();
            for (var name : names) {
                if (found.containsKey(name)) {
                    continue;
                }
                var made = System.nanoTime() > until ? Optional.<Found>empty() : make(lease, opened, name);
                if (made.isEmpty()) {
                    return false;
                }
                store(lease, name, made.get());
                found.put(name, made.get());
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Found> make(ImportLease lease, @Nullable PictureArchive opened, String name) throws IOException {
        var fault = fault(lease, opened, name);
        if (opened == null || fault != null) {
            return Optional.ofNullable(fault);
        }
        try {
            return switch (library.create(
                    lease.work().merchant(), lease.work().mediaUploadId() + "/" + name, () -> opened.read(name))) {
                case CreateMediaOutcome.Created created ->
                    Optional.of(new Found.Made(created.media().id()));
                case CreateMediaOutcome.Unfit unfit ->
                    Optional.of(new Found.Faulty(named(name, unfit.fault().reason())));
                case CreateMediaOutcome.Busy _ -> Optional.empty();
            };
        } catch (ZipException | EOFException _) {
            return Optional.of(
                    faulty(name + "：压缩包中的这个文件已损坏或已加密", name + ": the file is broken or encrypted in the archive"));
        }
    }

    private static @Nullable Found fault(ImportLease lease, @Nullable PictureArchive opened, String name) {
        if (!PictureArchive.isPlain(name)) {
            return faulty(name + "：文件名不能含有 ..、反斜杠、盘符或以 / 开头", name + ": a name must not lead out of the archive");
        }
        if (lease.work().mediaUploadId() == null) {
            return faulty(name + "：导入时没有提供图片压缩包", name + ": no archive came with the import");
        }
        if (opened == null) {
            return faulty(name + "：图片压缩包无法读取，须为 ZIP", name + ": the archive cannot be read; it has to be a ZIP");
        }
        if (opened.isAmbiguous(name)) {
            return faulty(name + "：压缩包中有多个同名文件", name + ": the archive has more than one file of that name");
        }
        return opened.has(name) ? null : faulty(name + "：压缩包中没有这个文件", name + ": the archive has no such file");
    }

    private static LocalizedText named(String name, LocalizedText reason) {
        return new LocalizedText(name + "：" + reason.zh(), name + ": " + reason.en());
    }

    private static Found faulty(String zh, String en) {
        return new Found.Faulty(new LocalizedText(zh, en));
    }

    /** The archive of the import, which stays open for its next steps; null when there is none that can be read. */
    private @Nullable PictureArchive open(ImportLease lease) throws IOException {
        var upload = lease.work().mediaUploadId();
        if (archive != null && lease.work().id().equals(archiveOf)) {
            return archive;
        }
        close();
        var attempt = upload == null
                ? null
                : uploads.find(upload, lease.work().merchant())
                        .map(Upload::attempt)
                        .orElse(null);
        if (attempt == null) {
            return null;
        }
        var file = Files.createTempFile("techan-import-", ".zip");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
                uploads.copy(attempt, out);
            }
            archive = PictureArchive.open(file.toFile());
            archiveOf = lease.work().id();
        } catch (ZipException | IllegalArgumentException _) {
            // Told of every picture that is wanted of it.
            archive = null;
        } finally {
            Files.deleteIfExists(file);
        }
        return archive;
    }

    private Map<String, Found> stored(UUID importId, Collection<String> names) {
        return jdbc.prepareStatement("""
                SELECT name, media_id, reason_zh, reason_en
                  FROM portal.import_media
                 WHERE import_id = ? AND name = ANY (?)
                """, statement -> {
            statement.setObject(1, importId);
            statement.setArray(2, statement.getConnection().createArrayOf("text", names.toArray()));
            try (var rows = statement.executeQuery()) {
                var stored = new HashMap<String, Found>();
                while (rows.next()) {
                    var media = rows.getObject("media_id", UUID.class);
                    stored.put(
                            rows.getString("name"),
                            media == null
                                    ? faulty(rows.getString("reason_zh"), rows.getString("reason_en"))
                                    : new Found.Made(new MediaId(media)));
                }
                return stored;
            }
        });
    }

    private void store(ImportLease lease, String name, Found found) {
        var media = found instanceof Found.Made made ? made.media().value() : null;
        var reason = found instanceof Found.Faulty faulty ? faulty.reason() : null;
        transactions.executeWrite(_ -> {
            progress.read(lease, 0, 0);
            return jdbc.prepareStatement("""
                    INSERT INTO portal.import_media (import_id, name, media_id, reason_zh, reason_en)
                    VALUES (?, ?, ?, ?, ?)
                    """, statement -> {
                statement.setObject(1, lease.work().id());
                statement.setString(2, name);
                statement.setObject(3, media);
                statement.setString(4, reason == null ? null : reason.zh());
                statement.setString(5, reason == null ? null : reason.en());
                return statement.executeUpdate();
            });
        });
    }

    /** Lets go of the archive of an import that needs it no more. */
    void release(ImportLease lease) {
        if (lease.work().id().equals(archiveOf)) {
            close();
        }
    }

    @PreDestroy
    void close() {
        try {
            if (archive != null) {
                archive.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            archive = null;
            archiveOf = null;
        }
    }
}
