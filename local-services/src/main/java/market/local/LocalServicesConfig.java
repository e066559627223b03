package market.local;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What to start and where.
 *
 * @param dataFolder everything the services keep; one engine at a time may use it
 * @param elasticsearchZip the server's distribution; only read when Elasticsearch is wanted and not yet unpacked
 * @param progress is told, one line at a time and from several threads, what takes long
 */
public record LocalServicesConfig(
        Path dataFolder, Set<LocalService> wanted, Path elasticsearchZip, Consumer<String> progress) {

    public LocalServicesConfig {
        dataFolder = dataFolder.toAbsolutePath().normalize();
        elasticsearchZip = elasticsearchZip.toAbsolutePath().normalize();
        wanted = Set.copyOf(wanted);
    }
}
