/** What the tests of every module use to reach real services without starting them more often than needed. */
@NullMarked
package market.local.testing;

import org.jspecify.annotations.NullMarked;
