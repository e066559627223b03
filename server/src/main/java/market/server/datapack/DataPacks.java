package market.server.datapack;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import market.kernel.Digests;
import market.server.StartRefusedException;

/** Loads the data packs that the database does not hold yet, all in one transaction. */
@Singleton
public class DataPacks {

    private static final String COMMON = "common";
    private static final String MANIFEST = "pack.json";

    private final JdbcOperations jdbc;
    private final PackLoaders loaders;

    DataPacks(JdbcOperations jdbc, PackLoaders loaders) {
        this.jdbc = jdbc;
        this.loaders = loaders;
    }

    /** Loads every pack below the folder, the common one first, unless this very content was loaded before. */
    @Transactional
    public void load(Path folder, Consumer<String> progress) {
        var packs = packs(folder);
        // Two engines that start together on one database load once.
        jdbc.prepareStatement(
                "SELECT pg_advisory_xact_lock(hashtextextended('data packs', 0))", statement -> statement.execute());
        var digest = digest(folder, packs);
        if (digest.equals(loadedDigest())) {
            return;
        }
        var state = new LoadState();
        for (var pack : packs) {
            progress.accept("loading the data pack " + pack.getFileName());
            loaders.load(pack, state);
        }
        state.faults.refuseIfAny();
        jdbc.prepareStatement("INSERT INTO server.loaded_packs (digest) VALUES (?)", statement -> {
            statement.setString(1, digest);
            return statement.executeUpdate();
        });
    }

    private String loadedDigest() {
        return jdbc.prepareStatement(
                "SELECT digest FROM server.loaded_packs ORDER BY created_at DESC LIMIT 1", statement -> {
                    try (var rows = statement.executeQuery()) {
                        return rows.next() ? rows.getString("digest") : "";
                    }
                });
    }

    private static List<Path> packs(Path folder) {
        if (!Files.isDirectory(folder.resolve(COMMON))) {
            throw new StartRefusedException("There are no data packs in " + folder + " (MARKET_DATA_PACKS)");
        }
        try (var children = Files.list(folder)) {
            return children.filter(child -> Files.exists(child.resolve(MANIFEST)))
                    .sorted((a, b) -> sortKey(a).compareTo(sortKey(b)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sortKey(Path pack) {
        var name = LoadState.fileName(pack);
        return name.equals(COMMON) ? "" : name;
    }

    private static String digest(Path folder, List<Path> packs) {
        var text = new StringBuilder();
        for (var pack : packs) {
            try (var files = Files.walk(pack)) {
                files.filter(Files::isRegularFile)
                        .sorted()
                        .forEach(file -> text.append(folder.relativize(file))
                                .append(' ')
                                .append(Digests.sha256Hex(bytes(file)))
                                .append('\n'));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Digests.sha256Hex(text.toString());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
