package market.server.demo;

import java.util.List;
import java.util.Map;

/** Step 6: each merchant sees and sends its own part; the shopper confirms what arrived. */
final class Sending {

    private static final Map<String, List<String>> BATCHES = Map.of(
            FillingTheCart.TEA.merchant(), List.of(OpeningGoods.TEA_BATCH),
            FillingTheCart.STROLLER.merchant(), List.of("STRL-2026-0713-ST01G"),
            FillingTheCart.JACKET.merchant(), List.of());

    private final Town town;

    Sending(Town town) {
        this.town = town;
    }

    void run(Buyer shopper, Answer order) {
        var report = town.report();
        report.step("6. Order " + order.text("/number") + " is split; each merchant sends its part");
        report.equal("parts", 3, order.list("/merchantOrders").size());
        for (var choice : FillingTheCart.CHOICES) {
            send(choice, order);
        }
        var sent = shopper.order(order.text("/id"));
        for (var part : sent.list("/merchantOrders")) {
            report.say("%s: %s %s %s, batches %s"
                    .formatted(
                            part.text("/merchant/name"),
                            part.text("/status"),
                            part.text("/shipments/0/carrierName"),
                            part.text("/shipments/0/trackingNumber"),
                            part.at("/shipments/0/batchCodes")));
            report.require("the shopper sees the parcel", "SHIPPED", part.text("/status"));
            shopper.confirmReceipt(order.text("/id"), part.text("/id"));
        }
        var done = shopper.order(order.text("/id"));
        report.equal("after all parcels were received the order is", "COMPLETED", done.text("/status"));
    }

    private void send(FillingTheCart.Choice choice, Answer order) {
        var report = town.report();
        var merchant = town.merchant(choice.merchant());
        var own = merchant.orderOf(order.text("/number"));
        report.require(choice.merchant() + " sees its part", "PAID", own.text("/status"));
        report.equal(choice.merchant() + " has to send", choice.sku(), own.text("/lines/0/sku"));
        report.require("and nothing else", 1, own.list("/lines").size());
        for (var part : order.list("/merchantOrders")) {
            if (!part.text("/merchant/code").equals(choice.merchant())) {
                report.require(
                        "another merchant's part is unknown to " + choice.merchant(),
                        true,
                        merchant.order(part.text("/id")).isNothing(""));
            }
        }
        var tracking = "SF" + own.text("/number").replaceAll("[^0-9]", "");
        var sent = merchant.ship(own, tracking, BATCHES.getOrDefault(choice.merchant(), List.of()));
        report.require("the part is on its way", "SHIPPED", sent.text("/status"));
    }
}
