package market.checkout;

import static market.checkout.CheckoutWorld.COUNTY;
import static market.checkout.CheckoutWorld.GUEST;
import static market.checkout.CheckoutWorld.WORLD;
import static market.checkout.CheckoutWorld.delivery;
import static market.checkout.CheckoutWorld.done;
import static market.checkout.CheckoutWorld.placing;
import static market.checkout.CheckoutWorld.starting;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import market.cart.Cart;
import market.cart.CartLine;
import market.cart.CreateCart;
import market.catalog.ApplyToPavilion;
import market.catalog.DecideAdmission;
import market.catalog.DecideAdmissionOutcome;
import market.catalog.Pavilion;
import market.catalog.PavilionAdmission;
import market.catalog.PavilionAdmissions;
import market.catalog.Pavilions;
import market.catalog.Products;
import market.catalog.SetRecordOutcome;
import market.catalog.VariantId;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** What a pavilion gets of a sale is what was agreed when the checkout began. */
class FreezingPavilionFeesTest {

    private final Pavilions pavilions = WORLD.context.getBean(Pavilions.class);
    private final PavilionAdmissions admissions = WORLD.context.getBean(PavilionAdmissions.class);
    private final MerchantId merchant = WORLD.merchant();
    private final VariantId tea = WORLD.tea(merchant, 5_000, 10);
    private final Pavilion pavilion = opened();

    private Pavilion opened() {
        var handle = "pavilion-" + UUID.randomUUID();
        var text = new LocalizedText("六安馆", null);
        pavilions.open(handle, text, text, COUNTY);
        return pavilions.findByHandle(handle).orElseThrow();
    }

    /** Admits the merchant at a fee and shows its tea. */
    private PavilionAdmission admitted(String fee) {
        var applied = ((SetRecordOutcome.Set<PavilionAdmission>)
                        admissions.apply(new ApplyToPavilion(merchant, pavilion, new BigDecimal(fee), null)))
                .stored();
        var admission = decided(applied, PavilionAdmission.Decision.ADMIT);
        var product = WORLD.context
                .getBean(Products.class)
                .findOffers(List.of(tea))
                .values()
                .iterator()
                .next()
                .product();
        assertThat(pavilions.list(pavilion, product, 1)).isTrue();
        return admission;
    }

    private PavilionAdmission decided(PavilionAdmission admission, PavilionAdmission.Decision decision) {
        var reason = decision == PavilionAdmission.Decision.ADMIT ? null : "换季";
        var outcome = admissions.decide(new DecideAdmission(
                pavilion, admission.id(), decision, null, reason, UUID.randomUUID(), admission.version()));
        return ((DecideAdmissionOutcome.Decided) outcome).admission();
    }

    private Cart cart(String foundIn) {
        return WORLD.cart(GUEST, new CreateCart.NewLine(tea, 1, new CartLine.Found(foundIn, null), null));
    }

    private OrderLine placed(Checkout started) {
        var ready = done(WORLD.checkouts.setDelivery(delivery(started, GUEST)));
        var outcome = WORLD.checkouts.place(placing(ready));
        assertThat(outcome).isInstanceOf(PlaceOrderOutcome.Placed.class);
        var order = ((PlaceOrderOutcome.Placed) outcome).order();
        WORLD.pay(order);
        return WORLD.read(order).parts().getFirst().lines().getFirst();
    }

    private Checkout started(Cart cart) {
        return done(WORLD.checkouts.start(starting(cart, GUEST)));
    }

    @Test
    void a_line_keeps_the_fee_that_was_agreed_when_its_checkout_began() {
        var admission = admitted("0.0350");
        var before = started(cart(pavilion.handle()));
        var elsewhere = started(WORLD.cart(GUEST, CheckoutWorld.line(tea, 1)));
        var found = cart(pavilion.handle());

        decided(admission, PavilionAdmission.Decision.END);

        var kept = placed(before);
        assertThat(kept.found()).isEqualTo(new CartLine.Found(pavilion.handle(), null));
        assertThat(kept.pavilionFeeRate()).isEqualByComparingTo("0.035");
        assertThat(placed(elsewhere).pavilionFeeRate()).isNull();
        // Found while the pavilion showed it, bought when nothing was agreed any more.
        assertThat(placed(started(found)).pavilionFeeRate()).isNull();
    }

    @Test
    void the_order_tells_what_the_pavilion_gets_when_it_is_paid() {
        admitted("0.0500");

        var line = placed(started(cart(pavilion.handle())));

        assertThat(paidFee(line)).isEqualTo(pavilion.handle() + " 0.0500");
    }

    /** Which pavilion gets how much of a line, as it was told when its order was paid. */
    private static String paidFee(OrderLine line) {
        return WORLD.text("""
                SELECT said -> 'pavilion' ->> 'pavilion' || ' ' || (said -> 'pavilion' ->> 'rate')
                  FROM kernel.outbox_event AS event,
                       jsonb_path_query(event.payload, '$.parts[*].lines[*]') AS said
                 WHERE event.type = 'OrderPaid' AND said ->> 'line' = ?
                """, line.id().toString());
    }
}
