package market.server.explorer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The files that the page loads. What is not named here is not served. */
enum Asset {
    GRAPHIQL("graphiql.min.js", "/META-INF/resources/webjars/graphiql/2.4.7/graphiql.min.js"),
    GRAPHIQL_STYLE("graphiql.min.css", "/META-INF/resources/webjars/graphiql/2.4.7/graphiql.min.css"),
    REACT("react.js", "/META-INF/resources/webjars/react/18.3.1/umd/react.production.min.js"),
    REACT_DOM("react-dom.js", "/META-INF/resources/webjars/react-dom/18.3.1/umd/react-dom.production.min.js"),
    EXPLORER("explorer.js", "/market/server/explorer/explorer.js"),
    EXPLORER_STYLE("explorer.css", "/market/server/explorer/explorer.css");

    private final String name;
    private final String resource;

    Asset(String name, String resource) {
        this.name = name;
        this.resource = resource;
    }

    static Optional<Asset> named(String name) {
        return Arrays.stream(values()).filter(asset -> asset.name.equals(name)).findFirst();
    }

    String contentType() {
        return name.endsWith(".js") ? "text/javascript;charset=utf-8" : "text/css;charset=utf-8";
    }

    byte[] bytes() {
        return read(resource);
    }

    static String text(String name) {
        return new String(read("/market/server/explorer/" + name), StandardCharsets.UTF_8);
    }

    private static byte[] read(String resource) {
        try (var stream = Asset.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
