package market.merchants;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.kernel.Actor;
import market.kernel.Digests;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/** @param scopes separated by spaces */
@MappedEntity(value = "credential", schema = "merchants")
record CredentialRow(
        @Id UUID id,
        @Nullable UUID merchantId,
        @Nullable UUID staffId,
        @Nullable String pavilion,
        String name,
        String prefix,
        String secretHash,
        String scopes,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    private static final int PREFIX_LENGTH = 14;

    static CredentialRow of(
            UUID id, CredentialOwner owner, String name, Set<String> scopes, Instant expiresAt, String secret) {
        var row = new CredentialRow(
                id,
                null,
                null,
                null,
                name,
                secret.substring(0, PREFIX_LENGTH),
                Digests.sha256Hex(secret),
                scopes.stream().sorted().collect(Collectors.joining(" ")),
                expiresAt,
                null);
        return switch (owner) {
            case CredentialOwner.OfMerchant(var merchant) -> row.ownedBy(merchant.value(), null, null);
            case CredentialOwner.OfCurator(var staff, var pavilion) -> row.ownedBy(null, staff, pavilion);
            case CredentialOwner.OfOperator(var staff) -> row.ownedBy(null, staff, null);
        };
    }

    Actor toActor() {
        var held = Arrays.stream(scopes.split(" "))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (merchantId != null) {
            return new Actor.MerchantUser(new MerchantId(merchantId), id, held);
        }
        var staff = Objects.requireNonNull(staffId);
        return pavilion == null ? new Actor.Operator(staff, held) : new Actor.Curator(staff, pavilion, held);
    }

    private CredentialRow ownedBy(@Nullable UUID merchant, @Nullable UUID staff, @Nullable String curatedPavilion) {
        return new CredentialRow(
                id, merchant, staff, curatedPavilion, name, prefix, secretHash, scopes, expiresAt, revokedAt);
    }
}
