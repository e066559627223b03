package market.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * Every statement PostgreSQL is told to carry out, from its own log ({@code log_statement = all}). Marks of this reader's
 * own connection part the log; what the engine does by itself is learned while nobody asks it for anything.
 */
final class StatementLog implements AutoCloseable {

    private static final Pattern EXECUTED = Pattern.compile("(?s)(?:execute [^:]*|statement): (.*)");
    private static final Set<String> BOUNDARIES = Set.of("BEGIN", "COMMIT", "ROLLBACK");

    /** What one session said, with its parameters as the log shows them. */
    record Statement(long session, String text, String parameters) {

        /** Begins or ends a transaction. */
        boolean isBoundary() {
            return BOUNDARIES.contains(text.toUpperCase(Locale.ROOT));
        }

        /** Housekeeping of a connection. */
        boolean isSetting() {
            var upper = text.toUpperCase(Locale.ROOT);
            return upper.startsWith("SET ") || upper.startsWith("SHOW ") || upper.startsWith("LISTEN ");
        }
    }

    private final Connection connection;
    private final Set<String> background = new HashSet<>();
    private int marks;

    private StatementLog(Connection connection) {
        this.connection = connection;
    }

    static StatementLog open(Lab lab) {
        try {
            var log = new StatementLog(lab.connect());
            log.set("all");
            return log;
        } catch (SQLException e) {
            throw new BenchmarkException("The log of PostgreSQL could not be opened", e);
        }
    }

    /** Learns what the engine says while it is left alone; that is not counted afterwards. */
    void learnBackground(Duration time) {
        var from = mark();
        pause(time);
        since(from).stream()
                .filter(statement -> !statement.isBoundary())
                .forEach(statement -> background.add(statement.text()));
    }

    /** A place in the log. */
    String mark() {
        var name = "mark " + marks++ + " " + System.nanoTime();
        execute("SELECT '" + name + "'");
        return name;
    }

    /** What was said since the mark, without what the engine says anyway. */
    List<Statement> since(String mark) {
        var end = mark();
        var said = new ArrayList<Statement>();
        var isInside = false;
        for (var line : read(end).lines().toList()) {
            if (line.contains("'" + end + "'")) {
                break;
            }
            if (isInside) {
                var statement = parse(line);
                if (statement != null && !background.contains(statement.text())) {
                    said.add(statement);
                }
            } else {
                isInside = line.contains("'" + mark + "'") && !line.contains("pg_read_file");
            }
        }
        return said;
    }

    /** The log from its beginning; the collector writes it a moment after the statement. */
    private String read(String end) {
        for (var attempt = 0; attempt < 100; attempt++) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT pg_read_file(pg_current_logfile('jsonlog'))")) {
                rows.next();
                var text = rows.getString(1);
                if (text.contains("'" + end + "'")) {
                    return text;
                }
            } catch (SQLException e) {
                throw new BenchmarkException("The log of PostgreSQL could not be read", e);
            }
            pause(Duration.ofMillis(50));
        }
        throw new BenchmarkException("The log of PostgreSQL does not keep up");
    }

    private static @Nullable Statement parse(String line) {
        try {
            var node = Json.mapper().readTree(line);
            var matcher = EXECUTED.matcher(node.path("message").asText());
            return matcher.matches()
                    ? new Statement(
                            node.path("pid").asLong(),
                            matcher.group(1).strip(),
                            Objects.requireNonNullElse(node.path("detail").asText(), ""))
                    : null;
        } catch (JsonProcessingException _) {
            return null;
        }
    }

    private void set(String level) {
        execute("ALTER SYSTEM SET log_statement = '" + level + "'");
        execute("SELECT pg_reload_conf()");
        // Sessions take the setting over at their next statement after the signal reached them.
        pause(Duration.ofMillis(300));
    }

    private void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchmarkException("PostgreSQL refused: " + sql, e);
        }
    }

    static void pause(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        for (var left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        set("none");
        try (connection) {
            connection.createStatement().close();
        } catch (SQLException e) {
            throw new BenchmarkException("The log of PostgreSQL could not be closed", e);
        }
    }
}
