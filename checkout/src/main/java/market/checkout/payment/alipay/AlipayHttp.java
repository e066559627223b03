package market.checkout.payment.alipay;

import com.alipay.api.FileItem;
import com.alipay.api.internal.util.AbstractHttpClient;
import com.alipay.api.internal.util.WebUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Map;
import market.checkout.payment.ProviderHttp;

/** Carries the SDK's calls: its own client opens a connection per call, or shares timeouts between everybody in the process. */
final class AlipayHttp extends AbstractHttpClient implements AutoCloseable {

    private final ProviderHttp http = new ProviderHttp();

    @Override
    public String doPost(
            String url, Map<String, String> parameters, String charset, Map<String, String> responseHeaders)
            throws IOException {
        var body = WebUtils.buildQuery(parameters, charset);
        var request = http.request(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded;charset=" + charset)
                .header("Accept", "text/plain,text/xml,text/javascript,text/html")
                .POST(HttpRequest.BodyPublishers.ofString(body == null ? "" : body, Charset.forName(charset)))
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString(Charset.forName(charset)));
        if (response.statusCode() != 200) {
            // Without the body: it may repeat what was sent.
            throw new IOException("Status " + response.statusCode());
        }
        return response.body();
    }

    byte[] download(String url) throws IOException {
        return http.download(HttpRequest.newBuilder(URI.create(url)));
    }

    @Override
    public String doPost(
            String url,
            Map<String, String> parameters,
            Map<String, FileItem> files,
            String charset,
            Map<String, String> responseHeaders)
            throws IOException {
        throw new IOException("No payment sends files");
    }

    @Override
    public void close() {
        http.close();
    }
}
