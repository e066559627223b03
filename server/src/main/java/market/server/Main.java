package market.server;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import market.local.LocalServiceException;

/** Starts the engine and prints what a person needs to know; the log goes to a file as JSON. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        var console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Engine engine;
        try {
            engine = Engine.start(EngineSettings.from(System.getenv()), console::println);
        } catch (StartRefusedException | LocalServiceException e) {
            console.println(e.getMessage());
            System.exit(1);
            return;
        }
        console.println("ready " + engine.url());
        Thread.currentThread().join();
    }
}
