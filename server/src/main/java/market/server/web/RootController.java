package market.server.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import market.graphql.Surface;
import market.kernel.Json;

/** Says what answers here, as constant bytes. */
@Controller
final class RootController {

    private static final byte[] WELCOME = Json.write(Map.of(
                    "engine",
                    "techan",
                    "graphql",
                    List.of(Surface.STOREFRONT.path(), Surface.MERCHANT.path(), Surface.OPERATOR.path()),
                    "health",
                    "/health"))
            .getBytes(StandardCharsets.UTF_8);

    @Get
    HttpResponse<byte[]> welcome() {
        return HttpResponse.ok(WELCOME).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
