package market.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one engine, read once from the environment.
 *
 * @param port the port asked for by hand; without it 8080 or the next free one is taken
 * @param postgresUrl JDBC URL of an existing server; null starts one
 * @param redisUri URI of an existing server, several separated by commas for a cluster; null starts one
 * @param elasticsearchUrl URL of an existing server; null starts one
 */
record EngineSettings(
        Optional<Integer> port,
        Path dataFolder,
        Path dataPacks,
        Path elasticsearchZip,
        @Nullable String postgresUrl,
        @Nullable String redisUri,
        @Nullable String elasticsearchUrl,
        boolean isProduction,
        Map<String, String> environment) {

    static final int DEFAULT_PORT = 8080;

    /** Refuses all settings that are not written as they should be, at once. */
    static EngineSettings from(Map<String, String> environment) {
        var faults = Setting.faults(environment);
        if (!faults.isEmpty()) {
            throw new StartRefusedException("These settings stop the start:\n  " + String.join("\n  ", faults));
        }
        return new EngineSettings(
                Optional.ofNullable(environment.get("MARKET_PORT")).map(Integer::valueOf),
                Path.of(environment.getOrDefault("MARKET_DATA", System.getProperty("user.home") + "/.techan")),
                Path.of(environment.getOrDefault("MARKET_DATA_PACKS", "data-packs")),
                Path.of(environment.getOrDefault("MARKET_ELASTICSEARCH_ZIP", "elasticsearch.zip")),
                environment.get("MARKET_POSTGRES_URL"),
                environment.get("MARKET_REDIS_URI"),
                environment.get("MARKET_ELASTICSEARCH_URL"),
                Boolean.parseBoolean(environment.getOrDefault("MARKET_PRODUCTION", "false")),
                Map.copyOf(environment));
    }

    /** Pages to try the surfaces: for those who develop, so in production only where it is asked for. */
    boolean hasExplorer() {
        return Boolean.parseBoolean(environment.getOrDefault("MARKET_EXPLORER", Boolean.toString(!isProduction)));
    }

    /** Phone and name of the operator that a new market begins with; empty where none is told. */
    Optional<FirstOperator> firstOperator() {
        return Optional.ofNullable(environment.get("MARKET_FIRST_OPERATOR"))
                .map(text -> text.split(" ", 2))
                .map(parts -> new FirstOperator(parts[0], parts[1].strip()));
    }

    record FirstOperator(String phone, String name) {}

    /** Why production must not start with these settings; empty when it may. */
    List<String> productionFaults() {
        var faults = new ArrayList<String>();
        if (!isProduction) {
            return faults;
        }
        require("MARKET_POSTGRES_URL", faults);
        require("MARKET_REDIS_URI", faults);
        require("MARKET_ELASTICSEARCH_URL", faults);
        require("MARKET_STAFF_SECRET_KEYS", faults);
        require("MARKET_ALIPAY_GATEWAY_URL", faults);
        require("MARKET_ALIPAY_APP_ID", faults);
        require("MARKET_ALIPAY_SELLER_ID", faults);
        require("MARKET_ALIPAY_APP_PRIVATE_KEY", faults);
        var isByCertificate = environment.containsKey("MARKET_ALIPAY_CERTIFICATE");
        if (isByCertificate) {
            require("MARKET_ALIPAY_APP_CERTIFICATE", faults);
            require("MARKET_ALIPAY_ROOT_CERTIFICATE", faults);
        } else {
            require("MARKET_ALIPAY_PUBLIC_KEY", faults);
        }
        for (var gateway : List.of("MARKET_ALIPAY_GATEWAY_URL", "MARKET_WECHAT_GATEWAY_URL")) {
            if (!environment.getOrDefault(gateway, "https:").startsWith("https:")) {
                faults.add(gateway + " must begin with https:// in production; a stand-in is not allowed there");
            }
        }
        if (environment.containsKey("MARKET_DEV_SECRET")) {
            faults.add("MARKET_DEV_SECRET is a development secret and must not be set in production");
        }
        return faults;
    }

    /** Payments by WeChat go to a stand-in where nothing else is said; production offers them with settings only. */
    boolean needsWechatStandIn() {
        return !isProduction && !environment.containsKey("MARKET_WECHAT_MERCHANT_ID");
    }

    private void require(String name, List<String> faults) {
        if (environment.getOrDefault(name, "").isBlank()) {
            faults.add(name + " must be set in production");
        }
    }
}
