/**
 * What every room needs to speak with the others: money, typed ids, time, actors, pages, the outbox, sessions and
 * request keys. No rule of the trade lives here. Tables: {@code kernel.outbox_event}, {@code kernel.outbox_publication},
 * {@code kernel.request_key}. At most 25 public types, so that it never becomes an attic.
 */
@NullMarked
package market.kernel;

import org.jspecify.annotations.NullMarked;
