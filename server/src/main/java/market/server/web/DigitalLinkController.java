package market.server.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import market.catalog.Batch;
import market.catalog.Batches;
import market.catalog.DigitalLink;
import market.catalog.Product;
import market.catalog.Products;
import market.catalog.TraceEvent;
import market.catalog.Variant;
import market.kernel.Json;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** Resolves the codes on packs: GS1 Digital Links answer with what is known of the batch, as JSON. */
@Controller("/01")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class DigitalLinkController {

    private record Pack(String serial, long scans, Instant firstAt, boolean isSuspicious) {}

    private record Goods(String handle, LocalizedText title) {}

    private record Trace(
            String gtin,
            String batchCode,
            @Nullable Goods product,
            String originCode,
            LocalDate producedOn,
            @Nullable LocalDate bestBefore,
            List<TraceEvent> events,
            Batch.@Nullable Recalled recall,
            @Nullable Pack pack) {}

    private final Batches batches;
    private final Products products;

    DigitalLinkController(Batches batches, Products products) {
        this.batches = batches;
        this.products = products;
    }

    @Get("/{gtin}/10/{batch}")
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<String> batch(String gtin, String batch) {
        return resolve("/01/" + gtin + "/10/" + batch);
    }

    @Get("/{gtin}/10/{batch}/21/{serial}")
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<String> pack(String gtin, String batch, String serial) {
        return resolve("/01/" + gtin + "/10/" + batch + "/21/" + serial);
    }

    private HttpResponse<String> resolve(String path) {
        var link = DigitalLink.parse(path);
        return link.gtin()
                .flatMap(_ -> batches.scan(link.batchCode()))
                .flatMap(batch -> products.find(batch.productId())
                        .filter(product -> isOf(product, link))
                        .map(product -> trace(link, batch, product)))
                .map(trace -> HttpResponse.ok(Json.write(trace)).header("Cache-Control", "no-store"))
                .orElseGet(HttpResponse::notFound);
    }

    /** Goods without a bar code answer to any GTIN: farm produce rarely has one. */
    private static boolean isOf(Product product, DigitalLink link) {
        var barcodes = product.variants().stream()
                .map(Variant::barcode)
                .filter(Objects::nonNull)
                .toList();
        return barcodes.isEmpty() || barcodes.stream().anyMatch(link::isOf);
    }

    private Trace trace(DigitalLink link, Batch batch, Product product) {
        var pack = link.serial()
                .flatMap(serial -> batches.countScan(batch, serial))
                .map(scan -> new Pack(scan.serial(), scan.scans(), scan.firstAt(), scan.isSuspicious()));
        return new Trace(
                link.gtin().orElse(""),
                batch.code(),
                Optional.of(product)
                        .filter(Product::isOnSale)
                        .map(goods -> new Goods(goods.handle(), goods.title()))
                        .orElse(null),
                batch.originCode(),
                batch.producedOn(),
                batch.bestBefore(),
                batch.events(),
                batch.recalled(),
                pack.orElse(null));
    }
}
