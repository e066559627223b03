package market.cart;

import static market.cart.CartWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Codes, their limits, and sessions. */
class SigningInTest {

    private final String phone = WORLD.phone();
    private final String address = UUID.randomUUID().toString();

    @Test
    void a_code_signs_in_once_and_the_first_time_makes_the_shopper() {
        assertThat(WORLD.signIn.requestCode(spaced(phone), address)).isInstanceOf(RequestCodeOutcome.Sent.class);
        var code = sentCode();

        var signedIn = (SignInOutcome.SignedIn) WORLD.signIn("+86" + phone, code);

        assertThat(signedIn.shopper().phone()).isEqualTo(phone);
        assertThat(signedIn.shopper().customerGroup()).isEqualTo("RETAIL");
        assertThat(WORLD.signIn.authenticate(signedIn.token()))
                .contains(signedIn.shopper().actor());
        assertThat(WORLD.signIn(phone, code)).isEqualTo(new SignInOutcome.NoCode());
        assertThat(WORLD.shoppers.find(signedIn.shopper().id())).contains(signedIn.shopper());
    }

    @Test
    void signing_out_ends_the_session() {
        WORLD.signIn.requestCode(phone, address);
        var token = ((SignInOutcome.SignedIn) WORLD.signIn(phone, sentCode())).token();

        WORLD.signIn.signOut(token);
        WORLD.signIn.signOut("no such token");

        assertThat(WORLD.signIn.authenticate(token)).isEmpty();
    }

    @Test
    void a_trader_signs_in_as_one() {
        var trader = WORLD.shoppers.registerTrader(phone, "王掌柜", "合肥茶行", "TRADE");
        WORLD.signIn.requestCode(phone, address);

        var signedIn = (SignInOutcome.SignedIn) WORLD.signIn(phone, sentCode());

        assertThat(signedIn.shopper()).isEqualTo(trader);
        assertThat(WORLD.signIn.authenticate(signedIn.token()).orElseThrow().customerGroup())
                .isEqualTo("TRADE");
    }

    @Test
    void a_code_bears_five_guesses_and_then_even_the_right_one_is_refused() {
        WORLD.signIn.requestCode(phone, address);
        var code = sentCode();
        var wrong = code.equals("135790") ? "135791" : "135790";

        for (var left = 4; left >= 0; left--) {
            assertThat(WORLD.signIn(phone, wrong)).isEqualTo(new SignInOutcome.WrongCode(left));
        }

        assertThat(WORLD.signIn(phone, code)).isEqualTo(new SignInOutcome.NoCode());
    }

