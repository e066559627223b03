package market.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import market.server.demo.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the whole journey holds over HTTP, over a restart of the engine, and a second time on the same engine. */
final class JourneyTest {

    @TempDir
    private static Path folder;

    @Test
    void the_journey_holds_over_a_restart_and_can_be_repeated() {
        var first = new ArrayList<String>();
        var second = new ArrayList<String>();
        try (var engine = TestEngine.startOnNothing(folder)) {
            Journey.run(engine.url(), first::add, engine::restart);
            Journey.run(engine.url(), second::add, null);

            assertThat(engine.number("SELECT count(*) FROM checkout.buyer_order WHERE paid_at IS NOT NULL"))
                    .isEqualTo(4);
            assertThat(engine.number("SELECT sum(amount_minor) FROM settlement.ledger_entry"))
                    .isZero();
        }
        assertThat(first).anyMatch(line -> line.contains("the cart survives the restart"));
        assertThat(first).anyMatch(line -> line.startsWith("9. "));
        assertThat(second).anyMatch(line -> line.startsWith("9. "));
    }
}
