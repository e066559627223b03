package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import market.local.Processes;
import market.server.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: an engine killed in the middle leaves no process behind and loses nothing that it said. */
final class SurvivingAKillTest {

    private static final Duration READY = Duration.ofMinutes(4);
    private static final Duration GONE = Duration.ofSeconds(2);
    private static final String NANJING = "320102";

    @TempDir
    private static Path folder;

    private final int port = TestEngine.freePort();
    private final URI url = URI.create("http://127.0.0.1:" + port);
    private final Town town = new Town(url, new Report(_ -> {}));

    @Test
    void after_a_kill_no_child_lives_and_the_next_start_finds_order_cart_and_goods() throws Exception {
        var engine = launch();
        try {
            awaitReady(engine);
            var shopper = town.guest();
            var order = new Paying(town).payNow(shopper, checkout(shopper));
            var cart = shopper.openCart(List.of(new Buyer.Wish(variant(), 2)));
            var children = engine.descendants().toList();
            assertThat(children).filteredOn(Processes::isRunning).hasSizeGreaterThanOrEqualTo(3);

            engine.destroyForcibly().waitFor();

            await().atMost(GONE).untilAsserted(() -> assertThat(children).noneMatch(Processes::isRunning));
            engine = launch();
            awaitReady(engine);
            assertThat(shopper.order(order.text("/id"))).isEqualTo(order);
            assertThat(shopper.cart(cart.text("/id"))).isEqualTo(cart);
        } finally {
            EngineCommand.end(engine);
        }
    }

    private Answer checkout(Buyer shopper) {
        var cart = shopper.openCart(List.of(new Buyer.Wish(variant(), 1)));
        return shopper.deliver(shopper.checkout(cart), NANJING, Map.of());
    }

    private String variant() {
        return OpeningGoods.variant(town.guest(), FindingGoods.TEA, "TE01-125B").text("/id");
    }

    private Process launch() throws IOException {
        var builder = new ProcessBuilder(EngineCommand.of("512m"))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment()
                .putAll(Map.of(
                        "MARKET_PORT", Integer.toString(port),
                        "MARKET_DATA", folder.resolve("data").toString(),
                        "MARKET_DATA_PACKS", TestEngine.dataPacks().toString(),
                        "MARKET_ELASTICSEARCH_ZIP",
                                TestEngine.elasticsearchZip().toString()));
        return builder.start();
    }

    /** Ready, and its search answers without being degraded. */
    private void awaitReady(Process engine) throws IOException {
        await().atMost(READY)
                .until(() -> !engine.isAlive() || Files.readString(log()).contains("ready " + url));
        assertThat(engine.isAlive()).as(Files.readString(log())).isTrue();
        new FindingGoods(town).awaitIndex();
        assertThat(FindingGoods.finds(FindingGoods.search(town.guest(), Map.of("query", "六安瓜片")), FindingGoods.TEA))
                .isTrue();
    }

    private static Path log() {
        return folder.resolve("engine.log");
    }
}
