package market.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import market.local.PostgresDatabases;
import org.jspecify.annotations.Nullable;

/** The program pgbench with recorded scripts, on a copy of the database they were recorded in. */
record Pgbench(Path program, String postgresUrl, List<Path> scripts, String original) {

    private static final String DATABASE = "bench_copy";
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without");

    static Pgbench write(Lab lab, Path program, List<String> texts, String original) throws IOException {
        var folder = lab.settings().results().resolve("pgbench");
        Files.createDirectories(folder);
        var scripts = new ArrayList<Path>();
        for (var text : texts) {
            scripts.add(Files.writeString(folder.resolve(original + "-" + scripts.size() + ".sql"), text));
        }
        return new Pgbench(program, lab.postgresUrl(), scripts, original);
    }

    /**
     * Copies the database, which nobody may be using, and tries every script once.
     *
     * @return null when a script does not run, which the report then says
     */
    @Nullable
    Pgbench prepared(Report report) throws IOException, SQLException {
        var databases = new PostgresDatabases(postgresUrl);
        try (var connection = DriverManager.getConnection(databases.url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + DATABASE + " TEMPLATE " + original);
        }
        for (var script : scripts) {
            var said = call(List.of("-c", "1", "-t", "2", "-f", script.toString()));
            if (!RATE.matcher(said).find() || said.contains("ERROR") || said.contains("aborted")) {
                report.say("pgbench does not run " + script.getFileName() + ", ratio left out: "
                        + said.lines()
                                .filter(line -> line.contains("ERROR"))
                                .findFirst()
                                .orElse(said));
                return null;
            }
        }
        return this;
    }

    /** Journeys per second. */
    double run(int clients, Duration time) throws IOException {
        var arguments = new ArrayList<>(
                List.of("-c", Integer.toString(clients), "-j", "1", "-T", Long.toString(time.toSeconds())));
        scripts.forEach(script -> arguments.addAll(List.of("-f", script.toString())));
        var said = call(arguments);
        var rate = RATE.matcher(said);
        if (!rate.find()) {
            throw new BenchmarkException("pgbench said: " + said.strip());
        }
        return Double.parseDouble(rate.group(1));
    }

    private String call(List<String> arguments) throws IOException {
        var address = URI.create(postgresUrl.substring("jdbc:".length()));
        var command = new ArrayList<>(List.of(
                program.toString(),
                "-n",
                "-M",
                "prepared",
                "-h",
                address.getHost(),
                "-p",
                Integer.toString(address.getPort()),
                "-U",
                "postgres"));
        command.addAll(arguments);
        command.add(DATABASE);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
