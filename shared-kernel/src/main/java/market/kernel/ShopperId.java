package market.kernel;

import java.util.UUID;

/** A signed-in shopper. Lives here because the actor of a request carries it. */
public record ShopperId(UUID value) implements TypedId {}
