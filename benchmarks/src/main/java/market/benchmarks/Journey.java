package market.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** One shopper who buys over and over: cart, checkout, delivery, payment by QR code, cashier, and the order is paid. */
final class Journey implements Load.Deed {

    private static final int ASKS_MAX = 500;
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);
    private static final String CART = """
            mutation Fill($input: CartCreateInput!) {
              cartCreate(input: $input) { cart { id version } userErrors { code message } }
            }
            """;
    private static final String CHECKOUT = """
            mutation Begin($input: CheckoutCreateInput!) {
              checkoutCreate(input: $input) { checkout { id version total { amount } } userErrors { code message } }
            }
            """;
    private static final String DELIVERY = """
            mutation Deliver($input: CheckoutDeliverySetInput!) {
              checkoutDeliverySet(input: $input) { checkout { id version total { amount } } userErrors { code message } }
            }
            """;
    private static final String PAY = """
            mutation Pay($input: CheckoutPayInput!) {
              checkoutPay(input: $input) {
                order { id number status }
                paymentAction { __typename ... on PaymentQrCode { payload } }
                userErrors { code message }
              }
            }
            """;
    private static final String PAY_ANEW = """
            mutation PayAnew($input: OrderPayInput!) {
              orderPay(input: $input) {
                paymentAction { __typename ... on PaymentQrCode { payload } }
                userErrors { code message }
              }
            }
            """;
    private static final String ORDER = "query Ask($id: ID!) { order(id: $id) { status } }";
    private static final Map<String, String> ADDRESS =
            Map.of("name", "王小满", "phone", "13800138000", "regionCode", "341503", "line", "解放路 8 号");

    private final URI engine;
    private final HttpConnection shop;
    private final Supplier<String> variants;
    private @Nullable HttpConnection cashier;

    /** @param variants global id of what is bought next */
    Journey(URI engine, Supplier<String> variants) {
        this.engine = engine;
        this.variants = variants;
        try {
            this.shop = new HttpConnection(engine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void run() throws IOException {
        var paying = place("ALIPAY_QR");
        pay(code(paying));
        awaitPaid(paying.path("order").path("id").asText());
    }

    private static URI code(JsonNode paying) {
        return URI.create(paying.path("paymentAction").path("payload").asText());
    }

    /** An order that waits for its payment: the address of a page is all that was made of it. */
    String placeUnpaid() throws IOException {
        return place("ALIPAY_PAGE").path("order").path("id").asText();
    }

    /** Where the code of an order leads to; null when the provider is away, or slower than the engine waits for it. */
    @Nullable
    URI askForCode(String order) throws IOException {
        Map<String, Object> input = Map.of("input", Map.of("orderId", order, "method", "ALIPAY_QR"));
        var answer = send(shop, engine, PAY_ANEW, input);
        if (answer.at("/errors/0/extensions/code").asText().equals("TIMEOUT")) {
            return null;
        }
        var payload = data(answer).path("orderPay");
        return payload.path("userErrors").isEmpty() ? code(payload) : null;
    }

    /** Pays an order that was placed before, by its code. */
    void payPlaced(String order) throws IOException {
        var code = askForCode(order);
        if (code == null) {
            throw new BenchmarkException("No code was given for an order");
        }
        pay(code);
        awaitPaid(order);
    }

    /** Something that others do meanwhile. */
    void fillCart() throws IOException {
        var line = Map.of("variantId", variants.get(), "quantity", "1");
        deed(CART, Map.of("lines", List.of(line), "idempotencyKey", key()), "cartCreate");
    }

    private JsonNode place(String method) throws IOException {
        var line = Map.of("variantId", variants.get(), "quantity", "1");
        var cart = deed(CART, Map.of("lines", List.of(line), "idempotencyKey", key()), "cartCreate")
                .path("cart");
        var begun = deed(
                        CHECKOUT,
                        Map.of(
                                "cartId", cart.path("id").asText(),
                                "expectedVersion", cart.path("version").asInt(),
                                "idempotencyKey", key()),
                        "checkoutCreate")
                .path("checkout");
        var checkout = begun.path("id").asText();
        var ready = deed(
                        DELIVERY,
                        Map.of(
                                "checkoutId", checkout,
                                "expectedVersion", begun.path("version").asInt(),
                                "address", ADDRESS),
                        "checkoutDeliverySet")
                .path("checkout");
        return deed(
                PAY,
                Map.of(
                        "checkoutId",
                        checkout,
                        "expectedVersion",
                        ready.path("version").asInt(),
                        "method",
                        method,
                        "idempotencyKey",
                        key()),
                "checkoutPay");
    }

    /** What the shopper does in the app behind the QR code. */
    private void pay(URI code) throws IOException {
        var open = cashier;
        if (open == null) {
            open = new HttpConnection(code);
            cashier = open;
        }
        var answer =
                open.send(HttpConnection.post(code, code.getPath() + "/pay", "application/x-www-form-urlencoded", ""));
        if (answer.status() != 200) {
            throw new BenchmarkException("The cashier answered " + answer.status() + ": " + answer.text());
        }
    }

    private void awaitPaid(String order) throws IOException {
        for (var asked = 0; asked < ASKS_MAX; asked++) {
            if (ask(ORDER, Map.of("id", order))
                    .path("order")
                    .path("status")
                    .asText()
                    .equals("PAID")) {
                return;
            }
            StatementLog.pause(ASK_AGAIN);
        }
        throw new BenchmarkException("An order was paid for and did not become PAID");
    }

    private JsonNode deed(String mutation, Map<String, Object> input, String name) throws IOException {
        var payload = ask(mutation, Map.of("input", input)).path(name);
        if (!payload.path("userErrors").isEmpty()) {
            throw new BenchmarkException(name + " was refused: " + payload.path("userErrors"));
        }
        return payload;
    }

    private JsonNode ask(String document, Map<String, Object> variables) throws IOException {
        return ask(shop, engine, document, variables);
    }

    static JsonNode ask(HttpConnection connection, URI engine, String document, Map<String, Object> variables)
            throws IOException {
        return data(send(connection, engine, document, variables));
    }

    private static JsonNode data(JsonNode answer) {
        if (answer.has("errors")) {
            throw new BenchmarkException("The engine answered " + answer);
        }
        return answer.path("data");
    }

    private static JsonNode send(HttpConnection connection, URI engine, String document, Map<String, Object> variables)
            throws IOException {
        var body = Json.write(Map.of("query", document, "variables", variables));
        var answer = connection.send(HttpConnection.post(engine, "/graphql", "application/json", body));
        try {
            return Json.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new BenchmarkException("The engine answered " + answer.text(), e);
        }
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() throws IOException {
        shop.close();
        var open = cashier;
        if (open != null) {
            open.close();
        }
    }
}
