/**
 * The engine as one process: settings, the services it starts when none are given, wiring, health, data packs, and what
 * exists in development only. Knows every room; no room knows it.
 */
@NullMarked
package market.server;

import org.jspecify.annotations.NullMarked;
