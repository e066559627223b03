package market.server.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import market.local.testing.TestServices;

/**
 * The command of an engine in a process of its own. The first that ends in order leaves an archive of the classes it read, by
 * which the next ones start in half the time.
 */
final class EngineCommand {

    private static final Path FOLDER = TestServices.ownFolder("engine-process");
    private static final int END_SECONDS = 60;

    // Read once, when the first process is started.
    private static final class ClassPath {
        static final String OF_JARS = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(Files::exists)
                .map(entry -> Files.isDirectory(entry) ? packed(entry) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private EngineCommand() {}

    static List<String> of(String heap) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                // It lives too short for more.
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + FOLDER.resolve("engine.jsa"),
                // What cannot be archived is read as always.
                "-Xlog:disable",
                "-cp",
                ClassPath.OF_JARS,
                "market.server.Main");
    }

    /** In order, if it does so in time. */
    static void end(Process engine) {
        engine.destroy();
        try {
            if (!engine.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                engine.destroyForcibly();
            }
        } catch (InterruptedException _) {
            engine.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Archives of classes are made of jars only. */
    private static Path packed(Path folder) {
        try {
            var jar = Files.createDirectories(FOLDER)
                    .resolve(Integer.toHexString(folder.toString().hashCode()) + ".jar");
            // Made anew: classes may have been deleted meanwhile.
            Files.deleteIfExists(jar);
            var status = ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(System.out, System.err, "-c", "-0", "-f", jar.toString(), "-C", folder.toString(), ".");
            if (status != 0) {
                throw new IllegalStateException("jar ended with " + status + " for " + folder);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
