package market.checkout.payment.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.exceptions.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import market.local.wechat.WechatGateway;
import org.junit.jupiter.api.Test;

final class WechatSettingsTest {

    private static final String BROKEN =
            "-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n";

    @Test
    void what_is_neither_a_key_nor_a_certificate_is_told_by_its_name() {
        for (var broken : new String[] {"not a key", BROKEN}) {
            assertThatThrownBy(() -> settings(broken, "id", ""))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("market.wechat.public-key is neither");
        }
    }

    @Test
    void a_root_that_is_no_certificate_is_told_by_its_name() {
        try (var gateway = WechatGateway.start(Clock.systemUTC())) {
            for (var broken : new String[] {"not a certificate", BROKEN}) {
                assertThatThrownBy(() -> settings(gateway.publicKey(), gateway.publicKeyId(), broken))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("market.wechat.root-certificate is no certificate");
            }
        }
    }

    @Test
    void a_key_needs_its_id_and_a_certificate_has_one() {
        try (var gateway = WechatGateway.start(Clock.systemUTC())) {
            assertThatThrownBy(() -> settings(gateway.publicKey(), "", ""))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("market.wechat.public-key-id is missing");
            gateway.signByCertificate(Duration.ofDays(1_000));

            var settings = settings(gateway.certificate(), "", gateway.rootCertificate());

            assertThat(settings.certificates).hasSize(1);
            assertThat(settings.root).isPresent();
        }
    }

    private static WechatSettings settings(String publicKey, String publicKeyId, String root) {
        return new WechatSettings(
                "https://gateway.example",
                "1900000109",
                "app",
                "serial",
                "private",
                "api",
                publicKey,
                publicKeyId,
                root,
                "",
                "",
                "https://shop.example");
    }
}
