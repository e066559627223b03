/** What the people who run the engine look at. */
@NullMarked
package market.server.operating;

import org.jspecify.annotations.NullMarked;
