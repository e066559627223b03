package market.checkout;

import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import market.catalog.CertificateState;
import market.catalog.Certificates;
import market.catalog.DecideCertificate;
import market.catalog.FiledCertificate;
import market.catalog.Products;
import market.catalog.SetRecordOutcome;
import market.catalog.SubmitCertificate;
import market.catalog.VariantId;
import market.kernel.DomainEvent;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** Paid orders use the quotas of certificates, by what the outbox tells, at least once. */
class ChargingQuotasTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final QuotaListener listener = WORLD.context.getBean(QuotaListener.class);
    private final Certificates certificates = WORLD.context.getBean(Certificates.class);
    private final MerchantId merchant = WORLD.merchant();
    private final VariantId tea = WORLD.tea(merchant, 5_000, 100);
    private final UUID certificate = verified();

    @Test
    void a_paid_order_is_charged_by_its_weight_once_and_an_unpaid_one_is_not() throws Exception {
        WORLD.placed(line(tea, 7));
        var order = WORLD.paid(line(tea, 3));
        await().atMost(SOON).until(() -> used() == 1_500);

        listener.on(List.of(paid(order), paid(order)));
        atOnce(paid(order), paid(order));

        assertThat(used()).isEqualTo(1_500);
    }

    @Test
    void orders_that_are_paid_at_the_same_moment_sum_up_exactly() throws Exception {
        var orders =
                IntStream.range(0, 8).mapToObj(_ -> WORLD.placed(line(tea, 2))).toList();
        try (var buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var paying : orders.stream()
                    .map(order -> buyers.submit(() -> WORLD.pay(order)))
                    .toList()) {
                paying.get();
            }
        }
        await().atMost(SOON).until(() -> used() == 8_000);

        atOnce(orders.stream().map(ChargingQuotasTest::paid).toArray(DomainEvent[]::new));

        assertThat(used()).isEqualTo(8_000);
    }

    @Test
    void an_order_that_is_given_up_gives_back_once() throws Exception {
        var kept = WORLD.paid(line(tea, 1));
        var order = WORLD.paid(line(tea, 3));
        await().atMost(SOON).until(() -> used() == 2_000);
        var cancelled = new OrderCancelled(order.id(), order.number());

        listener.on(List.of(cancelled, cancelled));
        atOnce(cancelled, cancelled, paid(order), paid(kept));

        assertThat(used()).isEqualTo(500);
    }

    private static OrderPaid paid(Order order) {
        return new OrderPaid(
                order.id(),
                order.number(),
                "ALIPAY",
                WORLD.context.getBean(Clock.class).instant(),
                order.total(),
                List.of());
    }

    /** As if every event came to a copy of its own. */
    private void atOnce(DomainEvent... events) throws Exception {
        try (var copies = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : copies.invokeAll(List.of(events).stream()
                    .<Callable<Boolean>>map(event -> () -> {
                        listener.on(List.of(event));
                        return true;
                    })
                    .toList())) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    private long used() {
        return certificates.find(certificate).orElseThrow().usedGrams();
    }

    private UUID verified() {
        var product = WORLD.context
                .getBean(Products.class)
                .findOffers(List.of(tea))
                .values()
                .iterator()
                .next()
                .product();
        var today = LocalDate.ofInstant(WORLD.context.getBean(Clock.class).instant(), ZoneOffset.UTC);
        var outcome = certificates.submit(new SubmitCertificate(
                merchant,
                "GI",
                "GI" + merchant.value().toString().toUpperCase(Locale.ROOT),
                new LocalizedText("地理标志", null),
                "知识产权局",
                "茶农",
                "",
                today.minusDays(30),
                today.plusDays(300),
                List.of(product.id()),
                null,
                null,
                100_000L,
                0));
        assertThat(outcome).isInstanceOf(SetRecordOutcome.Set.class);
        var id = ((SetRecordOutcome.Set<FiledCertificate>) outcome)
                .stored()
                .certificate()
                .id();
        assertThat(certificates.decide(new DecideCertificate(id, CertificateState.VERIFIED, null, 1, new UUID(1, 2))))
                .isInstanceOf(SetRecordOutcome.Set.class);
        return id;
    }
}
