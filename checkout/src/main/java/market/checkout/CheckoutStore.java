package market.checkout;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.cart.Cart;
import market.cart.CartId;
import market.inventory.ReservationId;
import market.kernel.Ids;
import market.kernel.Json;
import market.kernel.RequestKeys;
import market.kernel.RequestKeys.Claim;

/** The transactions around opening a checkout. */
@Singleton
class CheckoutStore {

    private static final String DEED = "checkoutCreate";

    private final CheckoutRepository repository;
    private final RequestKeys keys;
    private final Ids ids;
    private final Clock clock;

    CheckoutStore(CheckoutRepository repository, RequestKeys keys, Ids ids, Clock clock) {
        this.repository = repository;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    Optional<CheckoutOutcome> findEarlier(StartCheckout command) {
        return keys.find(DEED, principal(command), command.idempotencyKey(), input(command))
                .map(this::answer);
    }

    /** Ends the open checkouts of a cart and tells what they were. */
    @Transactional
    List<Checkout> releaseOpen(CartId cart) {
        return repository.findOpenByCart(cart.value()).stream()
                .filter(row -> repository.release(row.id()) == 1)
                .map(CheckoutRow::toCheckout)
                .toList();
    }

    @Transactional
    CheckoutOutcome open(StartCheckout command, Cart cart, ReservationId reservation, Quote quote, Instant expiresAt) {
        var claim = keys.claim(DEED, principal(command), command.idempotencyKey(), input(command));
        if (!(claim instanceof Claim.First)) {
            return answer(claim);
        }
        var owner = cart.owner();
        var row = new CheckoutRow(
                ids.secret(),
                cart.id().value(),
                owner == null ? null : owner.value(),
                reservation.value(),
                CheckoutState.OPEN,
                Json.write(quote),
                null,
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                expiresAt,
                1);
        repository.insert(row);
        keys.complete(
                DEED, principal(command), command.idempotencyKey(), row.id().toString());
        return new CheckoutOutcome.Done(row.toCheckout());
    }

    private CheckoutOutcome answer(Claim claim) {
        return switch (claim) {
            case Claim.Repeated repeated ->
                repository
                        .findById(UUID.fromString(repeated.result()))
                        .<CheckoutOutcome>map(row -> new CheckoutOutcome.Done(row.toCheckout()))
                        .orElseGet(CheckoutOutcome.CheckoutNotFound::new);
            case Claim.Reused _ -> new CheckoutOutcome.KeyReused();
            case Claim.First _ -> throw new IllegalStateException("A first claim has no earlier answer");
        };
    }

    private static String principal(StartCheckout command) {
        return command.actor().principal() + " " + command.cart().value();
    }

    private static String input(StartCheckout command) {
        return command.cart().value() + " " + command.expectedCartVersion();
    }
}
