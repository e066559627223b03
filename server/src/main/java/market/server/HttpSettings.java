package market.server;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the environment says about how the surfaces are served, as properties of the engine. */
final class HttpSettings {

    private static final Map<String, String> PROPERTIES = Map.of(
            "MARKET_TRUSTED_PROXIES", "market.trusted-proxies",
            "MARKET_TRUSTED_ONLY", "market.trusted-only",
            "MARKET_BODY_TIME", "market.body-time",
            "MARKET_LIVE_KEEP_ALIVE", "market.live.keep-alive",
            "MARKET_RATE_ADDRESS", "market.rate.address",
            "MARKET_RATE_SHOPPER", "market.rate.shopper",
            "MARKET_RATE_MERCHANT", "market.rate.merchant",
            "MARKET_RATE_OPERATOR", "market.rate.operator",
            "MARKET_DEADLINE_STOREFRONT", "market.deadline.storefront",
            "MARKET_DEADLINE_STAFF", "market.deadline.staff");

    private HttpSettings() {}

    static Map<String, Object> properties(Map<String, String> environment) {
        var properties = new HashMap<String, Object>();
        PROPERTIES.forEach((variable, property) -> {
            var given = environment.get(variable);
            if (given != null) {
                properties.put(property, given);
            }
        });
        properties.putAll(crossOrigin(environment.getOrDefault("MARKET_CORS_ORIGINS", "")));
        return properties;
    }

    private static Map<String, Object> crossOrigin(String origins) {
        if (origins.isBlank()) {
            return Map.of();
        }
        var prefix = "micronaut.server.cors.configurations.front-ends.";
        return Map.of(
                "micronaut.server.cors.enabled",
                true,
                // One's own machine is no better an origin than another.
                "micronaut.server.cors.localhost-pass-through",
                false,
                prefix + "allowed-origins",
                Arrays.stream(origins.split(",", -1)).map(String::strip).toList(),
                prefix + "allowed-methods",
                List.of("GET", "POST"),
                prefix + "allowed-headers",
                List.of("Accept", "Accept-Language", "Authorization", "Content-Type"),
                prefix + "exposed-headers",
                List.of("Content-Language", "ETag", "Retry-After"),
                // Credentials travel in a header of their own; cookies mean nothing here.
                prefix + "allow-credentials",
                false,
                prefix + "max-age",
                3600);
    }
}
