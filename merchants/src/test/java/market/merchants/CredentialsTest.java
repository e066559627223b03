package market.merchants;

import static market.merchants.MerchantsWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import market.kernel.Actor;
import market.kernel.Digests;
import org.junit.jupiter.api.Test;

/** Whom a key lets in, what it may do there, and when it ends. */
class CredentialsTest {

    private static final Duration YEAR = Duration.ofDays(366);

    @Test
    void a_merchants_key_is_the_merchant_with_its_scopes() {
        var merchant = WORLD.merchant().id();

        var secret = issue(new CredentialOwner.OfMerchant(merchant), Duration.ofDays(1), "stock.write", "orders.read");

        assertThat(secret).startsWith("mk_live_").hasSize(40);
        var user = (Actor.MerchantUser) WORLD.credentials.authenticate(secret).orElseThrow();
        assertThat(user.merchant()).isEqualTo(merchant);
        assertThat(user.scopes()).containsExactlyInAnyOrder("stock.write", "orders.read");
        assertThat(user.credential()).isEqualTo(idOf(secret));
    }

    @Test
    void keys_of_curators_and_of_the_operator_are_no_merchants() {
        var curator = WORLD.staff.admit(null, "liuan", "13800" + WORLD.code(), "李", StaffRole.CURATOR);
        var operator = WORLD.staff.admit(null, null, "13800" + WORLD.code(), "赵", StaffRole.OPERATOR);

        var curates = issue(new CredentialOwner.OfCurator(curator, "liuan"), Duration.ofDays(1), "pavilion.write");
        var operates = issue(new CredentialOwner.OfOperator(operator), Duration.ofDays(1), "merchants.write");

        assertThat(WORLD.credentials.authenticate(curates))
                .contains(new Actor.Curator(curator, "liuan", Set.of("pavilion.write")));
        assertThat(WORLD.credentials.authenticate(operates))
                .contains(new Actor.Operator(operator, Set.of("merchants.write")));
    }

    @Test
    void a_key_without_scopes_may_do_nothing() {
        var secret = issue(new CredentialOwner.OfMerchant(WORLD.merchant().id()), Duration.ofDays(1));

        var user = (Actor.MerchantUser) WORLD.credentials.authenticate(secret).orElseThrow();

        assertThat(user.scopes()).isEmpty();
    }

    @Test
    void other_texts_are_no_keys() {
        var secret = issue(new CredentialOwner.OfMerchant(WORLD.merchant().id()), Duration.ofDays(1), "a");

        for (var text : List.of(
                "",
                "mk_live_",
                secret.substring(0, 39),
                secret + "x",
                secret.toUpperCase(Locale.ROOT),
                " " + secret,
                Digests.sha256Hex(secret),
                "' OR true --")) {
            assertThat(WORLD.credentials.authenticate(text)).as(text).isEmpty();
        }
    }

    @Test
    void the_secret_itself_is_kept_nowhere() {
        var secret = issue(new CredentialOwner.OfMerchant(WORLD.merchant().id()), Duration.ofDays(1), "a");

        var row = WORLD.texts(
                "SELECT CAST(c AS text) FROM merchants.credential AS c WHERE secret_hash = ?",
                Digests.sha256Hex(secret));

        assertThat(row)
                .singleElement()
                .asString()
                .contains(secret.substring(0, 14))
                .doesNotContain(secret.substring(15));
    }

    @Test
    void no_two_keys_are_alike() {
        var owner = new CredentialOwner.OfMerchant(WORLD.merchant().id());

        assertThat(issue(owner, Duration.ofDays(1), "a")).isNotEqualTo(issue(owner, Duration.ofDays(1), "a"));
    }

    @Test
    void a_key_ends_at_its_end() {
        var secret = issue(new CredentialOwner.OfMerchant(WORLD.merchant().id()), Duration.ofHours(1), "a");

        WORLD.clock.moveOn(Duration.ofMinutes(59));
        assertThat(WORLD.credentials.authenticate(secret)).isPresent();
        WORLD.clock.moveOn(Duration.ofMinutes(1));
        assertThat(WORLD.credentials.authenticate(secret)).isEmpty();
    }

