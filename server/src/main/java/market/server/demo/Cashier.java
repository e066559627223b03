package market.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import market.kernel.Json;

/** The payment institution's page, as a buyer's browser meets it. */
final class Cashier {

    private static final Pattern PAY = Pattern.compile("action=\"([^\"]+/pay)\"");
    private static final Pattern NUMBER = Pattern.compile("商户订单号 ([A-Za-z0-9_]+)");

    private final Town town;

    Cashier(Town town) {
        this.town = town;
    }

    /**
     * An opened page.
     *
     * @param pay where its button leads
     * @param outTradeNo the engine's number of the payment, as printed
     */
    record Page(URI pay, String outTradeNo) {}

    Page open(String url) {
        var response = town.http().get(URI.create(url));
        town.report().require("the cashier answers", 200, response.statusCode());
        var type = response.headers().firstValue("Content-Type").orElse("");
        town.report()
                .require(
                        "the cashier is a page",
                        true,
                        type.toLowerCase(Locale.ROOT).startsWith("text/html"));
        return new Page(response.uri().resolve(found(PAY, response.body())), found(NUMBER, response.body()));
    }

    /** Presses the button; a browser then follows back to the shop. */
    HttpResponse<String> pay(Page page) {
        return town.http().post(page.pay());
    }

    /** Lets the institution deliver its notification once more; what the engine answered. */
    String deliverAgain(Page page) {
        var response = town.http().post(page.pay().resolve("/dev/notify/" + page.outTradeNo()));
        return new Answer(Json.read(response.body(), JsonNode.class)).text("/answer");
    }

    private String found(Pattern pattern, String html) {
        Matcher matcher = pattern.matcher(html);
        if (!matcher.find()) {
            throw town.report().failed("the cashier's page has its parts", pattern.pattern(), html);
        }
        return matcher.group(1);
    }
}
