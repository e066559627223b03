package market.graphql.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import market.graphql.Surface;
import market.graphql.execution.GraphQlExecutor;
import org.jspecify.annotations.Nullable;

/** Where GraphQL requests come in. Each runs on a virtual thread, so that what is below may block. */
@Controller
@Produces({MediaType.APPLICATION_JSON, GraphQlHttp.GRAPHQL_JSON})
@ExecuteOn(TaskExecutors.VIRTUAL)
final class GraphQlController {

    private final GraphQlHttp http;
    private final GraphQlExecutor executor;

    GraphQlController(GraphQlHttp http, GraphQlExecutor executor) {
        this.http = http;
        this.executor = executor;
    }

    @Post("/graphql")
    @Consumes(MediaType.ALL)
    HttpResponse<?> storefront(HttpRequest<?> request, @Body byte @Nullable [] body) {
        return http.post(Surface.STOREFRONT, request, body);
    }

    @Get("/graphql")
    HttpResponse<?> storefrontGet(HttpRequest<?> request) {
        return http.get(Surface.STOREFRONT, request);
    }

    @Post("/merchant/graphql")
    @Consumes(MediaType.ALL)
    HttpResponse<?> merchant(HttpRequest<?> request, @Body byte @Nullable [] body) {
        return http.post(Surface.MERCHANT, request, body);
    }

    @Post("/operator/graphql")
    @Consumes(MediaType.ALL)
    HttpResponse<?> operator(HttpRequest<?> request, @Body byte @Nullable [] body) {
        return http.post(Surface.OPERATOR, request, body);
    }

    @Get("/graphql/schema.graphql")
    HttpResponse<?> storefrontSchema() {
        return sdl(Surface.STOREFRONT);
    }

    @Get("/merchant/graphql/schema.graphql")
    HttpResponse<?> merchantSchema() {
        return sdl(Surface.MERCHANT);
    }

    private HttpResponse<?> sdl(Surface surface) {
        return HttpResponse.status(HttpStatus.OK)
                .contentType("text/plain;charset=utf-8")
                .body(executor.printSchema(surface));
    }
}
