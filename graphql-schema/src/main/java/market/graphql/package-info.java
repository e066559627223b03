/**
 * The runtime under the three GraphQL surfaces and the contract itself: all SDL lies in {@code resources/schema}. Rooms
 * contribute {@link market.graphql.Resolvers} beans that list their resolvers by name; start-up fails when a field of the
 * SDL has nobody to answer it, or a resolver names a field that the SDL lacks. Knows no other room.
 */
@NullMarked
package market.graphql;

import org.jspecify.annotations.NullMarked;
