package market.server;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import market.local.LocalServiceException;
import market.search.Backlog;

/** Starts the engine and prints what a person needs to know; the log goes to a file as JSON. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        var console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Engine engine;
        EngineSettings settings;
        try {
            settings = EngineSettings.from(System.getenv());
            engine = Engine.start(settings, console::println);
        } catch (StartRefusedException | LocalServiceException e) {
            console.println(e.getMessage());
            System.exit(1);
            return;
        }
        console.println("ready " + engine.url());
        if (!settings.isProduction()) {
            console.println("sign in: phones, keys and the password at " + engine.url() + "/dev/accounts.json");
        }
        tellOfIndexing(engine.context().getBean(Backlog.class), console);
        Thread.currentThread().join();
    }

    /** Until the search has caught up with the catalogue, searches find only part of it. */
    private static void tellOfIndexing(Backlog backlog, PrintStream console) throws InterruptedException {
        var told = false;
        for (var left = backlog.products(); left > 0; left = backlog.products()) {
            console.println("indexing the goods, " + left + " to go");
            told = true;
            TimeUnit.SECONDS.sleep(2);
        }
        if (told) {
            console.println("all goods are indexed");
        }
    }
}
