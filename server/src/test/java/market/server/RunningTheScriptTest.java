package market.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the one script says what it lacks before it begins, on machines that have little. */
final class RunningTheScriptTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(20);
    private static final List<String> BARE = List.of("bash", "dirname", "readlink", "sed");

    @TempDir
    private Path bin;

    @Test
    void the_tests_ask_for_node_before_they_ask_for_anything_that_takes_time() throws Exception {
        assertThat(refusal("test")).contains("Node 20 or newer with npm");
    }

    @Test
    void a_build_asks_for_maven() throws Exception {
        assertThat(refusal("schema")).contains("Techan needs Maven");
    }

    @Test
    void a_deed_that_does_not_exist_is_answered_with_those_that_do() throws Exception {
        assertThat(refusal("sell")).contains("run ", "demo ", "test ");
    }

    /** What the script prints on a machine with hardly more than a shell and a JDK, where it must fail at once. */
    private String refusal(String deed) throws IOException, InterruptedException {
        for (var name : BARE) {
            var tool = Path.of("/usr/bin", name);
            Files.createSymbolicLink(bin.resolve(name), Files.exists(tool) ? tool : Path.of("/bin", name));
        }
        var printed = bin.resolve("printed");
        var builder = new ProcessBuilder(bin.resolve("bash").toString(), "../market", deed)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        assertThat(process.waitFor(AT_ONCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        return Files.readString(printed, StandardCharsets.UTF_8);
    }
}
