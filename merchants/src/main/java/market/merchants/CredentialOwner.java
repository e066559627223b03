package market.merchants;

import java.util.UUID;
import market.kernel.MerchantId;

/** Whose key it is. */
public sealed interface CredentialOwner {
    record OfMerchant(MerchantId merchant) implements CredentialOwner {}

    record OfCurator(UUID staff, String pavilion) implements CredentialOwner {}

    record OfOperator(UUID staff) implements CredentialOwner {}
}
