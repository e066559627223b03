package market.checkout;

import static market.checkout.CheckoutWorld.COUNTY;
import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import market.cart.CreateCart;
import market.catalog.DeliveryKind;
import market.catalog.ProductType;
import market.catalog.Products;
import market.catalog.Taxonomy;
import market.catalog.UpsertProduct;
import market.catalog.UpsertProductOutcome;
import market.catalog.VariantId;
import market.checkout.payment.PaymentAction;
import market.checkout.payment.PaymentProduct;
import market.checkout.payment.Payments;
import market.checkout.payment.StartOutcome;
import market.checkout.payment.StartPayment;
import market.inventory.Locations;
import market.kernel.Attempts;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import market.kernel.Outbox;
import market.kernel.RequestKeys;

/** Goods that are delivered as codes, paid at the gateway, and what tills do with them. */
final class Tickets {

    static final int DAYS = 30;

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private Tickets() {}

    /** Goods of a kind that is delivered in this way, in stock. */
    static VariantId goods(MerchantId merchant, DeliveryKind delivery, long fen) {
        var kind = "kind_" + delivery.name().toLowerCase(Locale.ROOT);
        var text = new LocalizedText("天堂寨 " + delivery, null);
        WORLD.context
                .getBean(Taxonomy.class)
                .load(List.of(), List.of(new ProductType(kind, text, "tea", delivery, DAYS, List.of(), 0)));
        var code = key();
        var spec = new UpsertProduct.VariantSpec(code, Map.of(), Money.cny(fen), 500L, "H87", null, 1, 1, List.of());
        var made = (UpsertProductOutcome.Upserted) WORLD.context
                .getBean(Products.class)
                .upsert(new UpsertProduct(
                        merchant,
                        code,
                        code,
                        kind,
                        "tea",
                        text,
                        new LocalizedText("", null),
                        COUNTY,
                        Map.of(),
                        null,
                        "",
                        List.of(spec)));
        WORLD.adjust(merchant, made.variants().getFirst(), 100);
        return made.variants().getFirst();
    }

    /** Paid at the gateway, as buyers pay. */
    static Order paid(CreateCart.NewLine... lines) {
        var order = WORLD.placed(lines);
        var payments = WORLD.context.getBean(Payments.class);
        var id = order.id().value();
        var started =
                (StartOutcome.Started) payments.start(new StartPayment(id, "ALIPAY", PaymentProduct.QR, null, null));
        var cashier = URI.create(((PaymentAction.QrCode) started.action()).payload() + "/pay");
        try {
            var page = BROWSER.send(
                    HttpRequest.newBuilder(cashier)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).as(page.body()).isLessThan(400);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(payments.settleUnpaid(id)).isFalse();
        assertThat(payments.find(id).orElseThrow().status()).isEqualTo(market.checkout.payment.IntentStatus.PAID);
        return WORLD.read(order);
    }

    static Vouchers vouchers() {
        return WORLD.context.getBean(Vouchers.class);
    }

    /** All of an order, as its buyer sees them. */
    static List<Voucher> of(Order order) {
        return of(order, vouchers());
    }

    static List<Voucher> of(Order order, Vouchers copy) {
        var lines = order.parts().stream()
                .flatMap(part -> part.lines().stream())
                .map(OrderLine::id)
                .toList();
        var found = copy.ofLines(lines, new Vouchers.Pieces(0, 100));
        return lines.stream()
                .flatMap(line -> found.getOrDefault(line, List.of()).stream())
                .toList();
    }

    static List<VoucherState> states(Order order) {
        return of(order).stream().map(Voucher::state).toList();
    }

    static RedeemVoucherOutcome redeem(MerchantId merchant, Voucher voucher) {
        return vouchers().redeem(new RedeemVoucher(merchant, voucher.readableCode(), null, key()));
    }

    /** A copy of the engine whose clock stands elsewhere. */
    static Vouchers copyAt(Clock clock) {
        var context = WORLD.context;
        var repository = context.getBean(VoucherRepository.class);
        return new Vouchers(repository, redeeming(clock, 100), clock);
    }

    static RedeemVoucherHandler redeeming(Clock clock, int wrongMax) {
        var context = WORLD.context;
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> transactions = context.getBean(TransactionOperations.class);
        return new RedeemVoucherHandler(
                context.getBean(VoucherRepository.class),
                context.getBean(PartCompletion.class),
                context.getBean(Locations.class),
                context.getBean(Attempts.class),
                context.getBean(RequestKeys.class),
                context.getBean(Outbox.class),
                transactions,
                clock,
                wrongMax,
                Duration.ofMinutes(15));
    }

    static ExpireVouchers expiring(Clock clock) {
        var context = WORLD.context;
        @SuppressWarnings("unchecked") // The one transaction manager of the one JDBC data source.
        TransactionOperations<Connection> transactions = context.getBean(TransactionOperations.class);
        return new ExpireVouchers(
                context.getBean(VoucherRepository.class), context.getBean(PartCompletion.class), transactions, clock);
    }

    /** All at one moment, as on copies of their own; what went wrong is thrown by its future. */
    static <T> List<Future<T>> atOnce(List<Callable<T>> deeds) throws InterruptedException {
        try (var copies = Executors.newVirtualThreadPerTaskExecutor()) {
            return copies.invokeAll(deeds);
        }
    }

    static UUID only(Order order) {
        assertThat(order.parts()).hasSize(1);
        return order.parts().getFirst().id().value();
    }
}
