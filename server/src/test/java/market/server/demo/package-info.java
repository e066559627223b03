/** Promises that need a whole engine to be proved: over HTTP, with many at once, and with services that end. */
@NullMarked
package market.server.demo;

import org.jspecify.annotations.NullMarked;
