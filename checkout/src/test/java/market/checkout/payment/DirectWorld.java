package market.checkout.payment;

import static market.checkout.payment.PaymentWorld.WORLD;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** What tests of direct payment do in the world of payments. */
final class DirectWorld {

    static final DirectWorld DIRECT = new DirectWorld(WORLD);
    static final MerchantDossier DOSSIER = new MerchantDossier(
            "六安市裕安区独山瓜片茶业有限公司",
            "独山瓜片",
            "01",
            "91341503MA2N000001",
            "汪明远",
            "342401197001010013",
            "5499",
            "汪明远",
            "13800000001",
            "pay@dushan.example");

    private final PaymentWorld world;

    DirectWorld(PaymentWorld world) {
        this.world = world;
    }

    /** An order of merchants that the provider pays directly. */
    UUID directOrder(List<Long> fen) {
        return orderOf(fen.stream().map(_ -> activeMerchant()).toList(), fen);
    }

    UUID orderOf(List<UUID> merchants, List<Long> fen) {
        var order = UUID.randomUUID();
        var parts = new ArrayList<PaymentOrder.Part>();
        for (var i = 0; i < fen.size(); i++) {
            parts.add(new PaymentOrder.Part(UUID.randomUUID(), merchants.get(i), Money.cny(fen.get(i))));
        }
        world.inTransaction(() -> world.payments.open(new PaymentOrder(
                order, "T" + order, "六安瓜片", world.clock.instant().plus(PaymentWorld.HALF_HOUR), parts)));
        return order;
    }

    UUID activeMerchant() {
        var merchant = UUID.randomUUID();
        world.bean(Accounts.class).submit(merchant, "ALIPAY", DOSSIER);
        await().until(() -> {
            accountsAfter(Duration.ofMinutes(1));
            return account(merchant).status() == MerchantAccount.Status.ACTIVE;
        });
        return merchant;
    }

    MerchantAccount account(UUID merchant) {
        return world.bean(Accounts.class).ofMerchant(merchant).getFirst();
    }

    List<UUID> merchants(UUID order) {
        return List.of(world.text("""
                        SELECT string_agg(CAST(merchant_id AS text), ',' ORDER BY leg.id)
                          FROM checkout.payment_leg AS leg
                          JOIN checkout.payment_intent AS intent ON intent.id = leg.intent_id
                         WHERE intent.order_id = ?
                        """, order).split(",")).stream()
                .map(UUID::fromString)
                .toList();
    }

    void accountsAfter(Duration duration) {
        world.clock.pass(duration);
        world.bean(PursueAccounts.class).pursue();
    }

    /** An order of merchants that the provider pays directly, every part paid by its code. */
    UUID paidDirectly(List<Long> fen) {
        var order = directOrder(fen);
        for (var part = 1; part <= fen.size(); part++) {
            var expected = part < fen.size() ? IntentStatus.PARTIALLY_PAID : IntentStatus.PAID;
            world.pay(world.qrCode(order));
            await().until(() -> {
                world.pollAfter(Duration.ofSeconds(5));
                return world.status(order) == expected;
            });
        }
        return order;
    }

    /** The buyer has a part: it is planned, and pursued once. */
    void settle(UUID order, int part, List<SettledPart.Share> shares) {
        world.bean(Settlements.class).plan(order, world.parts(order).get(part), shares);
        settleAfter(Duration.ZERO);
    }

    void settleAfter(Duration duration) {
        world.clock.pass(duration);
        world.bean(PursueSettlements.class).pursue();
    }

    /** {@code DONE 10000: COMMISSION SUCCEEDED 500} for the only settled part of an order; null when there is none. */
    @Nullable
    String settlement(UUID order) {
        return world.text("""
                SELECT max(concat(settlement.status, ' ', COALESCE(CAST(settlement.amount_minor AS text), '-'), ': ', (
                       SELECT string_agg(concat_ws(' ', kind, split.status,
                                                   COALESCE(CAST(split.amount_minor AS text), '-')), ', ' ORDER BY split.id)
                         FROM checkout.payment_split AS split
                        WHERE split.settlement_id = settlement.id)))
                  FROM checkout.payment_settlement AS settlement
                  JOIN checkout.payment_leg AS leg ON leg.id = settlement.leg_id
                  JOIN checkout.payment_intent AS intent ON intent.id = leg.intent_id
                 WHERE intent.order_id = ?
                """, order);
    }
}
