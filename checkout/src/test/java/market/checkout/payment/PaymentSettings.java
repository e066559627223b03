package market.checkout.payment;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import market.local.alipay.AlipayGateway;
import market.local.testing.TestServices;
import market.local.wechat.WechatGateway;

/** What an engine needs to be told to be paid through the gateways of a test. */
final class PaymentSettings {

    private PaymentSettings() {}

    static Map<String, Object> of(
            String address, AlipayGateway gateway, WechatGateway wechat, Map<String, Object> others) {
        var services = TestServices.shared();
        var settings = new HashMap<String, Object>();
        settings.put("micronaut.server.port", URI.create(address).getPort());
        settings.put("micronaut.server.host", "127.0.0.1");
        settings.put("datasources.default.url", services.freshDatabase(null));
        settings.put("datasources.default.dialect", "POSTGRES");
        settings.put("datasources.default.maximum-pool-size", 20);
        settings.put("flyway.datasources.default.enabled", true);
        settings.put("flyway.datasources.default.locations", "classpath:db/migration");
        settings.put("flyway.datasources.default.out-of-order", true);
        settings.put("market.redis.uri", services.redisUri());
        settings.put("market.redis.key-prefix", services.freshKeyPrefix());
        settings.put("market.public-url", address);
        settings.put("market.alipay.gateway-url", gateway.serverUrl());
        settings.put("market.alipay.app-id", gateway.appId());
        settings.put("market.alipay.seller-id", gateway.sellerId());
        settings.put("market.alipay.app-private-key", gateway.appPrivateKeyPkcs8());
        settings.put("market.alipay.fee-rate", "0.006");
        settings.put("market.wechat.gateway-url", wechat.address());
        settings.put("market.wechat.merchant-id", wechat.merchantId());
        settings.put("market.wechat.app-id", wechat.appId());
        settings.put("market.wechat.merchant-serial", wechat.merchantSerial());
        settings.put("market.wechat.private-key", wechat.merchantPrivateKey());
        settings.put("market.wechat.api-key", wechat.apiKey());
        settings.put("market.wechat.public-key", wechat.publicKey());
        settings.put("market.wechat.public-key-id", wechat.publicKeyId());
        if (Boolean.getBoolean("market.alipay.certificates")) {
            settings.put("market.alipay.app-certificate", gateway.appCertificate());
            settings.put("market.alipay.certificate", gateway.alipayCertificate());
            settings.put("market.alipay.root-certificate", gateway.rootCertificate());
        } else {
            settings.put("market.alipay.public-key", gateway.alipayPublicKey());
        }
        settings.put("market.payments.reconcile-interval", "10h");
        settings.put("market.payments.poll-interval", "10h");
        settings.put("market.payments.payout-interval", "10h");
        settings.put("market.payments.settlement-interval", "10h");
        settings.put("market.payments.account-interval", "10h");
        settings.put("market.payments.refund-interval", "10h");
        settings.put("market.payments.event-interval", "200ms");
        settings.putAll(others);
        return settings;
    }
}
