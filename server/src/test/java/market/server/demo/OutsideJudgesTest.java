package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import market.server.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: what front-end developers use works on this engine. The linters, caches, audits and the TypeScript client are npm
 * packages below {@code clients}, pinned by its lock file and installed when that changed.
 */
final class OutsideJudgesTest {

    private static final Path CLIENTS =
            Path.of("..", "clients").toAbsolutePath().normalize();
    private static final Path LOCK = CLIENTS.resolve("package-lock.json");
    private static final Path INSTALLED = CLIENTS.resolve("node_modules").resolve(".installed-lock");
    private static final int NODE_MIN = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final String NEEDED = "The outside judges of the API need Node " + NODE_MIN
            + " or newer with npm, which only ./market test needs: install them (for example the packages nodejs and npm).";

    @TempDir
    private static Path folder;

    @Test
    void linters_caches_audits_and_the_typescript_client_have_no_remark() {
        requireNode();
        install();
        try (var engine = TestEngine.start(folder)) {
            new FindingGoods(new Town(engine.url(), new Report(_ -> {}))).awaitIndex();

            var judged = npm(Map.of("TECHAN_URL", engine.url().toString()), "test");

            assertThat(judged.status()).as(judged.output()).isZero();
        }
    }

    private static void requireNode() {
        try {
            var node = run(Map.of(), "node", "--version");
            var version = Pattern.compile("v(\\d+)\\.").matcher(node.output());
            assertThat(version.find() && Integer.parseInt(version.group(1)) >= NODE_MIN)
                    .as(NEEDED + " Found: " + node.output().strip())
                    .isTrue();
            assertThat(npm(Map.of(), "--version").status()).as(NEEDED).isZero();
        } catch (UncheckedIOException e) {
            throw new AssertionError(NEEDED, e);
        }
    }

    /** Nothing is fetched while the lock file is the one that was installed last. */
    private static void install() {
        try {
            var lock = hash(LOCK);
            if (Files.exists(INSTALLED) && Files.readString(INSTALLED).equals(lock)) {
                return;
            }
            var installed = npm(Map.of(), "ci", "--prefer-offline", "--no-audit", "--no-fund");
            assertThat(installed.status()).as(installed.output()).isZero();
            Files.writeString(INSTALLED, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a program printed, and its exit status. */
    private record Finished(int status, String output) {}

    private static Finished npm(Map<String, String> environment, String... arguments) {
        var command = new String[arguments.length + 1];
        command[0] = "npm";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return run(environment, command);
    }

    private static Finished run(Map<String, String> environment, String... command) {
        try {
            var log = Files.createTempFile(folder, "judges", ".log");
            var builder = new ProcessBuilder(List.of(command))
                    .directory(CLIENTS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(new HashMap<>(environment));
            var process = builder.start();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                return new Finished(-1, "gave up after " + PATIENCE + ":\n" + Files.readString(log));
            }
            return new Finished(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
