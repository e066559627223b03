package market.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where things are.
 *
 * @param url an engine that runs already; empty starts one
 */
record BenchSettings(Optional<URI> url, Path data, Path results, Path dataPacks, Path elasticsearchZip, String path) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    static BenchSettings from(Map<String, String> environment) {
        var target = Path.of(environment.getOrDefault("MARKET_BENCH_TARGET", "benchmarks/target"));
        return new BenchSettings(
                Optional.ofNullable(environment.get("MARKET_URL")).map(BenchSettings::loopback),
                Path.of(environment.getOrDefault(
                        "MARKET_DATA", target.resolve("data").toString())),
                target,
                Path.of(environment.getOrDefault("MARKET_DATA_PACKS", "data-packs")),
                Path.of(environment.getOrDefault("MARKET_ELASTICSEARCH_ZIP", "elasticsearch.zip")),
                environment.getOrDefault("PATH", ""));
    }

    /** Load is for one's own machine only. */
    private static URI loopback(String text) {
        var url = URI.create(text);
        if (url.getHost() == null || !LOOPBACK.contains(url.getHost())) {
            throw new BenchmarkException("MARKET_URL must be on this machine, not \"" + text + "\"");
        }
        return url.getPort() > 0 ? url : URI.create(url.getScheme() + "://" + url.getHost() + ":80");
    }

    /** The same with a shop of its own, on a data folder of its own. */
    BenchSettings of(String name, Path packs) {
        return new BenchSettings(url, data.resolveSibling(name + "-data"), results, packs, elasticsearchZip, path);
    }

    /** Begins with nothing but the unpacked services. */
    void empty() throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        try (var folders = Files.list(data)) {
            for (var folder : folders.filter(each -> !each.endsWith("software")).toList()) {
                try (var files = Files.walk(folder)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /** Where judged queries and recipes are. */
    Path judged(String file) {
        return dataPacks.resolveSibling("benchmarks").resolve("search").resolve(file);
    }

    /** A program of the PATH. */
    Optional<Path> program(String name) {
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
