package market.kernel;

import java.util.Set;
import java.util.UUID;

/** Who makes a request, as proved by the credential and never by an argument. */
public sealed interface Actor {

    /** Nobody has signed in. */
    record Guest() implements Actor {}

    /** A shopper who proved a phone number. */
    record Shopper(ShopperId id) implements Actor {}

    /** Staff or a program of one merchant; {@code credential} names the session or key for the audit. */
    record MerchantUser(MerchantId merchant, UUID credential, Set<String> scopes) implements Actor {}

    /** Staff of the region's operator. */
    record Operator(UUID staff, Set<String> scopes) implements Actor {}

    /** Stable text of who this is, for request keys and audit rows. */
    default String principal() {
        return switch (this) {
            case Guest _ -> "guest";
            case Shopper(var id) -> "shopper:" + id.value();
            case MerchantUser(var merchant, _, _) -> "merchant:" + merchant.value();
            case Operator(var staff, _) -> "operator:" + staff;
        };
    }

    default boolean holds(String scope) {
        return switch (this) {
            case Guest _, Shopper _ -> false;
            case MerchantUser(_, _, var scopes) -> scopes.contains(scope);
            case Operator(_, var scopes) -> scopes.contains(scope);
        };
    }
}
