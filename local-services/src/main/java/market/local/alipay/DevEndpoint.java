package market.local.alipay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code /dev/…}: what the real institution does not offer, for tests and for trying things out. */
final class DevEndpoint implements HttpHandler {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String NOTIFY = "/dev/notify/";

    private final TradeBook book;
    private final Notifier notifier;
    private final Faults faults;

    DevEndpoint(TradeBook book, Notifier notifier, Faults faults) {
        this.book = book;
        this.notifier = notifier;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String deed = exchange.getRequestMethod() + " " + (path.startsWith(NOTIFY) ? NOTIFY : path);
        switch (deed) {
            case "POST /dev/faults" -> inject(exchange);
            case "DELETE /dev/faults" -> {
                faults.clear();
                Web.send(exchange, 200, "application/json", "{}");
            }
            case "POST /dev/notify/" -> notifyAgain(exchange, path.substring(NOTIFY.length()));
            default -> Web.send(exchange, 404, "application/json", "{}");
        }
    }

    private void inject(HttpExchange exchange) throws IOException {
        try {
            faults.inject(JSON.readTree(Web.body(exchange)));
            Web.send(exchange, 200, "application/json", "{}");
        } catch (JsonProcessingException | IllegalArgumentException e) {
            String text = JSON.writeValueAsString(Map.of("error", String.valueOf(e.getMessage())));
            Web.send(exchange, 400, "application/json", text);
        }
    }

    private void notifyAgain(HttpExchange exchange, String outTradeNo) throws IOException {
        Optional<Notice> notice = book.lastNotice(outTradeNo);
        if (notice.isEmpty()) {
            Web.send(exchange, 404, "application/json", "{}");
            return;
        }
        String answer = notifier.send(notice.get()).orElse("");
        String text = JSON.writeValueAsString(Map.of("notifyId", notice.get().notifyId(), "answer", answer));
        Web.send(exchange, 200, "application/json", text);
    }
}
