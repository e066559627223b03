/**
 * Measurements of the running engine beside what they are a ratio to, taken in one run by one generator: a page of a
 * product against constant bytes, orders against the same statements by pgbench, holds against redis-benchmark. Nothing in
 * the product depends on it.
 */
@NullMarked
package market.benchmarks;

import org.jspecify.annotations.NullMarked;
