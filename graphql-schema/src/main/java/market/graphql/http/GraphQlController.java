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
import jakarta.inject.Named;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import market.graphql.Surface;
import market.graphql.execution.GraphQlExecutor;

/**
 * Where GraphQL requests come in. They run on virtual threads, so that what is below may block. Media types are ours to
 * negotiate: a refusal has to be GraphQL too.
 */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class GraphQlController {

    private final GraphQlHttp http;
    private final GraphQlExecutor executor;
    private final PublicAnswers shared;
    private final ExecutorService threads;

    GraphQlController(
            GraphQlHttp http,
            GraphQlExecutor executor,
            PublicAnswers shared,
            @Named(TaskExecutors.VIRTUAL) ExecutorService threads) {
        this.http = http;
        this.executor = executor;
        this.shared = shared;
        this.threads = threads;
    }

    @Post("/graphql")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<?> storefront(HttpRequest<?> request) {
        return http.post(Surface.STOREFRONT, request);
    }

    /** What is ready is sent at once; a thread is taken only for what has to be found out. */
    @Get("/graphql")
    CompletableFuture<HttpResponse<?>> storefrontGet(HttpRequest<?> request) {
        return shared.find(request)
                .<CompletableFuture<HttpResponse<?>>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.supplyAsync(() -> http.get(Surface.STOREFRONT, request), threads));
    }

    @Post("/merchant/graphql")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<?> merchant(HttpRequest<?> request) {
        return http.post(Surface.MERCHANT, request);
    }

    @Get("/merchant/graphql")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<?> merchantGet(HttpRequest<?> request) {
        return http.get(Surface.MERCHANT, request);
    }

    @Post("/operator/graphql")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<?> operator(HttpRequest<?> request) {
        return http.post(Surface.OPERATOR, request);
    }

    @Get("/operator/graphql")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<?> operatorGet(HttpRequest<?> request) {
        return http.get(Surface.OPERATOR, request);
    }

    @Get("/graphql/schema.graphql")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<?> storefrontSchema() {
        return sdl(Surface.STOREFRONT);
    }

    @Get("/merchant/graphql/schema.graphql")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<?> merchantSchema() {
        return sdl(Surface.MERCHANT);
    }

    @Get("/operator/graphql/schema.graphql")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<?> operatorSchema() {
        return sdl(Surface.OPERATOR);
    }

    private HttpResponse<?> sdl(Surface surface) {
        return HttpResponse.status(HttpStatus.OK)
                .contentType("text/plain;charset=utf-8")
                .body(executor.printSchema(surface));
    }
}
