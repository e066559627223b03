package market.server.datapack;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import market.catalog.ListingGate;
import market.catalog.ListingGate.Demand;
import market.catalog.ListingGates;
import market.catalog.SetRecordOutcome;

/** What goods need before they may be on sale. Gates that the operator has set since stay as they are. */
@Singleton
final class GateLoader {

    private static final List<String> COLUMNS = List.of(
            "code",
            "category",
            "kind",
            "certificate_kinds",
            "number_attribute",
            "attributes",
            "reason_zh",
            "reason_en",
            "effective_from");
    private static final Pattern DEMAND =
            Pattern.compile("([a-z][a-z0-9_]*)(?:(>=|<=)(-?[0-9]{1,9}(?:\\.[0-9]{1,4})?))?");

    private final ListingGates gates;

    GateLoader(ListingGates gates) {
        this.gates = gates;
    }

    void load(Path pack, LoadState state) {
        for (var row : PackTable.read(pack, "listing-gates.csv", COLUMNS, state.faults)) {
            var gate = new ListingGate(
                    row.text("code"),
                    row.text("category"),
                    row.choice("kind", ListingGate.Kind.class),
                    row.list("certificate_kinds"),
                    row.orNull("number_attribute"),
                    row.list("attributes").stream()
                            .map(text -> demand(row, text))
                            .toList(),
                    row.localized("reason"),
                    row.date("effective_from"),
                    0);
            if (state.faults.isEmpty()
                    && gates.set(gate, null) instanceof SetRecordOutcome.Invalid<ListingGate> invalid) {
                invalid.faults()
                        .forEach(fault -> row.fault(
                                fault.path(), String.valueOf(fault.reason().en())));
            }
        }
    }

    private static Demand demand(PackRow row, String text) {
        var matcher = DEMAND.matcher(text);
        if (!matcher.matches()) {
            row.fault("attributes", "\"" + text + "\" is not like down_cluster>=50");
            return new Demand("", null, null);
        }
        var bound = matcher.group(3) == null ? null : new BigDecimal(matcher.group(3));
        var isMinimum = ">=".equals(matcher.group(2));
        return new Demand(matcher.group(1), isMinimum ? bound : null, isMinimum ? null : bound);
    }
}
