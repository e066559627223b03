package market.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Everybody who can be met: guests, shoppers by phone, merchants, the operator, and the bank's cashier. */
final class Town {

    private static final String CODE_REQUEST = """
            mutation CodeRequest($input: SignInCodeRequestInput!) {
              signInCodeRequest(input: $input) { code { expiresAt } userErrors { code message } }
            }""";
    private static final String SIGN_IN = """
            mutation SignIn($input: SignInInput!) {
              signIn(input: $input) {
                session { token shopper { phone name customerGroup company } }
                cart { id }
                warnings { code }
                userErrors { code message }
              }
            }""";

    private final Http http = new Http();
    private final URI engine;
    private final Report report;

    Town(URI engine, Report report) {
        this.engine = engine;
        this.report = report;
    }

    Report report() {
        return report;
    }

    Http http() {
        return http;
    }

    URI engine() {
        return engine;
    }

    Buyer guest() {
        return buyer(null);
    }

    Buyer buyer(@Nullable String token) {
        return new Buyer(new Caller(http, engine.resolve("/graphql"), token));
    }

    Seller merchant(String code) {
        var account =
                Answer.first(accounts(), each -> each.text("/merchantCode").equals(code));
        report.require("there is a development account of " + code, false, account.isNothing("/apiKey"));
        return new Seller(new Caller(http, engine.resolve("/merchant/graphql"), account.text("/apiKey")));
    }

    Caller operator() {
        var account = Answer.first(accounts(), each -> each.text("/role").equals("OPERATOR"));
        return new Caller(http, engine.resolve("/operator/graphql"), account.text("/apiKey"));
    }

    List<Answer> traders() {
        return accounts().stream()
                .filter(each -> each.text("/role").equals("TRADER"))
                .toList();
    }

    /** Whether a code went out: a phone gets only a few of them an hour. */
    boolean sendsCode(String phone) {
        return guest().caller()
                .attempt(CODE_REQUEST, Map.of("phone", phone))
                .list("/userErrors")
                .isEmpty();
    }

    /** Asks for a code, reads it where development keeps its messages, and signs in with it. */
    Answer signIn(String phone, @Nullable String cart) {
        guest().caller().change(CODE_REQUEST, Map.of("phone", phone));
        return signInWithCode(phone, cart);
    }

    Answer signInWithCode(String phone, @Nullable String cart) {
        var message = Answer.first(
                read("/dev/outbox.json").list("/messages"),
                each -> each.text("/phone").equals(phone));
        report.say("text message to " + phone + ": " + message.text("/text"));
        var input = cart == null
                ? Map.of("phone", phone, "code", message.text("/code"))
                : Map.of("phone", phone, "code", message.text("/code"), "cartId", cart);
        return guest().caller().change(SIGN_IN, input);
    }

    private List<Answer> accounts() {
        return read("/dev/accounts.json").list("/accounts");
    }

    Answer read(String path) {
        var response = http.get(engine.resolve(path));
        report.require(path + " is served", 200, response.statusCode());
        return new Answer(Json.read(response.body(), JsonNode.class));
    }

    /** For deeds that may be repeated after a lost answer. */
    static String key() {
        return UUID.randomUUID().toString();
    }
}
