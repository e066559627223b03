/** Proofs of the small rules of HTTP that need no engine. */
@NullMarked
package market.graphql.http;

import org.jspecify.annotations.NullMarked;
