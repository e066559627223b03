package market.server.explorer;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import market.graphql.Surface;
import market.kernel.Language;

/** Serves the page, its files and its examples. */
@Controller("/explorer")
@Requires(property = "market.explorer", value = "true")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class ExplorerController {

    // The editor writes its styles while it runs; scripts and requests never leave this engine.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "font-src data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";
    private static final String AN_HOUR = "public, max-age=3600";

    @Get
    HttpResponse<?> start() {
        return HttpResponse.redirect(URI.create("/explorer/storefront"));
    }

    @Get("/{surface}")
    HttpResponse<?> page(String surface, @QueryValue(defaultValue = "zh-CN") String lang) {
        return surface(surface)
                .<HttpResponse<?>>map(found -> secured(
                        HttpResponse.ok(ExplorerPage.of(found, language(lang))).contentType("text/html;charset=utf-8")))
                .orElseGet(HttpResponse::notFound);
    }

    @Get("/{surface}/examples.json")
    HttpResponse<?> examples(String surface, @QueryValue(defaultValue = "zh-CN") String lang) {
        return surface(surface)
                .<HttpResponse<?>>map(found -> secured(HttpResponse.ok(Examples.of(found, language(lang)))
                        .contentType(MediaType.APPLICATION_JSON_TYPE)))
                .orElseGet(HttpResponse::notFound);
    }

    @Get("/assets/{name}")
    HttpResponse<?> asset(String name) {
        return Asset.named(name)
                .<HttpResponse<?>>map(asset -> secured(HttpResponse.ok(asset.bytes()))
                        .header(HttpHeaders.CONTENT_TYPE, asset.contentType())
                        .header(HttpHeaders.CACHE_CONTROL, AN_HOUR))
                .orElseGet(HttpResponse::notFound);
    }

    private static <T> MutableHttpResponse<T> secured(MutableHttpResponse<T> response) {
        return response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    private static Optional<Surface> surface(String name) {
        return Arrays.stream(Surface.values())
                .filter(surface -> surface.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static Language language(String tag) {
        return tag.equals(Language.EN.tag()) ? Language.EN : Language.ZH_CN;
    }
}
