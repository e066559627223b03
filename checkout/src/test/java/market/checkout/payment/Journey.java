package market.checkout.payment;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import market.kernel.Money;

/** One buyer's way through a whole payment over HTTP, chosen by chance: what the gateway does wrong meanwhile is not its business. */
final class Journey {

    private static final List<PaymentProduct> WAYS =
            List.of(PaymentProduct.QR, PaymentProduct.PAGE, PaymentProduct.WAP, PaymentProduct.QR);

    private final PaymentWorld world;
    private final DirectWorld direct;
    private final Random random;
    final UUID order;
    private final List<Long> fen;

    /** {@code merchants} are those whom the provider pays directly. */
    Journey(PaymentWorld world, DirectWorld direct, List<UUID> merchants, Random random) {
        this.world = world;
        this.direct = direct;
        this.random = random;
        this.fen = IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(_ -> 100 + random.nextLong(20_000))
                .toList();
        this.order = random.nextInt(3) == 0 ? direct.orderOf(merchants.subList(0, fen.size()), fen) : world.order(fen);
    }

    void run() {
        switch (random.nextInt(6)) {
            case 0 -> payTwice();
            case 1 -> payLate();
            case 2 -> payByWechat();
            default -> payEachPart();
        }
        if (random.nextInt(3) > 0) {
            world.askRefund(order, 0, 1 + random.nextLong(fen.getFirst()), "first");
            world.refundAfter(Duration.ofSeconds(5));
        }
        if (random.nextInt(4) == 0) {
            // A clerk in the provider's console.
            world.attemptNos(order).stream()
                    .filter(no -> world.gateway.books(no).startsWith("TRADE_SUCCESS"))
                    .forEach(no -> world.gateway.refundElsewhere(no, "0.01"));
        }
        if (random.nextBoolean()) {
            direct.settle(order, 0, List.of(new SettledPart.Share(SplitKind.COMMISSION, "platform", Money.cny(3))));
            world.askRefund(order, 0, 1, "second");
        }
    }

    private void payEachPart() {
        for (var part = 0; part < fen.size(); part++) {
            pay();
            world.pollAfter(Duration.ofSeconds(20));
        }
    }

    /** Page and code lie open side by side. */
    private void payTwice() {
        pay();
        pay();
    }

    private void payLate() {
        var cashier = cashier();
        world.payments.settleUnpaid(order);
        if (!cashier.isEmpty()) {
            world.pay(cashier);
        }
    }

    private void payByWechat() {
        world.wechat.loseAnswers(random.nextInt(2));
        world.wechat.loseNotifications(random.nextInt(2));
        var outcome = world.payments.start(new StartPayment(order, "WECHAT", PaymentProduct.QR, null, null));
        if (outcome instanceof StartOutcome.Started started && started.action() instanceof PaymentAction.QrCode code) {
            world.wechat.pay(code.payload().substring(code.payload().lastIndexOf('/') + 1));
        }
    }

    /** Or opens the cashier and thinks better of it. */
    private void pay() {
        var cashier = cashier();
        if (!cashier.isEmpty() && random.nextInt(5) > 0) {
            world.pay(cashier);
        } else if (!cashier.isEmpty()) {
            world.open(cashier);
        }
    }

    /** Empty when there is none to be had now. */
    private String cashier() {
        var outcome = world.start(order, WAYS.get(random.nextInt(WAYS.size())), null);
        if (!(outcome instanceof StartOutcome.Started started)) {
            return "";
        }
        return switch (started.action()) {
            case PaymentAction.QrCode code -> code.payload();
            case PaymentAction.Redirect redirect ->
                world.get(redirect.url())
                        .headers()
                        .firstValue("Location")
                        .map(path -> world.gateway.address() + path)
                        .orElse("");
            case PaymentAction.KitCall _ -> "";
        };
    }
}
