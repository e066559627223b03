package market.kernel.outbox;

import java.util.List;
import market.kernel.DomainEvent;

/**
 * What became visible between two looks at the outbox.
 *
 * @param snapshot what was committed at this look, as PostgreSQL writes it
 */
record News(String snapshot, List<DomainEvent> events) {}
