/**
 * Stores events with one publication per listener and delivers them: at least once, in order per aggregate and
 * listener, from any number of engine copies. To outgrow one database's outbox, {@link market.kernel.outbox.OutboxRelay}
 * is the seam: it may publish to a broker instead of calling listeners.
 */
@NullMarked
package market.kernel.outbox;

import org.jspecify.annotations.NullMarked;
