package market.merchants;

import java.util.UUID;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * A person who works at the desk of a merchant, a pavilion or the operator.
 *
 * @param merchant null for curators and the operator's people
 * @param pavilion handle, for curators only
 */
public record StaffMember(
        UUID id, @Nullable MerchantId merchant, @Nullable String pavilion, String phone, String name, StaffRole role) {}
