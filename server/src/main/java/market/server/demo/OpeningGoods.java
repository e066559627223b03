package market.server.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;

/** Step 2: what a product's page shows, and where a batch came from. */
final class OpeningGoods {

    static final String JACKET = "wanxi-goose-down-jacket";
    static final String TEA_BATCH = "LAGP-2026-0411-A";

    private static final String PRODUCT = """
            query Product($handle: String!) {
              product(by: { handle: $handle }) {
                title unavailableReason variantCount
                merchant { name licenceNumber }
                origin { name path }
                attributes { code label values displayValue }
                certificates { kind number name issuer validTo }
                batches { batchCode }
                variants(first: 100) {
                  edges { node {
                    id sku title price { amount } pricePer500g { amount } netWeightGrams
                    minQuantity quantityStep priceTiers { minQuantity quantityStep price { amount } }
                  } }
                }
              }
            }""";
    private static final String TRACE = """
            query Trace($code: String!) {
              trace(code: $code) {
                batchCode producedOn product { handle } origin { path }
                steps { kind at actor description }
              }
            }""";
    private static final BigDecimal GRAMS = BigDecimal.valueOf(500);
    private static final int FEN_DIGITS = 2;

    private final Town town;

    OpeningGoods(Town town) {
        this.town = town;
    }

    static Answer product(Buyer buyer, String handle) {
        return buyer.caller().ask(PRODUCT, Map.of("handle", handle)).at("/product");
    }

    static Answer variant(Buyer buyer, String handle, String sku) {
        return Answer.first(
                product(buyer, handle).nodes("/variants"),
                each -> each.text("/sku").equals(sku));
    }

    void run() {
        town.report().step("2. The shopper opens a tea, a stroller and a down jacket");
        openTea();
        traceBatch();
        openStroller();
        openJacket();
    }

    private void openTea() {
        var report = town.report();
        var tea = open(FindingGoods.TEA);
        report.equal(
                "variants", tea.whole("/variantCount"), tea.nodes("/variants").size());
        for (var variant : tea.nodes("/variants")) {
            report.equal(
                    variant.text("/title") + " ¥" + variant.text("/price/amount") + ", per 500 g",
                    variant.decimal("/price/amount")
                            .multiply(GRAMS)
                            .divide(variant.decimal("/netWeightGrams"), FEN_DIGITS, RoundingMode.HALF_UP),
                    variant.decimal("/pricePer500g/amount"));
        }
        report.equal("grown in", "齐山村委会", tea.text("/origin/name"));
        var mark = certificate(tea, "GI");
        report.equal("GI certificate", "GI-3415-2022-2167", mark.text("/number"));
        report.say(mark.text("/name") + ", " + mark.text("/issuer") + ", until " + mark.text("/validTo"));
        report.holds(
                "batch " + TEA_BATCH + " is on sale",
                tea.list("/batches").stream()
                        .anyMatch(each -> each.text("/batchCode").equals(TEA_BATCH)));
    }

    private void traceBatch() {
        var report = town.report();
        var link = "https://id.example.com/01/02150000000024/10/" + TEA_BATCH;
        report.say("scans " + link);
        var trace = town.guest().caller().ask(TRACE, Map.of("code", link)).at("/trace");
        report.equal("batch", TEA_BATCH, trace.text("/batchCode"));
        report.equal("belongs to", FindingGoods.TEA, trace.text("/product/handle"));
        for (var step : trace.list("/steps")) {
            report.say("%s %s %s: %s"
                    .formatted(step.text("/at"), step.text("/kind"), step.text("/actor"), step.text("/description")));
        }
        report.holds("the way of the batch is told", trace.list("/steps").size() >= 3);
    }

    private void openStroller() {
        var stroller = open(FindingGoods.STROLLER);
        town.report().equal("variants", 24, stroller.nodes("/variants").size());
        var certificate = certificate(stroller, "CCC");
        town.report().equal("CCC certificate", "2025012201394074", certificate.text("/number"));
    }

    private void openJacket() {
        var jacket = open(JACKET);
        town.report().equal("fill power", "700", attribute(jacket, "fill_power").text("/values/0"));
        town.report()
                .equal("down cluster", "95", attribute(jacket, "down_cluster").text("/values/0"));
        town.report().equal("variants", 24, jacket.nodes("/variants").size());
    }

    private Answer open(String handle) {
        var product = product(town.guest(), handle);
        town.report().require(handle + " is on sale", false, product.isNothing("/title"));
        town.report().require(handle + " can be bought", "", product.text("/unavailableReason"));
        town.report()
                .say("%s, %s, %s"
                        .formatted(
                                product.text("/title"),
                                product.text("/merchant/name"),
                                product.list("/origin/path").stream()
                                        .map(each -> each.text(""))
                                        .collect(Collectors.joining())));
        product.list("/attributes").stream()
                .limit(6)
                .forEach(each -> town.report().say("  " + each.text("/label") + ": " + each.text("/displayValue")));
        return product;
    }

    private static Answer attribute(Answer product, String code) {
        return Answer.first(
                product.list("/attributes"), each -> each.text("/code").equals(code));
    }

    private static Answer certificate(Answer product, String kind) {
        return Answer.first(
                product.list("/certificates"), each -> each.text("/kind").equals(kind));
    }
}
