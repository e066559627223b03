package market.checkout;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import market.cart.Cart;
import market.cart.CartId;
import market.cart.CartLine;
import market.cart.CartPricing;
import market.cart.Carts;
import market.cart.PricedCart;
import market.cart.PricedCartLine;
import market.catalog.Taxonomy;
import market.inventory.HoldOutcome;
import market.inventory.HoldStock;
import market.inventory.ReservationId;
import market.inventory.Reservations;
import market.kernel.Actor;
import market.kernel.ShopperId;
import org.jspecify.annotations.Nullable;

/** Reads the cart once, holds its stock, then stores the checkout. */
@Singleton
class StartCheckoutHandler {

    private final Carts carts;
    private final CartPricing pricing;
    private final Reservations reservations;
    private final CheckoutStore store;
    private final Quoting quoting;
    private final Taxonomy taxonomy;
    private final Duration ttl;

    StartCheckoutHandler(
            Carts carts,
            CartPricing pricing,
            Reservations reservations,
            CheckoutStore store,
            Quoting quoting,
            Taxonomy taxonomy,
            @Value("${market.checkout.hold:15m}") Duration ttl) {
        this.carts = carts;
        this.pricing = pricing;
        this.reservations = reservations;
        this.store = store;
        this.quoting = quoting;
        this.taxonomy = taxonomy;
        this.ttl = ttl;
    }

    CheckoutOutcome handle(StartCheckout command) {
        var cart = carts.find(command.cart(), command.actor());
        var inVain = cart.flatMap(found -> refusalOfSales(command, found));
        if (inVain.isPresent()) {
            return inVain.get();
        }
        var earlier = store.findEarlier(command);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        if (cart.isEmpty()) {
            return new CheckoutOutcome.CartNotFound();
        }
        if (cart.get().version() != command.expectedCartVersion()) {
            return new CheckoutOutcome.VersionConflict(cart.get().version());
        }
        var priced = pricing.price(cart.get(), command.actor());
        return check(priced).orElseGet(() -> hold(command, cart.get(), priced));
    }

    /** Asked before anything else: the crowd in front of a sale that is sold out shall not reach PostgreSQL. */
    private Optional<CheckoutOutcome> refusalOfSales(StartCheckout command, Cart cart) {
        if (cart.version() != command.expectedCartVersion()) {
            return Optional.empty();
        }
        var pieces =
                cart.lines().stream().collect(Collectors.toMap(CartLine::variant, CartLine::quantity, Math::addExact));
        return reservations
                .refusalOfSales(reservationOf(command), buyer(command.actor(), command.cart()), pieces)
                .map(CheckoutOutcome::refusal);
    }

    private static Optional<CheckoutOutcome> check(PricedCart cart) {
        if (cart.lines().isEmpty()) {
            return Optional.of(new CheckoutOutcome.CartEmpty());
        }
        var unavailable = cart.lines().stream()
                .filter(line -> line.unavailableReason() != null)
                .map(line -> line.offer().variant().id())
                .toList();
        if (!unavailable.isEmpty()) {
            return Optional.of(new CheckoutOutcome.GoodsUnavailable(unavailable));
        }
        return cart.lines().stream()
                .filter(line -> !line.isAllowed())
                .findFirst()
                .<CheckoutOutcome>map(line -> new CheckoutOutcome.InvalidQuantity(
                        line.offer().variant().id(),
                        line.price().minQuantity(),
                        line.price().step()))
                .or(() -> incomplete(cart));
    }

    /** No change of a cart leaves it so; a cart that is found so all the same is not sold as a bundle. */
    private static Optional<CheckoutOutcome> incomplete(PricedCart cart) {
        var broken = cart.lines().stream()
                .filter(line -> line.bundle() != null && !line.bundle().isInProportion())
                .map(line -> line.offer().variant().id())
                .toList();
        return broken.isEmpty() ? Optional.empty() : Optional.of(new CheckoutOutcome.BundleIncomplete(broken));
    }

    private CheckoutOutcome hold(StartCheckout command, Cart cart, PricedCart priced) {
        // Gives back what an earlier checkout of this cart holds: a buyer must not compete with themself.
        store.releaseOpen(command.cart())
                .forEach(open -> reservations.release(
                        open.reservation(), open.quote().byMerchant().keySet()));
        var reservation = reservationOf(command);
        var outcome = reservations.hold(
                new HoldStock(reservation, buyer(command.actor(), command.cart()), holdLines(priced.lines()), ttl));
        return outcome instanceof HoldOutcome.Held held
                ? store.open(command, cart, reservation, quoting.freeze(priced, held.allocations()), held.expiresAt())
                : CheckoutOutcome.refusal(outcome);
    }

    private List<HoldStock.Line> holdLines(List<PricedCartLine> lines) {
        return lines.stream()
                .collect(Collectors.toMap(
                        line -> line.offer().variant().id(),
                        Function.identity(),
                        (line, _) -> line,
                        LinkedHashMap::new))
                .values()
                .stream()
                .map(line -> new HoldStock.Line(
                        line.offer().variant().id(),
                        line.offer().product().merchant(),
                        line.together(),
                        taxonomy.delivery(line.offer().product().productType())))
                .toList();
    }

    /** The same request names the same hold, so that a retry after a lost answer finds it instead of taking twice. */
    private static ReservationId reservationOf(StartCheckout command) {
        var name = command.cart().value() + " " + command.expectedCartVersion() + " " + command.idempotencyKey();
        return new ReservationId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whom caps on holds and limits of flash sales count for. */
    static String buyer(Actor actor, CartId cart) {
        return buyer(actor instanceof Actor.Shopper shopper ? shopper.id() : null, cart);
    }

    static String buyer(@Nullable ShopperId shopper, CartId cart) {
        return shopper == null ? "cart:" + cart.value() : "shopper:" + shopper.value();
    }
}
