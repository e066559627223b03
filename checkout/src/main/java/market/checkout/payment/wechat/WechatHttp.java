package market.checkout.payment.wechat;

import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.exception.HttpException;
import com.wechat.pay.java.core.http.AbstractHttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.OriginalResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import market.checkout.payment.ProviderHttp;

/** Carries the kit's calls over kept connections, with limits, and to the gateway that was set. */
final class WechatHttp extends AbstractHttpClient {

    /** Said by Java's client itself. */
    private static final Set<String> OWN_HEADERS = Set.of("content-length", "host", "connection");

    private final ProviderHttp http;
    private final String gatewayUrl;

    WechatHttp(Credential credential, Validator validator, ProviderHttp http, String gatewayUrl) {
        super(credential, validator);
        this.http = http;
        this.gatewayUrl = gatewayUrl;
    }

    @Override
    protected OriginalResponse innerExecute(HttpRequest request) {
        var body = request.getBody() instanceof JsonRequestBody json ? json.getBody() : "";
        var call = call(request);
        call.method(
                request.getHttpMethod().name(),
                body.isEmpty()
                        ? java.net.http.HttpRequest.BodyPublishers.noBody()
                        : java.net.http.HttpRequest.BodyPublishers.ofString(body));
        try {
            return answer(request, http.send(call.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new NotSentException(e);
        }
    }

    /** To the gateway that was set, whatever host the kit has in mind. */
    private java.net.http.HttpRequest.Builder call(HttpRequest request) {
        var uri = request.getUri();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var call = http.request(URI.create(gatewayUrl + uri.getRawPath() + query));
        request.getHeaders().getHeaders().forEach((name, value) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                call.header(name, value);
            }
        });
        return call;
    }

    private OriginalResponse answer(HttpRequest request, HttpResponse<String> response) {
        var headers = new HashMap<String, String>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        var isRefusal = isInvalidHttpCode(response.statusCode());
        // The kit verifies what succeeded, but lets refusals pass whoever made them.
        if (isRefusal && !validator.validate(new HttpHeaders(named(headers)), response.body())) {
            throw new NotSentException(new IOException("A refusal that is not signed"));
        }
        return new OriginalResponse.Builder()
                .request(request)
                .headers(named(headers))
                .statusCode(response.statusCode())
                .contentType(headers.getOrDefault("content-type", "application/json"))
                .body(response.body())
                .build();
    }

    /** Java's client writes names in small letters; the kit looks for them as the protocol writes them. */
    private static Map<String, String> named(Map<String, String> headers) {
        var named = new HashMap<>(headers);
        for (var name : Set.of(
                "Wechatpay-Timestamp",
                "Wechatpay-Nonce",
                "Wechatpay-Signature",
                "Wechatpay-Signature-Type",
                "Wechatpay-Serial",
                "Request-ID")) {
            var value = headers.get(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                named.put(name, value);
            }
        }
        return named;
    }

    @Override
    protected InputStream innerDownload(HttpRequest request) {
        try {
            return new ByteArrayInputStream(http.download(call(request)));
        } catch (IOException e) {
            throw new NotSentException(e);
        }
    }

    @Override
    protected String getHttpClientInfo() {
        return "java.net.http";
    }

    /** No answer that could be believed. */
    private static final class NotSentException extends HttpException {
        private static final long serialVersionUID = 1;

        NotSentException(Throwable cause) {
            super("No answer", cause);
        }
    }
}
