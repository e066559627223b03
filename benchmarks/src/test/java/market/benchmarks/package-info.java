/** Holds what benchmarks know to a floor in every build. */
@NullMarked
package market.benchmarks;

import org.jspecify.annotations.NullMarked;
