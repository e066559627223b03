/**
 * A day at the market, walked through over HTTP as its buyers, merchants and operator would: each step prints what the
 * engine answered and checks every claim. Knows the engine by its public surfaces only.
 */
@NullMarked
package market.server.demo;

import org.jspecify.annotations.NullMarked;
