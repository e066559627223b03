package market.graphql.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.zip.GZIPOutputStream;
import market.kernel.Digests;
import market.kernel.Language;
import org.jspecify.annotations.Nullable;

/** A public answer, ready to be sent: bytes, their compressed form, and all headers. */
final class StoredAnswer {

    private static final int ZIPPED_FROM = 1024;
    private static final int OVERHEAD = 1024;
    private static final int TAG_DIGITS = 32;

    private final byte[] plain;
    private final byte @Nullable [] zipped;
    private final String tag;
    private final String zippedTag;
    private final String contentType;
    private final String language;
    private final String cacheControl;
    private final String surrogateKey;

    StoredAnswer(byte[] body, AnswerType type, Language language, int maxAgeSeconds, Collection<String> keys) {
        this.plain = body;
        this.zipped = body.length > ZIPPED_FROM ? zip(body) : null;
        var hash = Digests.sha256Hex(body).substring(0, TAG_DIGITS);
        this.tag = "\"" + hash + "\"";
        this.zippedTag = "\"" + hash + "-gzip\"";
        this.contentType = type.contentType();
        this.language = language.tag();
        // A shared cache is told by surrogate key when to drop it; a private one asks every time, and gets a 304.
        this.cacheControl =
                "public, max-age=0, s-maxage=" + maxAgeSeconds + ", stale-while-revalidate=60, stale-if-error=86400";
        this.surrogateKey = String.join(" ", keys);
    }

    int weight() {
        return plain.length + (zipped == null ? 0 : zipped.length) + surrogateKey.length() + OVERHEAD;
    }

    MutableHttpResponse<byte[]> respond(@Nullable String ifNoneMatch, @Nullable String acceptEncoding) {
        if (ifNoneMatch != null && isKnown(ifNoneMatch)) {
            var shown = ifNoneMatch.contains(zippedTag) ? zippedTag : tag;
            return common(HttpResponse.status(HttpStatus.NOT_MODIFIED), shown);
        }
        if (zipped == null || !takesGzip(acceptEncoding)) {
            return whole(tag, plain);
        }
        return whole(zippedTag, zipped).header(HttpHeaders.CONTENT_ENCODING, "gzip");
    }

    private MutableHttpResponse<byte[]> whole(String shownTag, byte[] bytes) {
        MutableHttpResponse<byte[]> response = HttpResponse.ok(bytes);
        return common(response, shownTag)
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .header(HttpHeaders.CONTENT_LANGUAGE, language)
                .header("X-Content-Type-Options", "nosniff");
    }

    private MutableHttpResponse<byte[]> common(MutableHttpResponse<byte[]> response, String shownTag) {
        return response.header(HttpHeaders.ETAG, shownTag)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.VARY, AnswerWriter.VARY)
                .header("Surrogate-Key", surrogateKey);
    }

    private boolean isKnown(String ifNoneMatch) {
        return ifNoneMatch.strip().equals("*") || ifNoneMatch.contains(tag) || ifNoneMatch.contains(zippedTag);
    }

    private static boolean takesGzip(@Nullable String acceptEncoding) {
        return acceptEncoding != null
                && acceptEncoding.contains("gzip")
                && !acceptEncoding.replace(" ", "").contains("gzip;q=0");
    }

    private static byte[] zip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
