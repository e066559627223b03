package market.server.demo;

import java.io.UncheckedIOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Finds an engine that runs on this machine. */
final class RunningEngine {

    private static final int PORT_FIRST = 8080;
    private static final int PORT_LAST = 8090;

    private RunningEngine() {}

    /** The first engine on the usual ports; null when there is none. */
    static @Nullable URI find() {
        var http = new Http();
        for (var port = PORT_FIRST; port <= PORT_LAST; port++) {
            var url = URI.create("http://127.0.0.1:" + port);
            if (isEngine(http, url)) {
                return url;
            }
        }
        return null;
    }

    private static boolean isEngine(Http http, URI url) {
        try {
            return http.get(url.resolve("/")).body().contains("\"engine\":\"techan\"");
        } catch (UncheckedIOException _) {
            return false;
        }
    }
}
