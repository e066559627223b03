/** Shows to shoppers whether goods can be had; never how many there are. */
@NullMarked
package market.inventory.graphql;

import org.jspecify.annotations.NullMarked;
