package market.graphql.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a request came from. {@code X-Forwarded-For} is believed only as far as the proxies that wrote it are trusted:
 * anybody may send one.
 */
@Singleton
final class ClientAddresses {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Addresses that share their first bits. */
    private record Network(InetAddress address, int bits) {

        static Network parse(String text) {
            var slash = text.indexOf('/');
            var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            var bitsMax = address.getAddress().length * 8;
            var bits = slash < 0 ? bitsMax : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > bitsMax) {
                throw new IllegalArgumentException("No network: " + text);
            }
            return new Network(address, bits);
        }

        boolean contains(InetAddress other) {
            var own = address.getAddress();
            var bytes = other.getAddress();
            if (bytes.length != own.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % 8);
                if ((bytes[bit / 8] & mask) != (own[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Network> trusted;

    /**
     * @param trustedProxies addresses or networks in CIDR form, separated by commas
     */
    ClientAddresses(@Value("${market.trusted-proxies:}") String trustedProxies) {
        this.trusted = Arrays.stream(trustedProxies.split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Network::parse)
                .toList();
    }

    String of(HttpRequest<?> request) {
        return of(request.getRemoteAddress().getAddress(), request.getHeaders().getAll(FORWARDED_FOR));
    }

    /** The last address that no trusted proxy has, read from the nearest hop outwards. */
    String of(InetAddress remote, List<String> forwardedFor) {
        var client = remote;
        var hops = new ArrayList<String>();
        forwardedFor.forEach(header -> hops.addAll(Arrays.asList(header.split(",", -1))));
        for (var i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            var hop = parse(hops.get(i).strip());
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        return client.getHostAddress();
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static Optional<InetAddress> parse(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
