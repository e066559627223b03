package market.cart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a change of a cart ended. */
public sealed interface CartOutcome {
    /** The cart after it with the prices of now, and what was done differently from what was asked. */
    record Changed(PricedCart priced, List<CartWarning> warnings) implements CartOutcome {

        public Cart cart() {
            return priced.cart();
        }
    }

    /** No such cart, or not the actor's: the same to the caller. */
    record NotFound() implements CartOutcome {}

    record VersionConflict(int currentVersion) implements CartOutcome {}

    /** The idempotency key was used for another input. */
    record KeyReused() implements CartOutcome {}

    /** So many others change it at this moment that its turn did not come: nothing was changed, and it may be sent again. */
    record Busy() implements CartOutcome {}

    /** Nothing was changed. */
    record Refused(List<Fault> faults) implements CartOutcome {}

    /**
     * What is wrong with the line at {@code index} of the input.
     *
     * @param allowed with {@code INVALID_QUANTITY}: what could be bought instead
     */
    record Fault(int index, FaultKind kind, @Nullable Allowed allowed) {}

    /** Quantities of a line, or numbers of a bundle, that the actor may buy: from {@code min} in steps of {@code step} up to {@code max}. */
    record Allowed(long min, long step, long max) {}

    /** Why a line was refused. */
    enum FaultKind {
        /** No such variant, not listed any more, or its merchant may not sell now. */
        VARIANT_NOT_FOUND,
        /** No such bundle, not offered now, or not all of it can be sold. */
        BUNDLE_NOT_FOUND,
        LINE_NOT_FOUND,
        INVALID_QUANTITY,
        TOO_MANY_LINES,
        NOTE_TOO_LONG
    }
}
