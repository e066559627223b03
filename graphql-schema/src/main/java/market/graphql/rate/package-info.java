/** How much each caller may ask for in a while: buckets of points, shared by all copies of the engine through Redis. */
@NullMarked
package market.graphql.rate;

import org.jspecify.annotations.NullMarked;
