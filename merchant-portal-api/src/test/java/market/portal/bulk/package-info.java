@NullMarked
package market.portal.bulk;

import org.jspecify.annotations.NullMarked;
