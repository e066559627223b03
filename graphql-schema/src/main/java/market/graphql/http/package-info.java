/** GraphQL over HTTP: one thin controller per surface in front of the executor. */
@NullMarked
package market.graphql.http;

import org.jspecify.annotations.NullMarked;
