/**
 * A page for each surface to read its contract and try operations: GraphiQL with the journey as ready examples, all of it from
 * the engine's own class path. Off in production unless it is asked for.
 */
@NullMarked
package market.server.explorer;

import org.jspecify.annotations.NullMarked;
