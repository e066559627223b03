/** The committed contract; and limits, scalars, gaps and faults of the runtime, on a small contract of its own. */
@NullMarked
package market.graphql.execution;

import org.jspecify.annotations.NullMarked;
