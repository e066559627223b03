package market.kernel;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who makes a request, as proved by the credential and never by an argument. */
public sealed interface Actor {

    /** The customer group of everybody who is not a business buyer. */
    String RETAIL = "RETAIL";

    /** Nobody has signed in. */
    record Guest() implements Actor {}

    /**
     * A shopper who proved a phone number; {@code customerGroup} is {@code RETAIL} or {@code TRADE}, and it and the company
     * of a business buyer decide prices.
     */
    record Shopper(
            ShopperId id, String customerGroup, @Nullable String company) implements Actor {}

    /** Staff or a program of one merchant; {@code credential} names the session or key for the audit. */
    record MerchantUser(MerchantId merchant, UUID credential, Set<String> scopes) implements Actor {}

    /** Who chooses the listings of one pavilion. */
    record Curator(UUID staff, String pavilion, Set<String> scopes) implements Actor {}

    /** Staff of the region's operator. */
    record Operator(UUID staff, Set<String> scopes) implements Actor {}

    /** Stable text of who this is, for request keys and audit rows. */
    default String principal() {
        return switch (this) {
            case Guest _ -> "guest";
            case Shopper shopper -> "shopper:" + shopper.id().value();
            case MerchantUser user -> "merchant:" + user.merchant().value();
            case Curator curator -> "curator:" + curator.staff();
            case Operator operator -> "operator:" + operator.staff();
        };
    }

    default boolean holds(String scope) {
        return switch (this) {
            case Guest _, Shopper _ -> false;
            case MerchantUser user -> user.scopes().contains(scope);
            case Curator curator -> curator.scopes().contains(scope);
            case Operator operator -> operator.scopes().contains(scope);
        };
    }

    /** The customer group that prices are for. */
    default String customerGroup() {
        return this instanceof Shopper shopper ? shopper.customerGroup() : RETAIL;
    }

    /** The company that a business buyer buys for; null for everybody else. */
    default @Nullable String company() {
        return this instanceof Shopper shopper ? shopper.company() : null;
    }
}
