/**
 * Holds in Redis: what is promised to buyers for a while. One script does all of it, atomically per merchant, since all
 * keys of a merchant share a hash tag. Everything here may vanish and is rebuilt from PostgreSQL.
 */
@NullMarked
package market.inventory.redis;

import org.jspecify.annotations.NullMarked;
