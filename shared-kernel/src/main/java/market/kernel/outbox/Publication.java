package market.kernel.outbox;

import market.kernel.DomainEvent;

/** One event on its way to one listener. */
record Publication(long eventPosition, String listener, int attempts, DomainEvent event) {}
