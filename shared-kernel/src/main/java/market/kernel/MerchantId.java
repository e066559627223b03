package market.kernel;

import java.util.UUID;

/** Who sells. Lives here because the actor of a request and the rows of nearly every room carry it. */
public record MerchantId(UUID value) implements TypedId {}
