package market.cart.graphql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import market.cart.CartOutcome;
import market.kernel.Language;
import org.jspecify.annotations.Nullable;

/** A refusal around a cart. */
record CartUserError(
        CartErrorCode code,
        @Nullable List<String> field,
        String message,
        @Nullable Integer currentVersion,
        @Nullable AllowedQuantity allowed) {

    /** What could be bought instead. */
    record AllowedQuantity(BigDecimal min, BigDecimal step, BigDecimal max) {

        static @Nullable AllowedQuantity of(CartOutcome.@Nullable Allowed allowed) {
            return allowed == null
                    ? null
                    : new AllowedQuantity(
                            BigDecimal.valueOf(allowed.min()),
                            BigDecimal.valueOf(allowed.step()),
                            BigDecimal.valueOf(allowed.max()));
        }
    }

    static CartUserError of(CartErrorCode code, @Nullable List<String> field, Language language) {
        return new CartUserError(code, field, code.text().in(language), null, null);
    }

    static CartUserError of(CartOutcome.VersionConflict conflict, List<String> field, Language language) {
        var code = CartErrorCode.VERSION_CONFLICT;
        return new CartUserError(code, field, code.text().in(language), conflict.currentVersion(), null);
    }

    /** @param lines path of the list that the fault's index counts in */
    static CartUserError of(CartOutcome.Fault fault, List<String> lines, Language language) {
        var code = switch (fault.kind()) {
            case VARIANT_NOT_FOUND -> CartErrorCode.VARIANT_NOT_FOUND;
            case BUNDLE_NOT_FOUND -> CartErrorCode.BUNDLE_NOT_FOUND;
            case LINE_NOT_FOUND -> CartErrorCode.LINE_NOT_FOUND;
            case INVALID_QUANTITY -> CartErrorCode.INVALID_QUANTITY;
            case TOO_MANY_LINES -> CartErrorCode.TOO_MANY_LINES;
            case NOTE_TOO_LONG -> CartErrorCode.NOTE_TOO_LONG;
        };
        var field = new ArrayList<>(lines);
        if (lines.getLast().equals("note")) {
            return new CartUserError(code, field, code.text().in(language), null, null);
        }
        if (lines.getLast().equals("bundleId")) {
            if (code == CartErrorCode.INVALID_QUANTITY) {
                field.removeLast();
                field.add("quantity");
            }
            return new CartUserError(code, field, code.text().in(language), null, AllowedQuantity.of(fault.allowed()));
        }
        field.add(Integer.toString(fault.index()));
        if (code == CartErrorCode.INVALID_QUANTITY) {
            field.add("quantity");
        } else if (code == CartErrorCode.NOTE_TOO_LONG) {
            field.add("note");
        }
        return new CartUserError(code, field, code.text().in(language), null, AllowedQuantity.of(fault.allowed()));
    }
}
