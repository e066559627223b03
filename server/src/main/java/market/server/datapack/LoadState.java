package market.server.datapack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.inventory.LocationId;
import market.kernel.MerchantId;

/** What one loading has read so far, for rows that refer to earlier ones. */
final class LoadState {

    /** A product with its merchant. */
    record LoadedProduct(ProductId id, MerchantId merchant) {}

    /** A variant with its product. */
    record LoadedVariant(VariantId id, ProductId product, MerchantId merchant) {}

    final PackFaults faults = new PackFaults();
    final Set<String> regions = new HashSet<>();
    final Map<String, MerchantId> merchants = new HashMap<>();
    final Map<String, LocationId> locations = new HashMap<>();
    final Map<String, LoadedProduct> products = new HashMap<>();
    final Map<String, LoadedVariant> variants = new HashMap<>();

    /** The key of something that is unique within a merchant. */
    static String key(String merchant, String code) {
        return merchant + "/" + code;
    }

    static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
