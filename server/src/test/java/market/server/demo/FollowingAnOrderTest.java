package market.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a shopper's screen follows an order whichever copy of the engine it is connected to. */
final class FollowingAnOrderTest {

    private static final String NANJING = "320102";

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static TestEngine second;
    private static Town town;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(folder.resolve("first"), Map.of("MARKET_LIVE_KEEP_ALIVE", "1s"));
        second = engine.copy(folder.resolve("second"));
        town = new Town(engine.url(), new Report(_ -> {}));
    }

    @AfterAll
    static void stop() {
        second.close();
        engine.close();
    }

    @Test
    void every_change_is_told_by_both_copies_until_the_order_is_final() throws Exception {
        var shopper = town.guest();
        var started = place(shopper);
        var order = started.text("/order/id");
        try (var here = new Subscription(engine.url(), order, null);
                var there = new Subscription(second.url(), order, null)) {
            assertThat(here.status()).isEqualTo(200);
            assertThat(here.contentType()).startsWith("text/event-stream");
            assertThat(here.next().text("/status")).isEqualTo("PENDING_PAYMENT");
            assertThat(there.next().text("/status")).isEqualTo("PENDING_PAYMENT");
            assertThat(here.line()).isEqualTo(":");

            var cashier = new Cashier(town);
            cashier.pay(cashier.open(started.text("/paymentAction/url")));
            assertThat(here.next().text("/status")).isEqualTo("PAID");
            assertThat(there.next().text("/status")).isEqualTo("PAID");

            var seller = town.merchant("qishan-yunwu");
            seller.ship(seller.orderOf(shopper.order(order).text("/number")), "SF" + System.nanoTime(), List.of());
            assertThat(here.next().text("/merchantOrders/0/status")).isEqualTo("SHIPPED");
            assertThat(there.next().text("/merchantOrders/0/status")).isEqualTo("SHIPPED");

            shopper.confirmReceipt(order, shopper.order(order).text("/merchantOrders/0/id"));
            for (var subscription : List.of(here, there)) {
                assertThat(subscription.next().text("/status")).isEqualTo("COMPLETED");
                assertThat(subscription.event()).isEqualTo("event: complete");
            }
        }
    }

    @Test
    void what_the_caller_may_not_see_ends_at_once_as_if_it_did_not_exist() throws Exception {
        var phone = "13905641234";
        var token = town.signIn(phone, null).text("/session/token");
        var order = place(town.buyer(token)).text("/order/id");
        for (var unseen : List.of(order, "ord_00000000000000000000000000", "nonsense")) {
            try (var stranger = new Subscription(engine.url(), unseen, null)) {
                assertThat(stranger.event()).isEqualTo("event: next");
                assertThat(stranger.line()).startsWith("data: {\"data\":{\"orderChanged\":null}");
                assertThat(stranger.event()).isEqualTo("event: complete");
            }
        }
        try (var owner = new Subscription(second.url(), order, token)) {
            assertThat(owner.next().text("/status")).isEqualTo("PENDING_PAYMENT");
        }
    }

    @Test
    void a_subscription_ends_with_its_session_on_every_copy() throws Exception {
        var phone = "13905641239";
        var token = town.signIn(phone, null).text("/session/token");
        var order = place(town.buyer(token)).text("/order/id");
        try (var here = new Subscription(engine.url(), order, token);
                var there = new Subscription(second.url(), order, token)) {
            for (var subscription : List.of(here, there)) {
                assertThat(subscription.next().text("/status")).isEqualTo("PENDING_PAYMENT");
            }

            town.buyer(token)
                    .caller()
                    .change("mutation { signOutEverywhere { shopper { id } userErrors { code } } }", Map.of());

            for (var subscription : List.of(here, there)) {
                assertThat(subscription.event()).isEqualTo("event: complete");
            }
        }
    }

    @Test
    void a_shopper_has_five_at_once_over_all_copies() throws Exception {
        var token = town.signIn("13905641235", null).text("/session/token");
        var order = place(town.buyer(token)).text("/order/id");
        var open = new ArrayList<Subscription>();
        try {
            for (var i = 0; i < 5; i++) {
                open.add(new Subscription(i % 2 == 0 ? engine.url() : second.url(), order, token));
                assertThat(open.getLast().status()).isEqualTo(200);
            }
            try (var sixth = new Subscription(second.url(), order, token)) {
                assertThat(sixth.status()).isEqualTo(429);
                assertThat(sixth.line()).contains("THROTTLED");
            }
        } finally {
            open.forEach(Subscription::close);
        }
    }

    private static Answer place(Buyer shopper) {
        var tea = OpeningGoods.variant(shopper, FindingGoods.TEA, "TE01-125B").text("/id");
        var checkout = shopper.checkout(shopper.openCart(List.of(new Buyer.Wish(tea, 1))));
        return shopper.pay(shopper.deliver(checkout, NANJING, Map.of()), "ALIPAY_PAGE", null);
    }
}
