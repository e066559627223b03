/** Who may sell. */
@NullMarked
package market.merchants;

import org.jspecify.annotations.NullMarked;
