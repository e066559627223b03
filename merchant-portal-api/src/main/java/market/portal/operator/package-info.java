/** The operator surface: the register of merchants and the ledger, for the region's own staff. */
@NullMarked
package market.portal.operator;

import org.jspecify.annotations.NullMarked;
