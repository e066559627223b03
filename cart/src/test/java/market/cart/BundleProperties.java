package market.cart;

import static market.cart.CartWorld.GUEST;
import static market.cart.CartWorld.WORLD;
import static market.cart.CartWorld.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import market.catalog.BundleId;
import market.catalog.Pricing;
import market.catalog.Purchase;
import market.catalog.VariantId;
import market.kernel.Money;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Goal: whatever a shopper does to a cart, and whatever the merchant does to bundles meanwhile, each bundle is in proportion,
 * and all that is paid is the sum of what its pieces cost, none more than without the bundle. Method: random edits over the
 * catalogue as it was before and after a bundle became another one.
 */
class BundleProperties {

    private static final List<VariantId> TEAS;
    private static final List<BundleId> BUNDLES;
    private static final List<Sellable.Goods> GOODS;

    static {
        var merchant = WORLD.merchant();
        TEAS = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> WORLD.tea(merchant, i * 1_000L))
                .toList();
        var a = WORLD.bundle(merchant, "A", 0, part(TEAS.get(0), 1, 900), part(TEAS.get(1), 2, 1_500));
        var b = WORLD.bundle(merchant, "B", 0, part(TEAS.get(1), 1, 1_800), part(TEAS.get(2), 3, 2_500));
        BUNDLES = List.of(a.id(), b.id());
        var sellable = WORLD.context.getBean(Sellable.class);
        var needs = new Sellable.Needs(Set.copyOf(TEAS), Set.copyOf(BUNDLES));
        var before = sellable.read(needs);
        WORLD.bundle(merchant, "A", a.version(), part(TEAS.get(0), 2, 800), part(TEAS.get(3), 1, 3_000));
        GOODS = List.of(before, sellable.read(needs));
    }

    /** One deed; what it is done to follows from the numbers. */
    record Deed(int kind, int which, int quantity, boolean isLater) {}

    @Property(tries = 300)
    void no_sequence_of_deeds_breaks_a_bundle_or_the_sum(
            @ForAll @Size(max = 25) List<@IntRange(max = 9_999) Integer> numbers) {
        var cart = Cart.blank(new CartId(UUID.randomUUID()), null, Cart.Purpose.SHOPPING);
        for (var number : numbers) {
            var deed = new Deed(number % 8, number / 8 % 5, 1 + number / 40 % 12, number % 3 == 0);
            var goods = GOODS.get(deed.isLater() ? 1 : 0);
            if (edit(cart, deed, goods) instanceof CartEdit.Next next) {
                cart = next.cart();
            }
            check(cart, goods);
        }
    }

    private static CartEdit edit(Cart cart, Deed deed, Sellable.Goods goods) {
        var edits = WORLD.context.getBean(CartEdits.class);
        var request = new Cart.AppliedRequest(CartWorld.key(), "hash");
        var bundle = BUNDLES.get(deed.which() % 2);
        return switch (deed.kind()) {
            case 0 ->
                edits.add(
                        cart,
                        List.of(CartWorld.line(TEAS.get(deed.which() % TEAS.size()), deed.quantity())),
                        GUEST,
                        goods,
                        request);
            case 1, 2, 3 ->
                WORLD.context
                        .getBean(BundleEdits.class)
                        .add(
                                cart,
                                new AddCartBundle(cart.id(), GUEST, bundle, deed.quantity(), null, request.key()),
                                goods,
                                request);
            case 4 -> edits.update(cart, some(cart.lines(), deed, deed.quantity()), GUEST, goods);
            case 5 -> edits.update(cart, some(cart.lines(), deed, deed.quantity() % 2), GUEST, goods);
            case 6 -> edits.move(cart, moving(cart, cart.lines(), deed, MoveCartLines.Shelf.SAVED), goods);
            default ->
                deed.isLater()
                        ? edits.merge(cart, other(bundle, deed, goods), GUEST, goods, request)
                        : edits.move(cart, moving(cart, cart.saved(), deed, MoveCartLines.Shelf.CART), goods);
        };
    }

    private static List<UpdateCartLines.NewQuantity> some(List<CartLine> lines, Deed deed, long quantity) {
        return lines.isEmpty()
                ? List.of()
                : List.of(new UpdateCartLines.NewQuantity(
                        lines.get(deed.which() % lines.size()).id(), quantity));
    }

    private static MoveCartLines moving(Cart cart, List<CartLine> lines, Deed deed, MoveCartLines.Shelf to) {
        var ids = lines.isEmpty()
                ? List.<CartLineId>of()
                : List.of(lines.get(deed.which() % lines.size()).id());
        return new MoveCartLines(cart.id(), GUEST, ids, to);
    }

    private static Cart other(BundleId bundle, Deed deed, Sellable.Goods goods) {
        var blank = Cart.blank(new CartId(UUID.randomUUID()), null, Cart.Purpose.SHOPPING);
        var filled = edit(blank, new Deed(1, deed.which(), deed.quantity(), true), goods);
        assertThat(goods.bundle(bundle)).isPresent();
        return ((CartEdit.Next) filled).cart();
    }

    private static void check(Cart cart, Sellable.Goods goods) {
        for (var list : List.of(cart.lines(), cart.saved())) {
            assertThat(new HashSet<>(list.stream().map(CartLine::key).toList())).hasSameSizeAs(list);
            BUNDLES.stream()
                    .map(bundle -> BundleLines.of(bundle, list))
                    .filter(lines -> !lines.isEmpty())
                    .forEach(lines -> {
                        assertThat(lines.isInProportion()).as("%s", lines).isTrue();
                        assertThat(GOODS.stream().flatMap(each -> each.bundle(lines.id()).stream()))
                                .as("%s", lines)
                                .anyMatch(lines::isMadeAs);
                    });
        }
        var purchase = Purchase.by(GUEST, Instant.now());
        var priced = LinePrices.of(cart.lines(), purchase, goods);
        var sum = new ArrayList<Money>();
        for (var line : priced) {
            var separately = Pricing.price(line.offer().variant(), purchase, line.together());
            assertThat(line.price().unitPrice()).isLessThanOrEqualTo(separately.unitPrice());
            assertThat(line.price().total())
                    .isEqualTo(line.price().unitPrice().times(line.line().quantity()));
            sum.add(line.price().total());
        }
        assertThat(WORLD.pricing.price(cart, GUEST, goods).subtotal())
                .isEqualTo(Money.sum(sum, Money.cny(0).currency()));
        assertThat(Stream.of(cart.lines(), cart.saved())).allMatch(list -> list.size() <= Cart.LINES_MAX);
    }
}
