package market.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where an engine's processors spend their time, by samples of its stacks, and how much PostgreSQL's do beside it. The local
 * gateway works within the engine's process: what it does is told apart.
 */
final class EngineRecording {

    static final String RSA = "RSA";
    static final String SDK = "SDK";
    static final String OURS = "our code";
    static final String DRIVER = "database driver";
    static final String GATEWAY = "local gateway";
    static final String REST = "HTTP, GraphQL and the rest";
    static final String POSTGRES = "PostgreSQL";

    private static final String NAME = "payments";
    private static final String SAMPLE = "jdk.ExecutionSample";

    private final ProcessHandle engine;
    private final Path file;
    private final Duration engineBefore;
    private final Duration postgresBefore;

    private EngineRecording(ProcessHandle engine, Path file) {
        this.engine = engine;
        this.file = file;
        engineBefore = processorTime(engine);
        postgresBefore = postgresTime();
    }

    static EngineRecording start(EngineProcess engine, Path folder) throws IOException {
        var file = folder.resolve("payments.jfr").toAbsolutePath();
        Files.createDirectories(folder);
        Files.deleteIfExists(file);
        var recording = new EngineRecording(engine.process(), file);
        recording.command("JFR.start", "name=" + NAME, "settings=profile");
        return recording;
    }

    private void command(String... words) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(engine.pid()));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new BenchmarkException("The engine could not be recorded: " + String.join(" ", words));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        }
    }

    /** The shares of all processor time, by who used it; they sum to one. */
    Map<String, Double> stop() throws IOException {
        var engineTime = seconds(processorTime(engine).minus(engineBefore));
        var postgresTime = seconds(postgresTime().minus(postgresBefore));
        command("JFR.dump", "name=" + NAME, "filename=" + file);
        command("JFR.stop", "name=" + NAME);
        var samples = new LinkedHashMap<String, Integer>();
        List.of(RSA, SDK, OURS, DRIVER, GATEWAY, REST).forEach(each -> samples.put(each, 0));
        try (var recorded = new RecordingFile(file)) {
            while (recorded.hasMoreEvents()) {
                var event = recorded.readEvent();
                if (event.getEventType().getName().equals(SAMPLE)) {
                    samples.merge(whose(event), 1, Integer::sum);
                }
            }
        }
        var all = samples.values().stream().mapToInt(Integer::intValue).sum();
        var whole = engineTime + postgresTime;
        var shares = new LinkedHashMap<String, Double>();
        samples.forEach((who, count) -> shares.put(who, all == 0 ? 0 : count * engineTime / all / whole));
        shares.put(POSTGRES, postgresTime / whole);
        return shares;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** The first that is on the stack, in this order: signatures are made for the SDK, and the SDK is called by us. */
    private static String whose(RecordedEvent event) {
        var trace = event.getStackTrace();
        if (trace == null) {
            return REST;
        }
        var classes = trace.getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
        if (isOn(classes, "market.local.")) {
            return GATEWAY;
        }
        if (isOn(classes, "sun.security.rsa.") || isOn(classes, "java.security.Signature")) {
            return RSA;
        }
        if (isOn(classes, "com.alipay.")) {
            return SDK;
        }
        if (isOn(classes, "org.postgresql.")) {
            return DRIVER;
        }
        return isOn(classes, "market.") ? OURS : REST;
    }

    private static boolean isOn(List<String> classes, String prefix) {
        return classes.stream().anyMatch(each -> each.startsWith(prefix));
    }

    private static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Duration postgresTime() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().command().orElse("").endsWith("postgres"))
                .map(EngineRecording::processorTime)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
