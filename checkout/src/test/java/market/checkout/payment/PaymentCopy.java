package market.checkout.payment;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.transaction.TransactionOperations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import market.kernel.Money;
import market.local.testing.MovableClock;

/** A copy of the engine's payments as a process of its own: it does what it is told by lines, and dies when it is killed. */
final class PaymentCopy {

    private final ApplicationContext context;

    private PaymentCopy(ApplicationContext context) {
        this.context = context;
    }

    public static void main(String[] args) throws IOException {
        var stored = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            stored.load(reader);
        }
        var settings = new HashMap<String, Object>();
        stored.forEach((name, value) -> settings.put((String) name, value));
        var context = ApplicationContext.run(settings);
        context.getBean(EmbeddedServer.class).start();
        var copy = new PaymentCopy(context);
        Files.writeString(Path.of(args[0] + ".ready"), "ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = line.split(" ", -1);
            Thread.startVirtualThread(() -> copy.carryOut(words));
        }
        // Whoever told it is gone, also when a test broke off.
        System.exit(0);
    }

    private void carryOut(String[] words) {
        var id = UUID.fromString(words[1]);
        switch (words[0]) {
            case "later" -> context.getBean(MovableClock.class).pass(Duration.ofMinutes(Long.parseLong(words[2])));
            case "merchant" -> context.getBean(Accounts.class).submit(id, "ALIPAY", DirectWorld.DOSSIER);
            case "open" ->
                open(new PaymentOrder(
                        id,
                        "T" + id,
                        "六安瓜片",
                        context.getBean(Clock.class).instant().plus(Duration.ofMinutes(30)),
                        List.of(new PaymentOrder.Part(
                                UUID.fromString(words[2]), UUID.fromString(words[3]), Money.cny(10_000)))));
            case "start" ->
                context.getBean(Payments.class).start(new StartPayment(id, "ALIPAY", PaymentProduct.QR, null, null));
            case "refund" ->
                context.getBean(Refunds.class)
                        .ask(new AskRefund(id, UUID.fromString(words[2]), Money.cny(1_000), "", "key"));
            case "settle" ->
                context.getBean(Settlements.class)
                        .plan(
                                id,
                                UUID.fromString(words[2]),
                                List.of(new SettledPart.Share(SplitKind.COMMISSION, "platform", Money.cny(500))));
            default -> throw new IllegalArgumentException(String.join(" ", words));
        }
    }

    private void open(PaymentOrder order) {
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> transactions = context.getBean(TransactionOperations.class);
        transactions.executeWrite(_ -> context.getBean(Payments.class).open(order));
    }

    static Map<String, String> intervals() {
        var settings = new HashMap<String, String>();
        for (var schedule : List.of("poll", "settlement", "account", "refund", "event")) {
            settings.put("market.payments." + schedule + "-interval", "200ms");
        }
        return settings;
    }
}
