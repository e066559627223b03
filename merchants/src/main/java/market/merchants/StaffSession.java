package market.merchants;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import market.kernel.Actor;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** What the session of a person says, so that a request needs no look-up. */
record StaffSession(
        UUID staff, @Nullable MerchantId merchant, @Nullable String pavilion, StaffRole role) {

    static StaffSession of(StaffMember person) {
        return new StaffSession(person.id(), person.merchant(), person.pavilion(), person.role());
    }

    /** @param session names it for the audit */
    Actor actor(UUID session) {
        Set<String> scopes = new HashSet<>(role.scopes());
        scopes.add(StaffRole.ACCOUNT_SCOPE);
        return switch (role) {
            case OWNER, STAFF -> new Actor.MerchantUser(Objects.requireNonNull(merchant), session, Set.copyOf(scopes));
            case CURATOR -> new Actor.Curator(staff, Objects.requireNonNull(pavilion), Set.copyOf(scopes));
            case OPERATOR -> new Actor.Operator(staff, Set.copyOf(scopes));
        };
    }
}
