package market.catalog;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Goods that are sold before they can be sent: paid whole now, sent from a day on.
 *
 * @param endsAt from this moment on they are not sold any more, until their merchant says something else
 */
public record PreSale(LocalDate shipsFrom, Instant endsAt) {

    public boolean isOver(Instant now) {
        return !now.isBefore(endsAt);
    }
}