    @Test
    void guesses_at_the_same_moment_are_all_counted() throws Exception {
        WORLD.signIn.requestCode(phone, address);
        var wrong = sentCode().equals("135790") ? "135791" : "135790";
        Callable<SignInOutcome> guess = () -> WORLD.signIn(phone, wrong);

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var counted = 0;
            for (var outcome : executor.invokeAll(
                    IntStream.range(0, 32).mapToObj(_ -> guess).toList())) {
                counted += outcome.get() instanceof SignInOutcome.WrongCode ? 1 : 0;
            }
            assertThat(counted).isEqualTo(5);
        }
    }

    @Test
    void a_new_code_ends_the_old_one() {
        WORLD.signIn.requestCode(phone, address);
        var old = sentCode();
        WORLD.signIn.requestCode(phone, address);
        var current = sentCode();

        if (!old.equals(current)) {
            assertThat(WORLD.signIn(phone, old)).isEqualTo(new SignInOutcome.WrongCode(4));
        }
        assertThat(WORLD.signIn(phone, current)).isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    void a_phone_gets_five_codes_an_hour_from_wherever() {
        for (var i = 0; i < 5; i++) {
            assertThat(WORLD.signIn.requestCode(phone, address + i)).isInstanceOf(RequestCodeOutcome.Sent.class);
        }
        var code = sentCode();

        var refused = (RequestCodeOutcome.TooManyRequests) WORLD.signIn.requestCode(phone, address);

        assertThat(refused.retryAfter()).isPositive();
        assertThat(WORLD.signIn(phone, code)).isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    void an_address_gets_thirty_codes_an_hour_for_whomever() {
        for (var i = 0; i < 30; i++) {
            assertThat(WORLD.signIn.requestCode(WORLD.phone(), address)).isInstanceOf(RequestCodeOutcome.Sent.class);
        }

        assertThat(WORLD.signIn.requestCode(phone, address)).isInstanceOf(RequestCodeOutcome.TooManyRequests.class);
        assertThat(WORLD.signIn.requestCode(phone, address + "b")).isInstanceOf(RequestCodeOutcome.Sent.class);
    }

    @Test
    void a_phone_bears_ten_wrong_tries_an_hour_over_all_its_codes_and_from_wherever() {
        for (var i = 0; i < SignIn.TRIES_PER_PHONE; i++) {
            if (i % SignIn.TRIES_PER_CODE == 0) {
                WORLD.signIn.requestCode(phone, address + i);
            }
            assertThat(WORLD.signIn(phone, wrong())).isInstanceOf(SignInOutcome.WrongCode.class);
        }
        WORLD.signIn.requestCode(phone, address);

        var refused = (SignInOutcome.TooManyTries) WORLD.signIn(phone, sentCode());

        assertThat(refused.retryAfter()).isPositive();
        assertThat(WORLD.signIn(WORLD.phone(), "123456")).isEqualTo(new SignInOutcome.NoCode());
    }

    @Test
    void an_address_bears_sixty_wrong_tries_an_hour_over_all_phones() {
        for (var i = 0; i < SignIn.TRIES_PER_ADDRESS; i++) {
            assertThat(tryFrom(address, WORLD.phone(), "123456")).isEqualTo(new SignInOutcome.NoCode());
        }
        WORLD.signIn.requestCode(phone, UUID.randomUUID().toString());

        assertThat(tryFrom(address, phone, sentCode())).isInstanceOf(SignInOutcome.TooManyTries.class);
        assertThat(tryFrom(address + "b", phone, sentCode())).isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    void whoever_signs_in_is_not_held_to_earlier_wrong_tries() {
        for (var round = 0; round < 3; round++) {
            WORLD.signIn.requestCode(phone, address);
            for (var i = 1; i < SignIn.TRIES_PER_CODE; i++) {
                assertThat(tryFrom(address, phone, wrong())).isInstanceOf(SignInOutcome.WrongCode.class);
            }
            assertThat(tryFrom(address, phone, sentCode())).isInstanceOf(SignInOutcome.SignedIn.class);
        }
    }

    private static SignInOutcome tryFrom(String address, String phone, String code) {
        return WORLD.signIn.signIn(phone, code, new SignIn.Caller(address, "120.36.*.*", "Safari · iPhone", ""));
    }

    private String wrong() {
        return sentCode().equals("135790") ? "135791" : "135790";
    }

    @Test
    void what_is_no_mobile_number_gets_no_code() {
        assertThat(WORLD.signIn.requestCode("0551-6262626", address)).isEqualTo(new RequestCodeOutcome.InvalidPhone());
        assertThat(WORLD.signIn("0551-6262626", "123456")).isEqualTo(new SignInOutcome.NoCode());
    }

    @Test
    void in_production_without_a_provider_no_code_is_made_or_kept() {
        var production = new CartWorld(Map.of("market.production", true));

        assertThat(production.signIn.requestCode(phone, address)).isEqualTo(new RequestCodeOutcome.Unavailable());
        assertThat(production.outbox.list()).isEmpty();
    }

    private static String spaced(String phone) {
        return phone.substring(0, 3) + " " + phone.substring(3, 7) + "-" + phone.substring(7);
    }

    private String sentCode() {
        return WORLD.outbox.list().stream()
                .filter(message -> message.phone().equals(phone))
                .findFirst()
                .orElseThrow()
                .code();
    }
}
