package market.kernel;

/** An event of the tests; one that is {@code bad} cannot be handled. */
record Told(String aggregateId, int number, boolean bad) implements DomainEvent {}
