package market.checkout.payment.alipay;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import market.checkout.payment.Payee;

/**
 * How Alipay is reached and believed. Made when the engine starts: without any of these nothing could be collected, and
 * without the public key the SDK would believe everybody.
 */
@Context
final class AlipaySettings {

    final String gatewayUrl;
    final Payee payee;
    final String appPrivateKey;
    final String publicKey;
    final String notifyUrl;
    final String returnUrl;

    AlipaySettings(
            @Value("${market.alipay.gateway-url:}") String gatewayUrl,
            @Value("${market.alipay.app-id:}") String appId,
            @Value("${market.alipay.seller-id:}") String sellerId,
            @Value("${market.alipay.app-private-key:}") String appPrivateKey,
            @Value("${market.alipay.public-key:}") String publicKey,
            AlipayAddresses addresses) {
        this.gatewayUrl = required("gateway-url", gatewayUrl);
        this.payee = new Payee(required("app-id", appId), required("seller-id", sellerId));
        this.appPrivateKey = required("app-private-key", appPrivateKey);
        this.publicKey = required("public-key", publicKey);
        this.notifyUrl = required("notify-url", addresses.notifyUrl);
        this.returnUrl = required("return-url", addresses.returnUrl);
    }

    private static String required(String name, String value) {
        if (value.isBlank()) {
            throw new ConfigurationException(
                    "market.alipay." + name + " is missing: payments cannot be made without it");
        }
        return value.strip();
    }
}
