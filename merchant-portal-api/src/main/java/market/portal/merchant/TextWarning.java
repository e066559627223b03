package market.portal.merchant;

import java.util.ArrayList;
import java.util.List;
import market.catalog.ForbiddenClaims;
import market.catalog.Product;
import market.graphql.Call;

/** A text was taken, and its merchant should look at it again. */
record TextWarning(List<String> field, String word, String message) {

    static List<TextWarning> of(Product product, ForbiddenClaims claims, Call call) {
        var warnings = new ArrayList<TextWarning>();
        claims.in(product.title()).forEach(claim -> warnings.add(of("titles", claim, call)));
        claims.in(product.description()).forEach(claim -> warnings.add(of("descriptions", claim, call)));
        return warnings;
    }

    private static TextWarning of(String member, ForbiddenClaims.Claim claim, Call call) {
        return new TextWarning(
                call.input().pathOf(member), claim.word(), claim.reason().in(call.language()));
    }
}
