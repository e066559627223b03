/**
 * Assembles the three schemas, checks them against their resolvers, and runs operations within their limits: of shape, of
 * cost, of rate and of time.
 */
@NullMarked
package market.graphql.execution;

import org.jspecify.annotations.NullMarked;
