package market.checkout.payment.alipay;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/** Where Alipay and its buyers find us. */
@Singleton
final class AlipayAddresses {

    final String notifyUrl;
    final String returnUrl;

    AlipayAddresses(
            @Value("${market.public-url:}") String publicUrl,
            @Value("${market.alipay.notify-url:}") String notifyUrl,
            @Value("${market.alipay.return-url:}") String returnUrl) {
        this.notifyUrl = orBelow(publicUrl, notifyUrl, "/alipay/notify");
        this.returnUrl = orBelow(publicUrl, returnUrl, "/alipay/return");
    }

    private static String orBelow(String publicUrl, String url, String path) {
        return url.isBlank() && !publicUrl.isBlank() ? publicUrl.strip().replaceAll("/+$", "") + path : url;
    }
}
