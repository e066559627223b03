/** Both surfaces of the desk against real services, through the runtime that serves them. */
@NullMarked
package market.portal;

import org.jspecify.annotations.NullMarked;
