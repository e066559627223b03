/** What resolvers read and answer with: inputs, pages, payloads, and the list of who answers what. */
@NullMarked
package market.graphql;

import org.jspecify.annotations.NullMarked;
