package market.server.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import market.catalog.Picture;
import market.catalog.Pictures;

/**
 * Pictures of goods. The path of one that a merchant sent never leads to another; that of a data pack's may, so caches ask again
 * after a day and are answered by the digest.
 */
@Controller("/images")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class PictureController {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String CACHE = "public, max-age=86400, stale-while-revalidate=604800";

    private final Pictures pictures;

    PictureController(Pictures pictures) {
        this.pictures = pictures;
    }

    @Get("/{+path}")
    HttpResponse<byte[]> picture(HttpRequest<?> request, String path) {
        return pictures.find(path).map(picture -> answer(request, picture)).orElseGet(HttpResponse::notFound);
    }

    private static HttpResponse<byte[]> answer(HttpRequest<?> request, Picture picture) {
        var tag = "\"" + picture.sha256() + "\"";
        var cache = picture.isFinal() ? FOR_EVER : CACHE;
        var known = request.getHeaders().get(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(tag)) {
            return HttpResponse.<byte[]>notModified()
                    .header(HttpHeaders.ETAG, tag)
                    .header(HttpHeaders.CACHE_CONTROL, cache);
        }
        return HttpResponse.ok(picture.bytes())
                .header(HttpHeaders.CONTENT_TYPE, picture.contentType())
                .header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, cache)
                // An SVG is a document: it may style itself, but never run or fetch anything.
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .header("X-Content-Type-Options", "nosniff");
    }
}
