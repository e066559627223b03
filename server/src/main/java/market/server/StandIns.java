package market.server;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import market.local.alipay.AlipayGateway;
import market.local.alipay.AlipayGatewayConfig;
import market.local.wechat.WechatGateway;
import org.jspecify.annotations.Nullable;

/** The payment providers an engine without settings for them is paid by: local ones, where no money moves. */
record StandIns(@Nullable AlipayGateway alipay, @Nullable WechatGateway wechat) implements AutoCloseable {

    private static final List<String> ALIPAY_SETTINGS = List.of(
            "gateway-url",
            "app-id",
            "seller-id",
            "app-private-key",
            "public-key",
            "app-certificate",
            "certificate",
            "root-certificate",
            "fee-rate");

    /** Starts those that are needed, and says so. */
    static StandIns start(EngineSettings settings, Consumer<String> progress) {
        var alipay = settings.environment().containsKey("MARKET_ALIPAY_GATEWAY_URL")
                ? null
                : AlipayGateway.start(AlipayGatewayConfig.forDevelopment(
                        settings.dataFolder().resolve("alipay"), 0, Clock.systemUTC()));
        var wechat = settings.needsWechatStandIn() ? WechatGateway.start(Clock.systemUTC()) : null;
        if (alipay != null) {
            progress.accept("payments go to the local stand-in for Alipay at " + alipay.address() + ": no money moves");
        }
        if (wechat != null) {
            progress.accept("payments by WeChat go to a local stand-in, too, at " + wechat.address());
        }
        return new StandIns(alipay, wechat);
    }

    /** How the engine reaches them, or what was set for the real ones. */
    Map<String, Object> properties(EngineSettings settings) {
        var properties = new HashMap<String, Object>();
        if (alipay == null) {
            for (var name : ALIPAY_SETTINGS) {
                var variable = "MARKET_ALIPAY_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
                properties.put("market.alipay." + name, settings.environment().getOrDefault(variable, ""));
            }
        } else {
            properties.put("market.alipay.gateway-url", alipay.serverUrl());
            properties.put("market.alipay.app-id", alipay.appId());
            properties.put("market.alipay.seller-id", alipay.sellerId());
            properties.put("market.alipay.app-private-key", alipay.appPrivateKeyPkcs8());
            properties.put("market.alipay.public-key", alipay.alipayPublicKey());
        }
        if (wechat != null) {
            properties.put("market.wechat.gateway-url", wechat.address());
            properties.put("market.wechat.merchant-id", wechat.merchantId());
            properties.put("market.wechat.app-id", wechat.appId());
            properties.put("market.wechat.merchant-serial", wechat.merchantSerial());
            properties.put("market.wechat.private-key", wechat.merchantPrivateKey());
            properties.put("market.wechat.api-key", wechat.apiKey());
            properties.put("market.wechat.public-key", wechat.publicKey());
            properties.put("market.wechat.public-key-id", wechat.publicKeyId());
        }
        return properties;
    }

    @Override
    public void close() {
        if (alipay != null) {
            alipay.close();
        }
        if (wechat != null) {
            wechat.close();
        }
    }
}
