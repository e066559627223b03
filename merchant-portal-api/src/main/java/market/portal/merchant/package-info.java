/** The merchant surface: merchants' own goods, stock, orders and statements, and the pavilions of their curators. */
@NullMarked
package market.portal.merchant;

import org.jspecify.annotations.NullMarked;
