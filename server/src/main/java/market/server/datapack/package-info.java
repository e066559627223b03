/**
 * Reads data packs: checks every row, then loads all packs in one transaction through the rooms' doors, so that a broken
 * pack leaves nothing behind. The format is described in {@code data-packs/README.md}.
 */
@NullMarked
package market.server.datapack;

import org.jspecify.annotations.NullMarked;
