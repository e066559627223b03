package market.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers of licences are believed by their check character. */
class LicenceNumberTest {

    private static final String GENUINE = "91350100M000100Y43";

    @Test
    void the_example_of_the_standard_is_valid() {
        assertThat(LicenceNumber.isValid(GENUINE)).isTrue();
    }

    @Test
    void one_wrong_character_anywhere_is_noticed() {
        for (var i = 0; i < GENUINE.length(); i++) {
            var wrong = GENUINE.charAt(i) == '2' ? '3' : '2';

            assertThat(LicenceNumber.isValid(GENUINE.substring(0, i) + wrong + GENUINE.substring(i + 1)))
                    .as("character %d", i)
                    .isFalse();
        }
    }

    @Test
    void other_shapes_are_refused() {
        assertThat(LicenceNumber.isValid("")).isFalse();
        assertThat(LicenceNumber.isValid(GENUINE.substring(1))).isFalse();
        assertThat(LicenceNumber.isValid(GENUINE + "0")).isFalse();
        assertThat(LicenceNumber.isValid("91350100m000100y43")).isFalse();
        assertThat(LicenceNumber.isValid("91350100I000100Y43")).isFalse();
    }
}
