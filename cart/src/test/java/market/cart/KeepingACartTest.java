package market.cart;

import static market.cart.CartWorld.GUEST;
import static market.cart.CartWorld.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a cart is kept, with days made to seconds. */
class KeepingACartTest {

    @Test
    void a_cart_lives_as_long_as_somebody_looks_at_it_and_not_much_longer() {
        var world = new CartWorld(Map.of("market.cart.kept", "2s"));
        var cart = world.create(GUEST, line(world.tea(world.merchant(), 100), 1));

        await().during(Duration.ofSeconds(4))
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(6))
                .until(() -> world.carts.find(cart.id(), GUEST).isPresent());
        await().pollDelay(Duration.ofMillis(2_500))
                .untilAsserted(
                        () -> assertThat(world.carts.find(cart.id(), GUEST)).isEmpty());
    }
}
