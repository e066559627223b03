package market.catalog;

import market.kernel.LocalizedText;

/**
 * Why listed goods are not on sale, beside what their merchant wants.
 *
 * @param code of the gate, or of the batch that was called back
 */
public record ProductBar(Cause cause, String code, LocalizedText reason) {

    /** Who barred them. */
    public enum Cause {
        GATE,
        RECALL
    }
}
