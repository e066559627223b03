package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.graphql.Call;
import market.graphql.Payload;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.inventory.Location;
import market.inventory.LocationId;
import market.inventory.LocationKind;
import market.inventory.Locations;
import market.inventory.SetLocation;
import market.inventory.SetLocationOutcome;
import market.inventory.StockSettings;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import market.merchants.Regions;
import market.portal.Scopes;

/** The places where a merchant keeps goods, and how goods leave them. */
@Singleton
class MerchantPlaces implements Resolvers {

    private static final String SCOPE = "stock.read";
    private static final int CODE_LENGTH_MAX = 40;
    private static final int NAME_LENGTH_MAX = 100;
    private static final int MARGIN_DAYS_MAX = 3_650;
    private static final int AREAS_MAX = 500;

    private final Locations locations;
    private final Regions regions;

    MerchantPlaces(Locations locations, Regions regions) {
        this.locations = locations;
        this.regions = regions;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query(
                        "locations",
                        call -> locations.ofMerchant(call.merchantUser().merchant()))
                .query(
                        "stockSettings",
                        call -> locations.settings(call.merchantUser().merchant()))
                .mutation("locationSet", this::set)
                .payload("LocationSetPayload", "location")
                .mutation("stockSettingsSet", this::setSettings)
                .payload("StockSettingsSetPayload", "settings")
                .type("StockSettings", StockSettings.class)
                .node("loc", this::node)
                .field("Location", Location.class, "id", (location, _) -> GlobalId.of("loc", location.id()))
                .field(
                        "Location",
                        Location.class,
                        "name",
                        (location, call) -> location.name().in(call.language()));
    }

    private Optional<Location> node(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return locations.ofMerchant(call.merchantUser().merchant()).stream()
                .filter(location -> location.id().value().equals(id))
                .findFirst();
    }

    private Payload set(Call call) {
        var input = call.input();
        var errors = new ArrayList<MerchantUserError>();
        var code = input.text("code").strip();
        if (code.isEmpty() || code.length() > CODE_LENGTH_MAX) {
            errors.add(error(MerchantErrorCode.INVALID, "code", call));
        }
        var zh = input.text("nameZh").strip();
        if (zh.isEmpty() || zh.length() > NAME_LENGTH_MAX) {
            errors.add(error(MerchantErrorCode.INVALID, "nameZh", call));
        }
        var en = input.optionalText("nameEn").map(String::strip).filter(name -> !name.isEmpty());
        if (en.filter(name -> name.length() > NAME_LENGTH_MAX).isPresent()) {
            errors.add(error(MerchantErrorCode.INVALID, "nameEn", call));
        }
        var region = input.text("regionCode");
        if (regions.find(region).isEmpty()) {
            errors.add(error(MerchantErrorCode.INVALID, "regionCode", call));
        }
        var areas = new LinkedHashSet<>(input.texts("deliversTo"));
        if (areas.size() > AREAS_MAX || !regions.findAll(areas).keySet().containsAll(areas)) {
            errors.add(error(MerchantErrorCode.INVALID, "deliversTo", call));
        }
        var id = input.isGiven("id") ? input.id("id", "loc").map(LocationId::new) : Optional.<LocationId>empty();
        if (input.isGiven("id") && id.isEmpty()) {
            errors.add(error(MerchantErrorCode.NOT_FOUND, "id", call));
        }
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        return payload(
                locations.set(new SetLocation(
                        call.merchantUser().merchant(),
                        id.orElse(null),
                        code,
                        new LocalizedText(zh, en.orElse(null)),
                        region,
                        input.choice("kind", LocationKind.class),
                        input.flag("isColdChain"),
                        input.flag("isActive"),
                        List.copyOf(areas))),
                call);
    }

    private static Payload payload(SetLocationOutcome outcome, Call call) {
        return switch (outcome) {
            case SetLocationOutcome.Done done -> Payload.of(done.location());
            case SetLocationOutcome.NotFound _ -> Payload.refused(error(MerchantErrorCode.NOT_FOUND, "id", call));
            case SetLocationOutcome.CodeTaken _ -> Payload.refused(error(MerchantErrorCode.DUPLICATE, "code", call));
            case SetLocationOutcome.HasStock _ ->
                Payload.refused(error(MerchantErrorCode.INVALID_STATE, "isActive", call));
            case SetLocationOutcome.TooMany _ -> Payload.refused(error(MerchantErrorCode.LIMIT_EXCEEDED, "code", call));
        };
    }

    private Payload setSettings(Call call) {
        var input = call.input();
        var margin = input.optionalInteger("saleMarginDays");
        if (margin.filter(days -> days < 0 || days > MARGIN_DAYS_MAX).isPresent()) {
            return Payload.refused(List.of(error(MerchantErrorCode.INVALID, "saleMarginDays", call)));
        }
        var settings = new StockSettings(input.flag("maySplit"), margin.orElse(null));
        locations.setSettings(call.merchantUser().merchant(), settings);
        return Payload.of(settings);
    }

    private static MerchantUserError error(MerchantErrorCode code, String member, Call call) {
        return MerchantUserError.of(code, call, call.input().pathOf(member));
    }
}
