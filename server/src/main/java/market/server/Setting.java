package market.server;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How settings are written. One that is written otherwise stops the start before anything is begun.
 *
 * @param form in words, after "must be"
 * @param variables the settings that are written so
 */
record Setting(String form, Predicate<String> isWellFormed, List<String> variables) {

    private static final String PREFIX = "MARKET_";
    private static final Pattern TIME_FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern FIRST_OPERATOR_FORM = Pattern.compile("1\\d{10} +\\S.{0,98}");
    private static final int KEY_BYTES = 32;
    private static final int SHOWN_MAX = 60;

    static final List<Setting> ALL = List.of(
            of("a number from 1 to 65535", text -> isWithin(text, 1, 65_535), "MARKET_PORT"),
            of(
                    "a whole number from 1 upwards",
                    text -> isWithin(text, 1, Long.MAX_VALUE),
                    "MARKET_HTTP_ANSWER_BYTES",
                    "MARKET_INVENTORY_FLASH_ADMISSION_FACTOR",
                    "MARKET_INVENTORY_HELD_PIECES_OF_VARIANT_PER_BUYER_MAX",
                    "MARKET_INVENTORY_HELD_PIECES_PER_BUYER_MAX",
                    "MARKET_INVENTORY_HOLDS_PER_BUYER_MAX",
                    "MARKET_REDIS_CONNECTIONS",
                    "MARKET_STAFF_PASSWORD_MEMORY_KIB",
                    "MARKET_STAFF_PASSWORD_PASSES",
                    "MARKET_STAFF_TRIES_PER_ACCOUNT",
                    "MARKET_STAFF_TRIES_PER_ADDRESS",
                    "MARKET_VOUCHERS_WRONG_CODES"),
            of("a whole number from 0 upwards", text -> isWithin(text, 0, 1_000), "MARKET_STAFF_PASSWORD_AT_ONCE"),
            of(
                    "true or false",
                    text -> text.equals("true") || text.equals("false"),
                    "MARKET_ALIPAY_MERGED_PAYMENT",
                    "MARKET_EXPLORER",
                    "MARKET_PAYMENTS_DIRECT_ONLY",
                    "MARKET_PRODUCTION",
                    "MARKET_TRUSTED_ONLY"),
            of(
                    "a time longer than nothing, such as 15m, 2s or 100ms",
                    Setting::isTime,
                    "MARKET_BODY_TIME",
                    "MARKET_CART_KEPT",
                    "MARKET_CATALOG_PRICES_INTERVAL",
                    "MARKET_CATALOG_PROOFS_INTERVAL",
                    "MARKET_CATALOG_STATUSES_INTERVAL",
                    "MARKET_CATALOG_TAXONOMY_REFRESH",
                    "MARKET_CHECKOUT_EXPIRE_EVERY",
                    "MARKET_CHECKOUT_RECALL_MESSAGES_INTERVAL",
                    "MARKET_CHECKOUT_HOLD",
                    "MARKET_CHECKOUT_PAY_WITHIN",
                    "MARKET_CHECKOUT_PRICES_KEPT",
                    "MARKET_DEADLINE_STAFF",
                    "MARKET_DEADLINE_STOREFRONT",
                    "MARKET_ELASTICSEARCH_TIMEOUT",
                    "MARKET_INVENTORY_EXPIRE_LOTS_INTERVAL",
                    "MARKET_INVENTORY_FLASH_GATE_INTERVAL",
                    "MARKET_INVENTORY_FLASH_SALE_INTERVAL",
                    "MARKET_INVENTORY_LEDGER_CHECK_INTERVAL",
                    "MARKET_INVENTORY_HEARTBEAT_INTERVAL",
                    "MARKET_INVENTORY_HOLD_LIFE_MAX",
                    "MARKET_INVENTORY_RECONCILE_INTERVAL",
                    "MARKET_INVENTORY_SALE_MARGIN",
                    "MARKET_INVENTORY_SWEEP_INTERVAL",
                    "MARKET_LIVE_KEEP_ALIVE",
                    "MARKET_LIVE_LIFE",
                    "MARKET_OUTBOX_POLL_INTERVAL",
                    "MARKET_OUTBOX_WATCH_INTERVAL",
                    "MARKET_PAYMENTS_ACCOUNT_INTERVAL",
                    "MARKET_PAYMENTS_EVENT_INTERVAL",
                    "MARKET_PAYMENTS_PAYOUT_INTERVAL",
                    "MARKET_PAYMENTS_POLL_INTERVAL",
                    "MARKET_PAYMENTS_RECONCILE_INTERVAL",
                    "MARKET_PAYMENTS_REFUND_INTERVAL",
                    "MARKET_PAYMENTS_SETTLEMENT_INTERVAL",
                    "MARKET_PORTAL_IMPORT_INTERVAL",
                    "MARKET_REDIS_TIMEOUT",
                    "MARKET_SEARCH_POLL_INTERVAL",
                    "MARKET_SESSION_IDLE",
                    "MARKET_SESSION_LIFETIME",
                    "MARKET_STAFF_LOCKOUT",
                    "MARKET_VOUCHERS_EXPIRE_EVERY",
                    "MARKET_VOUCHERS_LOCKOUT"),
            of(
                    "points at once and points a second, such as 20000/1000",
                    text -> Arrays.stream(text.split("/", -1))
                                            .filter(Setting::isRatePart)
                                            .count()
                                    == 2
                            && text.chars().filter(each -> each == '/').count() == 1,
                    "MARKET_RATE_ADDRESS",
                    "MARKET_RATE_MERCHANT",
                    "MARKET_RATE_OPERATOR",
                    "MARKET_RATE_SHOPPER"),
            of(
                    "addresses or networks such as 10.0.0.0/8, separated by commas",
                    text -> parts(text).allMatch(Setting::isNetwork),
                    "MARKET_TRUSTED_PROXIES"),
            of(
                    "origins such as https://shop.example, separated by commas",
                    text -> parts(text)
                            .allMatch(each -> isUrl(each, "http", "https")
                                    && URI.create(each).getPath().isEmpty()),
                    "MARKET_CORS_ORIGINS"),
            of(
                    "an address such as https://market.example",
                    text -> isUrl(text, "http", "https"),
                    "MARKET_ALIPAY_GATEWAY_URL",
                    "MARKET_ALIPAY_NOTIFY_URL",
                    "MARKET_ALIPAY_RETURN_URL",
                    "MARKET_PUBLIC_URL",
                    "MARKET_URL",
                    "MARKET_WECHAT_GATEWAY_URL",
                    "MARKET_WECHAT_NOTIFY_URL"),
            of(
                    "addresses such as http://host:9200, separated by commas",
                    text -> parts(text).allMatch(each -> isUrl(each, "http", "https")),
                    "MARKET_ELASTICSEARCH_URL"),
            of(
                    "an address such as jdbc:postgresql://host/market?user=market&password=...",
                    text -> text.startsWith("jdbc:postgresql:"),
                    "MARKET_POSTGRES_URL"),
            of(
                    "addresses such as redis://host:6379, separated by commas",
                    text -> parts(text).allMatch(each -> isUrl(each, "redis", "rediss")),
                    "MARKET_REDIS_URI"),
            of(
                    "one of TRACE, DEBUG, INFO, WARN, ERROR",
                    text -> List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR").contains(text),
                    "MARKET_LOG_LEVEL"),
            of(
                    "a phone and a name, such as 13800000000 周主任",
                    text -> FIRST_OPERATOR_FORM.matcher(text).matches(),
                    "MARKET_FIRST_OPERATOR"),
            of(
                    "Base64 of 32 random bytes, several separated by commas",
                    text -> parts(text).allMatch(Setting::isKey),
                    "MARKET_STAFF_SECRET_KEYS"),
            of(
                    "a share from 0 to 1 such as 0.006",
                    Setting::isShare,
                    "MARKET_ALIPAY_FEE_RATE",
                    "MARKET_WECHAT_FEE_RATE"),
            of(
                    "not empty",
                    text -> !text.isBlank(),
                    "MARKET_ALIPAY_APP_CERTIFICATE",
                    "MARKET_ALIPAY_APP_ID",
                    "MARKET_ALIPAY_APP_PRIVATE_KEY",
                    "MARKET_ALIPAY_CERTIFICATE",
                    "MARKET_ALIPAY_PUBLIC_KEY",
                    "MARKET_ALIPAY_ROOT_CERTIFICATE",
                    "MARKET_ALIPAY_SELLER_ID",
                    "MARKET_BENCH_TARGET",
                    "MARKET_DATA",
                    "MARKET_DATA_PACKS",
                    "MARKET_DEV_SECRET",
                    "MARKET_ELASTICSEARCH_INDEX_PREFIX",
                    "MARKET_ELASTICSEARCH_ZIP",
                    "MARKET_HEAP",
                    "MARKET_LOG_FILE",
                    "MARKET_REDIS_KEY_PREFIX",
                    "MARKET_WECHAT_API_KEY",
                    "MARKET_WECHAT_APP_ID",
                    "MARKET_WECHAT_MERCHANT_ID",
                    "MARKET_WECHAT_MERCHANT_SERIAL",
                    "MARKET_WECHAT_PRIVATE_KEY",
                    "MARKET_WECHAT_PUBLIC_KEY",
                    "MARKET_WECHAT_PUBLIC_KEY_ID",
                    "MARKET_WECHAT_ROOT_CERTIFICATE"));

