package market.graphql.rate;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import market.graphql.RequestContext;
import market.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** The sizes of the buckets, by who calls. */
@Singleton
final class RateSettings {

    private static final String ADDRESS = "20000/1000";
    private static final RateLimit UNLIMITED = new RateLimit(1_000_000_000, 1_000_000);

    private final RateLimit address;
    // Whoever develops or measures on the engine's own machine is not to be held up.
    private final RateLimit ownMachine;
    private final RateLimit shopper;
    private final RateLimit merchant;
    private final RateLimit operator;

    RateSettings(
            @Property(name = "market.rate.address") @Nullable String address,
            @Value("${market.rate.shopper:10000/500}") String shopper,
            @Value("${market.rate.merchant:20000/1000}") String merchant,
            @Value("${market.rate.operator:20000/1000}") String operator,
            @Value("${market.production:false}") boolean isProduction) {
        this.address = parse(address == null ? ADDRESS : address);
        this.ownMachine = address == null && !isProduction ? UNLIMITED : this.address;
        this.shopper = parse(shopper);
        this.merchant = parse(merchant);
        this.operator = parse(operator);
    }

    RateLimit limit(RequestContext request) {
        return switch (request.actor()) {
            case Actor.Guest _ -> isOwnMachine(request.clientAddress()) ? ownMachine : address;
            case Actor.Shopper _ -> shopper;
            case Actor.MerchantUser _, Actor.Curator _ -> merchant;
            case Actor.Operator _ -> operator;
        };
    }

    private static boolean isOwnMachine(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }

    private static RateLimit parse(String setting) {
        var parts = setting.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("A rate is written as max/restored a second, not " + setting);
        }
        return new RateLimit(Long.parseLong(parts[0].strip()), Long.parseLong(parts[1].strip()));
    }
}
