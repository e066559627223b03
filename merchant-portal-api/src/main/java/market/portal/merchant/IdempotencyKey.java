package market.portal.merchant;

import market.graphql.Input;
import market.graphql.Refusal;

/** The caller's name for one business act. */
final class IdempotencyKey {

    private static final int LENGTH_MAX = 128;

    private IdempotencyKey() {}

    static String of(Input input) {
        var key = input.text("idempotencyKey");
        if (key.isBlank() || key.length() > LENGTH_MAX) {
            throw Refusal.badInput(
                    input.pathOf("idempotencyKey"), "must have between 1 and " + LENGTH_MAX + " characters");
        }
        return key;
    }
}
