package market.portal.merchant;

import java.util.ArrayList;
import java.util.List;
import market.catalog.ForbiddenClaims;
import market.catalog.Product;
import market.catalog.RichText;
import market.graphql.Call;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** A text was taken, and its merchant should look at it again. */
record TextWarning(Code code, List<String> field, String word, String message) {

    private static final LocalizedText REMOVED =
            new LocalizedText("描述中不允许，已去除", "Not allowed in descriptions; it was taken out");

    /** What is to be looked at. */
    enum Code {
        FORBIDDEN_CLAIM,
        REMOVED_ELEMENT,
        REMOVED_ATTRIBUTE,
        REMOVED_CHARACTER
    }

    static List<TextWarning> of(Product product, @Nullable RichText written, ForbiddenClaims claims, Call call) {
        var warnings = new ArrayList<TextWarning>();
        claims.in(product.title()).forEach(claim -> warnings.add(of("titles", claim, call)));
        claims.in(product.description()).forEach(claim -> warnings.add(of("descriptions", claim, call)));
        if (written != null) {
            written.removals().forEach(removal -> warnings.add(of(removal, call)));
        }
        return warnings;
    }

    static List<TextWarning> ofClaims(String member, @Nullable LocalizedText text, ForbiddenClaims claims, Call call) {
        return text == null
                ? List.of()
                : claims.in(text).stream().map(claim -> of(member, claim, call)).toList();
    }

    private static TextWarning of(String member, ForbiddenClaims.Claim claim, Call call) {
        return new TextWarning(
                Code.FORBIDDEN_CLAIM,
                call.input().pathOf(member),
                claim.word(),
                claim.reason().in(call.language()));
    }

    private static TextWarning of(RichText.Removal removal, Call call) {
        var code = switch (removal.part()) {
            case ELEMENT -> Code.REMOVED_ELEMENT;
            case ATTRIBUTE -> Code.REMOVED_ATTRIBUTE;
            case CHARACTER -> Code.REMOVED_CHARACTER;
        };
        return new TextWarning(code, call.input().pathOf("descriptions"), removal.name(), REMOVED.in(call.language()));
    }
}
