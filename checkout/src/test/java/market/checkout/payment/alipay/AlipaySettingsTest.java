package market.checkout.payment.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alipay.api.AlipayApiException;
import io.micronaut.context.exceptions.ConfigurationException;
import java.nio.file.Path;
import java.security.Security;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import market.checkout.payment.PaymentProduct;
import market.checkout.payment.PaymentRequest;
import market.kernel.Money;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlipaySettingsTest {

    private static final AlipayAddresses ADDRESSES = new AlipayAddresses("https://shop.example/", "", "");

    @TempDir
    Path folder;

    @Test
    void without_any_of_its_settings_nothing_starts() {
        var given = List.of("https://gateway.example/gateway.do", "app", "seller", "private", "public");
        for (var missing = 0; missing < given.size(); missing++) {
            var one = missing;
            assertThatThrownBy(() -> settings(given.stream()
                            .map(value -> value.equals(given.get(one)) ? " " : value)
                            .toList()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("market.alipay.")
                    .hasMessageContaining("is missing");
        }
        assertThatThrownBy(() -> new AlipaySettings(
                        "url", "app", "seller", "private", "public", "", "", "", "", new AlipayAddresses("", "", "")))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void addresses_are_below_the_public_one_unless_told() {
        assertThat(ADDRESSES.notifyUrl).isEqualTo("https://shop.example/alipay/notify");
        assertThat(ADDRESSES.returnUrl).isEqualTo("https://shop.example/alipay/return");
        assertThat(new AlipayAddresses("https://shop.example", "https://in.example/n", "").notifyUrl)
                .isEqualTo("https://in.example/n");
    }

    @Test
    void certificates_are_checked_as_strictly_as_before() throws AlipayApiException {
        var before = Security.getProperty("jdk.certpath.disabledAlgorithms");
        try (var gateway = AlipayGateway.start(new AlipayGatewayConfig(folder, 0, List.of(), Clock.systemUTC()))) {
            var connection = new AlipayConnection(settings(List.of(
                    gateway.serverUrl(),
                    gateway.appId(),
                    gateway.sellerId(),
                    gateway.appPrivateKeyPkcs8(),
                    gateway.alipayPublicKey())));
            connection.close();
        }

        assertThat(Security.getProperty("jdk.certpath.disabledAlgorithms"))
                .isEqualTo(before)
                .contains("MD5", "SHA1");
    }

    @Test
    void subjects_are_made_of_harmless_characters() {
        assertThat(subject("六安瓜片 <script>\"a&b\"</script> 100%")).isEqualTo("六安瓜片 script a b script 100");
        assertThat(subject("&&&")).isEqualTo("T1");
        assertThat(subject("茶".repeat(300))).hasSize(128);
    }

    private static String subject(String text) {
        return AlipayWords.subject(new PaymentRequest(
                "A", PaymentProduct.QR, Money.cny(1), text, "T1", Instant.parse("2026-11-22T16:30:00Z"), null, null));
    }

    private static AlipaySettings settings(List<String> given) {
        return new AlipaySettings(
                given.get(0), given.get(1), given.get(2), given.get(3), given.get(4), "", "", "", "", ADDRESSES);
    }
}
