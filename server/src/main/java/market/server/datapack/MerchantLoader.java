package market.server.datapack;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import market.inventory.LocationKind;
import market.inventory.Locations;
import market.merchants.LicenceNumber;
import market.merchants.MerchantKind;
import market.merchants.Merchants;
import market.merchants.RegisterMerchant;
import market.merchants.Staff;
import market.merchants.StaffRole;

/** Merchants with their people and stock locations. */
@Singleton
final class MerchantLoader {

    private static final List<String> MERCHANT_COLUMNS = List.of(
            "code",
            "kind",
            "name_zh",
            "name_en",
            "region",
            "licence_number",
            "food_licence",
            "description_zh",
            "description_en");
    private static final List<String> STAFF_COLUMNS = List.of("merchant", "phone", "name", "role");
    private static final List<String> LOCATION_COLUMNS =
            List.of("merchant", "code", "kind", "name_zh", "name_en", "region");

    private final Merchants merchants;
    private final Staff staff;
    private final Locations locations;

    MerchantLoader(Merchants merchants, Staff staff, Locations locations) {
        this.merchants = merchants;
        this.staff = staff;
        this.locations = locations;
    }

    void load(Path pack, LoadState state) {
        for (var row : PackTable.read(pack, "merchants.csv", MERCHANT_COLUMNS, state.faults)) {
            loadMerchant(row, state);
        }
        for (var row : PackTable.read(pack, "staff.csv", STAFF_COLUMNS, state.faults)) {
            var merchant = row.reference("merchant", state.merchants, "merchant");
            var role = row.choice("role", StaffRole.class);
            var phone = row.text("phone");
            var name = row.text("name");
            if (role != StaffRole.OWNER && role != StaffRole.STAFF) {
                row.fault("role", "a merchant's people are OWNER or STAFF");
            } else if (state.faults.isEmpty()) {
                merchant.ifPresent(id -> staff.admit(id, null, phone, name, role));
            }
        }
        for (var row : PackTable.read(pack, "locations.csv", LOCATION_COLUMNS, state.faults)) {
            var merchant = row.reference("merchant", state.merchants, "merchant");
            var code = row.text("code");
            var name = row.localized("name");
            var region = row.region("region", state.regions);
            var kind = row.choice("kind", LocationKind.class);
            if (merchant.isPresent() && state.faults.isEmpty()) {
                state.locations.put(
                        LoadState.key(row.text("merchant"), code),
                        locations.upsert(merchant.get(), code, name, region, kind));
            }
        }
    }

    private void loadMerchant(PackRow row, LoadState state) {
        var command = new RegisterMerchant(
                row.text("code"),
                row.choice("kind", MerchantKind.class),
                row.localized("name"),
                row.localized("description"),
                row.region("region", state.regions),
                row.text("licence_number"),
                row.orNull("food_licence"));
        if (!LicenceNumber.isValid(command.licenceNumber())) {
            row.fault("licence_number", "\"" + command.licenceNumber() + "\" is no unified social credit code");
        }
        if (state.faults.isEmpty()) {
            state.merchants.put(command.code(), merchants.register(command).id());
        }
    }
}
