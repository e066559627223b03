package market.server.development;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import market.cart.DevelopmentOutbox;
import market.kernel.Json;

/** Served outside production only. */
@Controller("/dev")
@Requires(property = "market.production", value = "false")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class DevelopmentController {

    private final DevelopmentAccounts accounts;
    private final DevelopmentOutbox outbox;

    DevelopmentController(DevelopmentAccounts accounts, DevelopmentOutbox outbox) {
        this.accounts = accounts;
        this.outbox = outbox;
    }

    @Get("/accounts.json")
    @Produces(MediaType.APPLICATION_JSON)
    String accounts() {
        return Json.write(Map.of("accounts", accounts.list()));
    }

    @Get("/outbox.json")
    @Produces(MediaType.APPLICATION_JSON)
    String outbox() {
        return Json.write(Map.of("messages", outbox.list()));
    }
}
