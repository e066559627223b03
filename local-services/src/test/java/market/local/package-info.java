/** Tests against the real services as children of the test's own process, and of one that is killed. */
@NullMarked
package market.local;

import org.jspecify.annotations.NullMarked;
