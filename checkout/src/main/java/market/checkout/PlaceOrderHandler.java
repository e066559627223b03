package market.checkout;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import market.cart.CartLineId;
import market.cart.Carts;
import market.catalog.VariantId;
import market.inventory.HoldOutcome;
import market.kernel.RequestKeys;
import market.merchants.Merchants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks what may have changed since the quote, places the order in one transaction, then clears the cart. */
@Singleton
class PlaceOrderHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PlaceOrderHandler.class);

    private final OrderPlacing placing;
    private final Orders orders;
    private final RequestKeys keys;
    private final Merchants merchants;
    private final Carts carts;
    private final HeldGoods held;

    PlaceOrderHandler(
            OrderPlacing placing, Orders orders, RequestKeys keys, Merchants merchants, Carts carts, HeldGoods held) {
        this.placing = placing;
        this.orders = orders;
        this.keys = keys;
        this.merchants = merchants;
        this.carts = carts;
        this.held = held;
    }

    PlaceOrderOutcome handle(Checkout checkout, PlaceOrder command) {
        var earlier = keys.find(
                OrderPlacing.DEED, OrderPlacing.principal(command), command.idempotencyKey(), command.method());
        if (earlier.isPresent() && earlier.get() instanceof RequestKeys.Claim.Reused) {
            return new PlaceOrderOutcome.Refused(new CheckoutOutcome.KeyReused());
        }
        var order = checkout.order();
        if (order != null) {
            return new PlaceOrderOutcome.AlreadyPlaced(orders.get(order));
        }
        var refusal = refusal(checkout, command);
        if (refusal.isPresent()) {
            return new PlaceOrderOutcome.Refused(refusal.get());
        }
        return held.hasEnded(checkout) ? holdAndPlace(checkout, command) : place(checkout, command);
    }

    /** Nobody who holds the goods now loses them to somebody whose time was over. */
    private PlaceOrderOutcome holdAndPlace(Checkout checkout, PlaceOrder command) {
        var again = held.again(checkout);
        if (!(again instanceof HoldOutcome.Held found)) {
            return new PlaceOrderOutcome.Refused(CheckoutOutcome.refusal(again));
        }
        var outcome = place(checkout.allocated(found.allocations()), command);
        if (outcome instanceof PlaceOrderOutcome.Refused) {
            held.release(checkout);
        }
        return outcome;
    }

    private PlaceOrderOutcome place(Checkout checkout, PlaceOrder command) {
        var outcome = placing.place(checkout, command, held.oldest());
        if (outcome instanceof PlaceOrderOutcome.Placed placed) {
            LOG.atInfo().addKeyValue("order", placed.order().number()).log("order placed");
            clearCart(checkout);
        }
        return outcome;
    }

    private Optional<CheckoutOutcome> refusal(Checkout checkout, PlaceOrder command) {
        if (!held.canBeFinished(checkout)) {
            return Optional.of(new CheckoutOutcome.CheckoutExpired());
        }
        if (checkout.version() != command.expectedVersion()) {
            return Optional.of(new CheckoutOutcome.VersionConflict(checkout.version()));
        }
        if (checkout.delivery() == null) {
            return Optional.of(new CheckoutOutcome.AddressMissing());
        }
        var incomplete = Bundled.incomplete(checkout.quote().lines());
        if (!incomplete.isEmpty()) {
            return Optional.of(new CheckoutOutcome.BundleIncomplete(incomplete));
        }
        var suspended = goodsOfSuspendedMerchants(checkout);
        return suspended.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new CheckoutOutcome.GoodsUnavailable(suspended.stream().toList()));
    }

    private Set<VariantId> goodsOfSuspendedMerchants(Checkout checkout) {
        var groups = checkout.quote().byMerchant();
        var selling = new HashMap<>(merchants.findAll(groups.keySet()));
        selling.values().removeIf(merchant -> !merchant.isActive());
        return checkout.quote().lines().stream()
                .filter(line -> !selling.containsKey(line.merchant()))
                .map(QuoteLine::variant)
                .collect(Collectors.toSet());
    }

    /** The order stands whether this succeeds or not; a line that stays in the cart is only a nuisance. */
    private void clearCart(Checkout checkout) {
        try {
            carts.removeLines(
                    checkout.cart(),
                    checkout.quote().lines().stream()
                            .map(line -> new CartLineId(line.cartLine()))
                            .collect(Collectors.toSet()));
        } catch (RuntimeException e) {
            LOG.warn("The ordered lines stay in the cart", e);
        }
    }
}