    @Test
    void a_key_lives_at_most_a_year() {
        var owner = new CredentialOwner.OfMerchant(WORLD.merchant().id());

        assertThat(WORLD.credentials.authenticate(issue(owner, YEAR.minusMinutes(1), "a")))
                .isPresent();
        assertThatThrownBy(() -> issue(owner, YEAR.plusMinutes(1), "a")).hasMessage("A key lives at most a year");
    }

    @Test
    void a_merchant_ends_its_own_keys_at_once_and_only_those() {
        var merchant = WORLD.merchant().id();
        var other = WORLD.merchant().id();
        var secret = issue(new CredentialOwner.OfMerchant(merchant), Duration.ofDays(1), "a");
        var id = idOf(secret);

        assertThat(WORLD.credentials.revoke(other, id)).isFalse();
        assertThat(WORLD.credentials.authenticate(secret)).isPresent();
        assertThat(WORLD.credentials.revoke(merchant, id)).isTrue();
        assertThat(WORLD.credentials.authenticate(secret)).isEmpty();
        assertThat(WORLD.credentials.revoke(merchant, id)).isFalse();
        assertThat(WORLD.credentials.revoke(merchant, WORLD.ids.next())).isFalse();
    }

    @Test
    void a_key_is_ended_by_one_of_many_who_end_it_at_once() throws Exception {
        var merchant = WORLD.merchant().id();
        var id = idOf(issue(new CredentialOwner.OfMerchant(merchant), Duration.ofDays(1), "a"));

        var ended = MerchantsWorld.atOnce(8, () -> WORLD.credentials.revoke(merchant, id));

        assertThat(ended).containsOnlyOnce(true);
    }

    @Test
    void a_key_for_development_is_registered_once() throws Exception {
        var owner = new CredentialOwner.OfMerchant(WORLD.merchant().id());
        var secret = "mk_dev_" + WORLD.code();

        MerchantsWorld.atOnce(8, () -> {
            WORLD.credentials.registerForDevelopment(owner, "demo", Set.of("a"), secret);
            return true;
        });
        WORLD.credentials.registerForDevelopment(
                new CredentialOwner.OfMerchant(WORLD.merchant().id()), "other", Set.of("b"), secret);

        assertThat(WORLD.texts(
                        "SELECT name || ' ' || scopes FROM merchants.credential WHERE secret_hash = ?",
                        Digests.sha256Hex(secret)))
                .containsExactly("demo a");
        assertThat(WORLD.credentials.hasLiveDevelopmentKeys()).isTrue();
        assertThatThrownBy(() -> WORLD.credentials.registerForDevelopment(owner, "demo", Set.of(), "mk_live_known"))
                .hasMessage("A development key starts with mk_dev_");
    }

    @Test
    void keys_for_development_that_have_ended_are_not_alive() {
        var owner = new CredentialOwner.OfMerchant(WORLD.merchant().id());
        WORLD.credentials.registerForDevelopment(owner, "demo", Set.of("a"), "mk_dev_" + WORLD.code());
        assertThat(WORLD.credentials.hasLiveDevelopmentKeys()).isTrue();

        WORLD.clock.moveOn(YEAR.plusDays(1));

        assertThat(WORLD.credentials.hasLiveDevelopmentKeys()).isFalse();
    }

    private static String issue(CredentialOwner owner, Duration life, String... scopes) {
        return WORLD.credentials.issue(
                owner, "key", Set.of(scopes), WORLD.clock.instant().plus(life));
    }

    private static UUID idOf(String secret) {
        return UUID.fromString(
                WORLD.texts("SELECT id FROM merchants.credential WHERE secret_hash = ?", Digests.sha256Hex(secret))
                        .getFirst());
    }
}
