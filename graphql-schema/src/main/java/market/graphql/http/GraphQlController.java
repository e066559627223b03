package market.graphql.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import market.graphql.Surface;
import market.graphql.execution.GraphQlExecutor;

/**
 * Where GraphQL requests come in. Each runs on a virtual thread, so that what is below may block. Media types are ours to
 * negotiate: a refusal has to be GraphQL too.
 */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.VIRTUAL)
final class GraphQlController {

    private final GraphQlHttp http;
    private final GraphQlExecutor executor;

    GraphQlController(GraphQlHttp http, GraphQlExecutor executor) {
        this.http = http;
        this.executor = executor;
    }

    @Post("/graphql")
    HttpResponse<?> storefront(HttpRequest<?> request) {
        return http.post(Surface.STOREFRONT, request);
    }

    @Get("/graphql")
    HttpResponse<?> storefrontGet(HttpRequest<?> request) {
        return http.get(Surface.STOREFRONT, request);
    }

    @Post("/merchant/graphql")
    HttpResponse<?> merchant(HttpRequest<?> request) {
        return http.post(Surface.MERCHANT, request);
    }

    @Get("/merchant/graphql")
    HttpResponse<?> merchantGet(HttpRequest<?> request) {
        return http.get(Surface.MERCHANT, request);
    }

    @Post("/operator/graphql")
    HttpResponse<?> operator(HttpRequest<?> request) {
        return http.post(Surface.OPERATOR, request);
    }

    @Get("/operator/graphql")
    HttpResponse<?> operatorGet(HttpRequest<?> request) {
        return http.get(Surface.OPERATOR, request);
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