    private static Setting of(String form, Predicate<String> isWellFormed, String... variables) {
        return new Setting(form, isWellFormed, List.of(variables));
    }

    /** What is wrong with the settings in an environment, by their names. */
    static List<String> faults(Map<String, String> environment) {
        var faults = new ArrayList<String>();
        for (var kind : ALL) {
            for (var variable : kind.variables) {
                var text = environment.get(variable);
                if (text != null && !kind.isWellFormed.test(text)) {
                    faults.add(variable + " must be " + kind.form + ", not " + shown(variable, text));
                }
            }
        }
        Collections.sort(faults);
        return faults;
    }

    /** Names that begin like settings and mean nothing here: somebody's slip, or another program's. */
    static List<String> strangers(Map<String, String> environment) {
        var known = ALL.stream().flatMap(kind -> kind.variables.stream()).toList();
        return environment.keySet().stream()
                .filter(variable -> variable.startsWith(PREFIX) && !known.contains(variable))
                .sorted()
                .toList();
    }

    /** Keys and passwords are not repeated on a console. */
    private static String shown(String variable, String text) {
        if (variable.endsWith("_KEY")
                || variable.endsWith("_KEYS")
                || variable.endsWith("_SECRET")
                || text.contains("@")
                || text.contains("password")) {
            return "what is given";
        }
        return '"' + (text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text) + '"';
    }

    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip);
    }

    private static boolean isWithin(String text, long least, long most) {
        try {
            var number = Long.parseLong(text);
            return number >= least && number <= most;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isShare(String text) {
        return text.matches("0(\\.\\d{1,6})?|1(\\.0{1,6})?");
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isRatePart(String text) {
        return isWithin(text.strip(), 1, Long.MAX_VALUE);
    }

    private static boolean isTime(String text) {
        var match = TIME_FORM.matcher(text);
        if (match.matches()) {
            return Long.parseLong(match.group(1)) > 0;
        }
        try {
            return Duration.parse(text).isPositive();
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static boolean isNetwork(String text) {
        var parts = text.split("/", -1);
        try {
            var bits = InetAddress.ofLiteral(parts[0]).getAddress().length * Byte.SIZE;
            return parts.length == 1 || (parts.length == 2 && isWithin(parts[1], 0, bits));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isUrl(String text, String... schemes) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null && Arrays.asList(schemes).contains(uri.getScheme());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
