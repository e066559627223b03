/**
 * The real PostgreSQL, Redis and Elasticsearch as child processes of the engine, so that a checkout runs with nothing
 * installed but a JDK.
 *
 * <p>The door is {@link market.local.LocalServices}. Everything lives below one data folder: unpacked software, data,
 * logs and the ports that were chosen. The children never outlive the engine, not even when it is killed.
 */
@NullMarked
package market.local;

import org.jspecify.annotations.NullMarked;
