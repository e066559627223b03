/** Assembles the three schemas, checks them against their resolvers, and runs operations within their limits. */
@NullMarked
package market.graphql.execution;

import org.jspecify.annotations.NullMarked;
