package market.server.demo;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Walks through the market of a running engine, or of one that it starts and stops itself. */
public final class DemoMain {

    private DemoMain() {}

    public static void main(String[] arguments) {
        var console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            walk(console);
        } catch (ClaimFailedException e) {
            console.println();
            console.println("✗ " + e.getMessage());
            System.exit(1);
        } catch (UncheckedIOException | IllegalStateException e) {
            console.println();
            console.println("✗ The engine does not answer as expected: " + e.getMessage());
            System.exit(1);
        }
        console.println();
        console.println("Every step held.");
    }

    private static void walk(PrintStream console) {
        var given = System.getenv("MARKET_URL");
        var running = given == null || given.isBlank() ? RunningEngine.find() : URI.create(given);
        if (running != null) {
            console.println("engine " + running);
            Journey.run(running, console::println, null);
            return;
        }
        console.println("no engine is running: starting one");
        try (var engine = OwnEngine.start(console::println)) {
            Journey.run(engine.url(), console::println, engine::restart);
        }
    }
}
