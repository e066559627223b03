package market.portal.bulk;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import market.catalog.Taxonomy;
import market.kernel.Json;
import market.kernel.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files in and out, by links that GraphQL hands out; whoever has the link needs no credential. */
@Controller
@ExecuteOn(TaskExecutors.VIRTUAL)
final class BulkController {

    private static final Logger LOG = LoggerFactory.getLogger(BulkController.class);

    private final Uploads uploads;
    private final ProductExports exports;
    private final ImportReports reports;
    private final Taxonomy taxonomy;
    private final ExecutorService threads;

    BulkController(
            Uploads uploads,
            ProductExports exports,
            ImportReports reports,
            Taxonomy taxonomy,
            @Named(TaskExecutors.VIRTUAL) ExecutorService threads) {
        this.uploads = uploads;
        this.exports = exports;
        this.reports = reports;
        this.taxonomy = taxonomy;
        this.threads = threads;
    }

    @Put("/uploads/{secret}")
    @Consumes(MediaType.ALL)
    HttpResponse<?> receive(HttpRequest<?> request, String secret) {
        var id = uuid(secret);
        // Nothing of the body is read for a link that leads nowhere.
        var state = id.map(uploads::state).orElse(Uploads.Received.UNKNOWN);
        if (state == Uploads.Received.STORED && request.getContentLength() > Uploads.BYTES_MAX) {
            state = Uploads.Received.TOO_LARGE;
        }
        if (state != Uploads.Received.STORED) {
            return answer(state);
        }
        try (var in = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
            return answer(uploads.receive(id.orElseThrow(), in));
        } catch (IOException e) {
            LOG.info("An upload broke off: {}", e.getMessage());
            return refusal(HttpStatus.BAD_REQUEST, "BAD_REQUEST", "The body broke off");
        }
    }

    @Get("/exports/{secret}")
    @Produces(MediaType.ALL)
    HttpResponse<?> export(String secret) {
        return uuid(secret)
                .flatMap(exports::find)
                .<HttpResponse<?>>map(export -> file("products", export.format(), out -> exports.write(export, out)))
                .orElseGet(BulkController::unknown);
    }

    @Get("/imports/{secret}/report.{ending}")
    @Produces(MediaType.ALL)
    HttpResponse<?> report(String secret, String ending, @QueryValue(defaultValue = "zh-CN") String lang) {
        var format = format(ending);
        return uuid(secret)
                .flatMap(reports::find)
                .filter(_ -> format.isPresent())
                .<HttpResponse<?>>map(work -> file(
                        "import-report",
                        format.orElseThrow(),
                        out -> reports.write(work, format.orElseThrow(), language(lang), out)))
                .orElseGet(BulkController::unknown);
    }

    @Get("/templates/{kind}.{ending}")
    @Produces(MediaType.ALL)
    HttpResponse<?> template(String kind, String ending, @QueryValue(defaultValue = "zh-CN") String lang) {
        var format = format(ending);
        return taxonomy.productType(kind)
                .filter(_ -> format.isPresent())
                .<HttpResponse<?>>map(type -> file(
                        kind,
                        format.orElseThrow(),
                        out -> exports.writeTemplate(type, format.orElseThrow(), language(lang), out)))
                .orElseGet(BulkController::unknown);
    }

    private HttpResponse<?> file(String name, TableFormat format, Streamed.Writing writing) {
        return HttpResponse.ok(new StreamedFile(Streamed.of(writing, threads), MediaType.of(format.contentType())))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name + "." + format.ending() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static HttpResponse<?> answer(Uploads.Received received) {
        return switch (received) {
            case STORED -> HttpResponse.noContent();
            case UNKNOWN -> unknown();
            case ALREADY_THERE -> refusal(HttpStatus.CONFLICT, "CONFLICT", "A file came by this link already");
            case TOO_LARGE ->
                refusal(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                        "PAYLOAD_TOO_LARGE",
                        "At most " + Uploads.BYTES_MAX / (1 << 20) + " MiB are taken");
            case OTHER_CHECKSUM ->
                refusal(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "CHECKSUM_MISMATCH",
                        "The file does not hash to the SHA-256 that was announced");
        };
    }

    private static HttpResponse<?> unknown() {
        return refusal(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no such link, or its time is over");
    }

    private static HttpResponse<?> refusal(HttpStatus status, String code, String message) {
        var error = Map.of("message", message, "extensions", Map.of("code", code));
        return HttpResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(Json.write(Map.of("errors", List.of(error))));
    }

    private static Optional<TableFormat> format(String ending) {
        return switch (ending.toLowerCase(Locale.ROOT)) {
            case "csv" -> Optional.of(TableFormat.CSV);
            case "xlsx" -> Optional.of(TableFormat.XLSX);
            default -> Optional.empty();
        };
    }

    private static Language language(String tag) {
        return tag.startsWith(Language.EN.tag()) ? Language.EN : Language.ZH_CN;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
