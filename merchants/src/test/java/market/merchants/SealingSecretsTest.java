package market.merchants;

import static market.merchants.MerchantsWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Goal: who reads the database, or writes to it, still has nobody's codes. */
final class SealingSecretsTest {

    private static final AtomicInteger PHONES = new AtomicInteger();
    private static final String OLD = key('o');
    private static final String NEW = key('n');
    private static final byte[] SECRET = "twenty bytes of luck".getBytes(StandardCharsets.UTF_8);

    private final UUID person = UUID.randomUUID();

    private static String key(char letter) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    private static CodeSecrets secrets(String keys) {
        return new CodeSecrets(keys, "");
    }

    @Test
    void a_sealed_secret_shows_nothing_is_never_the_same_and_opens_for_its_person_alone() {
        var secrets = secrets(NEW);

        var sealed = secrets.seal(person, SECRET);

        assertThat(sealed)
                .doesNotContain(Base64.getEncoder().encodeToString(SECRET))
                .isNotEqualTo(secrets.seal(person, SECRET));
        assertThat(secrets.open(person, sealed)).hasValue(SECRET);
        assertThat(secrets.open(UUID.randomUUID(), sealed)).isEmpty();
    }

    @Test
    void a_changed_character_does_not_open() {
        var secrets = secrets(NEW);
        var sealed = secrets.seal(person, SECRET);

        for (var i = 0; i < sealed.length(); i += 9) {
            var other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            var forged = sealed.substring(0, i) + other + sealed.substring(i + 1);
            if (forged.indexOf(':') >= 0) {
                assertThat(secrets.open(person, forged)).as(forged).isEmpty();
            }
        }
        assertThat(secrets.open(person, sealed.substring(0, 12))).isEmpty();
    }

    @Test
    void an_older_key_opens_what_it_sealed_and_the_first_one_seals() {
        var sealed = secrets(OLD).seal(person, SECRET);
        var both = secrets(NEW + ", " + OLD);

        assertThat(both.open(person, sealed)).hasValue(SECRET);
        assertThat(secrets(NEW).open(person, sealed)).isEmpty();
        assertThat(secrets(NEW).open(person, both.seal(person, SECRET))).hasValue(SECRET);
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatThrownBy(() -> secrets("AAAA")).hasMessageContaining("32 bytes");
    }

    @Test
    void secrets_of_an_older_key_or_of_none_are_sealed_anew_and_still_open() {
        var plain = staffWith(Base64.getEncoder().encodeToString(SECRET));
        var lost = staffWith(secrets(OLD).seal(UUID.randomUUID(), SECRET));
        var before = WORLD.access.findById(lost).orElseThrow().totpSecret();

        WORLD.sealSecrets.seal();

        var sealed = WORLD.access.findById(plain).orElseThrow().totpSecret();
        assertThat(sealed).startsWith(WORLD.secrets.currentPrefix());
        assertThat(WORLD.secrets.open(plain, sealed == null ? "" : sealed)).hasValue(SECRET);
        assertThat(WORLD.access.findById(lost).orElseThrow().totpSecret()).isEqualTo(before);
    }

    private static UUID staffWith(String secret) {
        var phone = String.format(Locale.ROOT, "136%08d", PHONES.incrementAndGet());
        var staff = WORLD.staff.admit(null, null, phone, "周主任", StaffRole.OPERATOR);
        WORLD.access.setPassword(staff, WORLD.passwords.hash("茶山 云雾 1978").orElseThrow());
        assertThat(WORLD.access.enrol(staff, secret)).isEqualTo(1);
        return staff;
    }
}
