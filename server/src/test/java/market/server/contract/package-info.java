/** The contract as programs meet it: over HTTP, against whole engines. */
@NullMarked
package market.server.contract;

import org.jspecify.annotations.NullMarked;
