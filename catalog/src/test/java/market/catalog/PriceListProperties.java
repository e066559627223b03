package market.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import market.kernel.Money;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Goal: whichever lists there are, the one that counts is found, and the price in it. Method: a plain model that looks at one
 * list after the other answers the same for random lists, buyers, moments and quantities.
 */
class PriceListProperties {

    private static final Instant BEGIN = Instant.parse("2026-11-29T00:00:00Z");
    private static final int LISTS_MAX = 8;

    /** Lists of a variant, and somebody who buys it. */
    record SetUp(Variant variant, Purchase purchase, long quantity) {}

    @Provide
    Arbitrary<SetUp> setUps() {
        return Arbitraries.randomValue(random -> {
            var model = new PriceModel(random, BEGIN);
            return new SetUp(model.variant(LISTS_MAX), model.purchase(), model.quantity());
        });
    }

    @Property(tries = 5_000)
    void the_engine_answers_as_the_plain_model_does(@ForAll("setUps") SetUp given) {
        var line = Pricing.price(given.variant, given.purchase, given.quantity);

        assertThat(answer(line)).isEqualTo(PriceModel.answer(given.variant, given.purchase, given.quantity));
        assertThat(line.trace().getFirst().unitPrice()).isEqualTo(given.variant.price());
        assertThat(line.trace().getLast().unitPrice()).isEqualTo(line.unitPrice());
    }

    @Property(tries = 500)
    void the_order_in_which_lists_are_read_never_matters(@ForAll("setUps") SetUp given, @ForAll Random random) {
        var shuffled = new ArrayList<>(given.variant.lists());
        Collections.shuffle(shuffled, random);
        var own = given.variant;
        var other = own.priced(
                new PriceChange.Own(
                        own.price(),
                        own.minQuantity(),
                        own.quantityStep(),
                        own.casePack(),
                        own.maxQuantity(),
                        own.tiers()),
                shuffled);

        assertThat(Pricing.price(other, given.purchase, given.quantity))
                .isEqualTo(Pricing.price(own, given.purchase, given.quantity));
    }

    @Property(tries = 500)
    void nobody_but_its_buyers_gets_a_price_for_a_company(@ForAll("setUps") SetUp given) {
        var trace = Pricing.price(given.variant, given.purchase, given.quantity).trace();

        for (var list : given.variant.lists()) {
            var company = list.audience().company();
            if (company != null && !company.equals(given.purchase.company())) {
                assertThat(trace).noneMatch(step -> step.rule().startsWith("PRICE_LIST_" + list.code() + "_"));
            }
        }
    }

    static PriceModel.Answer answer(PricedLine line) {
        var last = line.trace().getLast().rule();
        assertThat(line.unitPrice().currency()).isEqualTo(Money.cny(0).currency());
        return new PriceModel.Answer(
                line.unitPrice().minor(),
                line.total().minor(),
                line.minQuantity(),
                line.step(),
                line.maxQuantity(),
                last.startsWith("PRICE_LIST_")
                        ? last.substring("PRICE_LIST_".length(), last.lastIndexOf("_FROM_"))
                        : null);
    }
}
