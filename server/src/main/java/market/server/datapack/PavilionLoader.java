package market.server.datapack;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import market.catalog.Pavilion;
import market.catalog.Pavilions;
import market.catalog.Products;
import market.merchants.Staff;
import market.merchants.StaffRole;

/** Pavilions with their listings and curators, and the operator's people. */
@Singleton
final class PavilionLoader {

    private static final List<String> PAVILION_COLUMNS =
            List.of("handle", "name_zh", "name_en", "region", "description_zh", "description_en");
    private static final List<String> LISTING_COLUMNS = List.of("pavilion", "product", "position");
    private static final List<String> CURATOR_COLUMNS = List.of("phone", "name", "pavilion");
    private static final List<String> OPERATOR_COLUMNS = List.of("phone", "name");

    private final Pavilions pavilions;
    private final Products products;
    private final Staff staff;

    PavilionLoader(Pavilions pavilions, Products products, Staff staff) {
        this.pavilions = pavilions;
        this.products = products;
        this.staff = staff;
    }

    void load(Path pack, LoadState state) {
        var opened = new HashMap<String, Pavilion>();
        for (var row : PackTable.read(pack, "pavilions.csv", PAVILION_COLUMNS, state.faults)) {
            var handle = row.text("handle");
            var name = row.localized("name");
            var description = row.localized("description");
            var region = row.region("region", state.regions);
            if (state.faults.isEmpty()) {
                pavilions.open(handle, name, description, region);
                opened.put(handle, pavilions.findByHandle(handle).orElseThrow());
            }
        }
        for (var row : PackTable.read(pack, "pavilion-listings.csv", LISTING_COLUMNS, state.faults)) {
            var position = (int) row.wholeNumber("position", 0);
            if (state.faults.isEmpty()) {
                list(row, position, opened, state);
            }
        }
        loadPeople(pack, state, opened);
    }

    private void list(PackRow row, int position, Map<String, Pavilion> opened, LoadState state) {
        var pavilion = row.reference("pavilion", opened, "pavilion");
        var product = row.reference("product", state.products, "product");
        if (pavilion.isPresent() && product.isPresent()) {
            pavilions.list(pavilion.get(), products.find(product.get().id()).orElseThrow(), position);
        }
    }

    private void loadPeople(Path pack, LoadState state, Map<String, Pavilion> opened) {
        for (var row : PackTable.read(pack, "curators.csv", CURATOR_COLUMNS, state.faults)) {
            var pavilion = row.text("pavilion");
            if (state.faults.isEmpty()
                    && row.reference("pavilion", opened, "pavilion").isPresent()) {
                staff.admit(null, pavilion, row.text("phone"), row.text("name"), StaffRole.CURATOR);
            }
        }
        for (var row : PackTable.read(pack, "operators.csv", OPERATOR_COLUMNS, state.faults)) {
            var phone = row.text("phone");
            var name = row.text("name");
            if (state.faults.isEmpty()) {
                staff.admit(null, null, phone, name, StaffRole.OPERATOR);
            }
        }
    }
}
