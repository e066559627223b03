/**
 * The desks of those who sell, curate and operate: the resolvers of the merchant and of the operator surface. Owns no
 * tables; every rule lives behind the doors of the rooms that are called. What this room promises is that a merchant's
 * credential reaches that merchant's objects only, and that another's look exactly like unknown ones.
 */
@NullMarked
package market.portal;

import org.jspecify.annotations.NullMarked;
