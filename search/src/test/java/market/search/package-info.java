/** The search against real servers: finding, projecting, rebuilding, and doing without Elasticsearch. */
@NullMarked
package market.search;

import org.jspecify.annotations.NullMarked;
