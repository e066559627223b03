package market.server.datapack;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import market.catalog.Batches;
import market.catalog.CertificateKind;
import market.catalog.Certificates;
import market.catalog.ProductId;
import market.catalog.RegisterBatch;
import market.catalog.RegisterCertificate;
import market.catalog.TraceEvent;
import market.catalog.TraceStep;

/** What proves the goods: certificates, batches and their trace. */
@Singleton
final class ProofLoader {

    private static final List<String> CERTIFICATE_COLUMNS = List.of(
            "merchant",
            "number",
            "kind",
            "name_zh",
            "name_en",
            "issuer",
            "holder",
            "valid_from",
            "valid_to",
            "products");
    private static final List<String> BATCH_COLUMNS =
            List.of("product", "code", "produced_on", "best_before", "origin");
    private static final List<String> EVENT_COLUMNS =
            List.of("batch", "at", "step", "place", "actor", "description_zh", "description_en");

    private final Certificates certificates;
    private final Batches batches;

    ProofLoader(Certificates certificates, Batches batches) {
        this.certificates = certificates;
        this.batches = batches;
    }

    void load(Path pack, LoadState state) {
        for (var row : PackTable.read(pack, "certificates.csv", CERTIFICATE_COLUMNS, state.faults)) {
            loadCertificate(row, state);
        }
        var rows = PackTable.read(pack, "batches.csv", BATCH_COLUMNS, state.faults);
        var events = events(pack, rows, state);
        for (var row : rows) {
            loadBatch(row, events.getOrDefault(row.text("code"), List.of()), state);
        }
    }

    private void loadCertificate(PackRow row, LoadState state) {
        var merchant = row.reference("merchant", state.merchants, "merchant");
        var covered = new ArrayList<ProductId>();
        for (var key : row.list("products")) {
            var product = state.products.get(key);
            if (product != null) {
                covered.add(product.id());
            } else if (state.faults.isEmpty()) {
                row.fault("products", "there is no product \"" + key + "\"");
            }
        }
        var from = row.date("valid_from");
        var to = row.date("valid_to");
        if (to.isBefore(from)) {
            row.fault("valid_to", to + " is before valid_from " + from);
        }
        var kind = row.choice("kind", CertificateKind.class);
        var name = row.localized("name");
        if (merchant.isPresent() && state.faults.isEmpty()) {
            var command = new RegisterCertificate(
                    merchant.get(),
                    kind,
                    row.text("number"),
                    name,
                    row.text("issuer"),
                    row.text("holder"),
                    from,
                    to,
                    covered);
            register(row, "products", () -> certificates.register(command));
        }
    }

    private static void register(PackRow row, String field, Runnable deed) {
        try {
            deed.run();
        } catch (IllegalArgumentException refused) {
            row.fault(field, String.valueOf(refused.getMessage()));
        }
    }

    private static Map<String, List<TraceEvent>> events(Path pack, List<PackRow> batchRows, LoadState state) {
        var known = new HashSet<String>();
        batchRows.forEach(row -> known.add(row.text("code")));
        var events = new HashMap<String, List<TraceEvent>>();
        for (var row : PackTable.read(pack, "trace-events.csv", EVENT_COLUMNS, state.faults)) {
            var batch = row.text("batch");
            if (!known.contains(batch)) {
                row.fault("batch", "there is no batch \"" + batch + "\"");
            }
            events.computeIfAbsent(batch, _ -> new ArrayList<>())
                    .add(new TraceEvent(
                            row.choice("step", TraceStep.class),
                            row.time("at").toInstant(),
                            row.region("place", state.regions),
                            row.text("actor"),
                            row.localized("description")));
        }
        events.values().forEach(list -> list.sort(Comparator.comparing(TraceEvent::at)));
        return events;
    }

    private void loadBatch(PackRow row, List<TraceEvent> events, LoadState state) {
        var producedOn = row.date("produced_on");
        var bestBefore = row.optional("best_before").map(_ -> row.date("best_before"));
        if (bestBefore.isPresent() && bestBefore.get().isBefore(producedOn)) {
            row.fault("best_before", bestBefore.get() + " is before produced_on " + producedOn);
        }
        var code = row.text("code");
        var origin = row.region("origin", state.regions);
        if (!state.faults.isEmpty()) {
            return;
        }
        row.reference("product", state.products, "product")
                .map(product ->
                        new RegisterBatch(product.id(), code, producedOn, bestBefore.orElse(null), origin, events))
                .ifPresent(command -> register(row, "code", () -> batches.register(command)));
    }
}
