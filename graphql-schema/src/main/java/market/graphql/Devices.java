package market.graphql;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Names of devices and networks that their owners know again, and that tell nobody more. */
final class Devices {

    private static final int NAME_LENGTH_MAX = 40;
    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z][A-Za-z0-9 ._-]*");
    private static final Map<String, String> SYSTEMS = ordered(
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "HarmonyOS",
            "HarmonyOS",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "Mac OS X",
            "Mac",
            "Linux",
            "Linux");
    // Each before those whose name it also carries.
    private static final Map<String, String> PROGRAMS = ordered(
            "MicroMessenger",
            "WeChat",
            "AlipayClient",
            "Alipay",
            "Edg",
            "Edge",
            "Firefox",
            "Firefox",
            "Chrome",
            "Chrome",
            "Safari",
            "Safari");

    private Devices() {}

    static String name(String userAgent) {
        var system = first(SYSTEMS, userAgent);
        var program = first(PROGRAMS, userAgent);
        if (!system.isEmpty() && !program.isEmpty()) {
            return program + " · " + system;
        }
        if (!system.isEmpty() || !program.isEmpty()) {
            return system + program;
        }
        var product = PRODUCT.matcher(userAgent);
        var name = product.lookingAt() ? product.group().strip() : "";
        return name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX));
    }

    /** The first half of an address of version 4, and of version 6 what a provider has. */
    static String network(String address) {
        try {
            var parsed = InetAddress.ofLiteral(address);
            var bytes = parsed.getAddress();
            return parsed instanceof Inet4Address
                    ? (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + ".*.*"
                    : String.format(Locale.ROOT, "%02x%02x:%02x%02x::", bytes[0], bytes[1], bytes[2], bytes[3]);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static String first(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(entry -> userAgent.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
