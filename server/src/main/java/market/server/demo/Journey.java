package market.server.demo;

import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The whole story, in the order in which it happens. It leaves the engine as it found it, orders apart. */
public final class Journey {

    private Journey() {}

    /**
     * Walks through all steps; the first claim that does not hold ends it with {@link ClaimFailedException}.
     *
     * @param engine where the engine answers
     * @param out takes the story, line by line
     * @param restart stops the engine and starts it again at the same address; null where it must go on running
     */
    public static void run(URI engine, Consumer<String> out, @Nullable Runnable restart) {
        var town = new Town(engine, new Report(out));
        var finding = new FindingGoods(town);
        finding.awaitIndex();
        finding.run();
        new OpeningGoods(town).run();
        var filled = new FillingTheCart(town, restart).run();
        if (restart != null) {
            finding.awaitIndex();
        }
        var checkout = new CheckingOut(town).run(filled);
        var order = new Paying(town).run(filled.shopper(), checkout);
        new Sending(town).run(filled.shopper(), order);
        new Settling(town).run(order);
        new ChangingTheShop(town).run();
        new BuyingForTrade(town).run();
    }
}
