/** What every room leans on: arithmetic as properties, the outbox, request keys and sessions on real services. */
@NullMarked
package market.kernel;

import org.jspecify.annotations.NullMarked;
