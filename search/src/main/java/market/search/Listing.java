package market.search;

import java.util.List;
import java.util.Map;
import market.catalog.Category;
import market.catalog.Product;
import market.catalog.ProductType;
import market.catalog.VariantId;
import market.inventory.DeliveryArea;
import market.merchants.Merchant;
import market.merchants.Region;

/**
 * All that is known of a product on sale when its search document is written.
 *
 * @param categories from the root down
 * @param origin from the province down; empty when the code is of no known edition
 * @param deliversTo to where it is sent
 * @param sold pieces paid for of late
 * @param available pieces that can be bought; a variant left out has none
 */
public record Listing(
        Product product,
        Merchant merchant,
        ProductType type,
        List<Category> categories,
        List<Region> origin,
        Map<VariantId, Long> available,
        DeliveryArea deliversTo,
        long sold,
        List<String> batchCodes) {}
