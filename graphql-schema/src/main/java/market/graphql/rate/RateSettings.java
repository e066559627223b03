package market.graphql.rate;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import market.graphql.RequestContext;
import market.kernel.Actor;

/** The sizes of the buckets, by who calls. */
@Singleton
final class RateSettings {

    private final RateLimit address;
    private final RateLimit shopper;
    private final RateLimit merchant;
    private final RateLimit operator;

    RateSettings(
            @Value("${market.rate.address:20000/1000}") String address,
            @Value("${market.rate.shopper:10000/500}") String shopper,
            @Value("${market.rate.merchant:20000/1000}") String merchant,
            @Value("${market.rate.operator:20000/1000}") String operator) {
        this.address = parse(address);
        this.shopper = parse(shopper);
        this.merchant = parse(merchant);
        this.operator = parse(operator);
    }

    RateLimit limit(RequestContext request) {
        return switch (request.actor()) {
            case Actor.Guest _ -> address;
            case Actor.Shopper _ -> shopper;
            case Actor.MerchantUser _, Actor.Curator _ -> merchant;
            case Actor.Operator _ -> operator;
        };
    }

    private static RateLimit parse(String setting) {
        var parts = setting.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("A rate is written as max/restored a second, not " + setting);
        }
        return new RateLimit(Long.parseLong(parts[0].strip()), Long.parseLong(parts[1].strip()));
    }
}
