package market.search.elasticsearch;

import co.elastic.clients.elasticsearch.core.search.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import market.kernel.MerchantId;
import market.search.SearchRules;
import market.search.elasticsearch.ElasticsearchSearch.Stored;

/**
 * Goods of many merchants on one page: after two of one merchant comes another's, if it matches about as well. Only within
 * the page, so that pages neither repeat nor leave out anything.
 */
final class MerchantSpread {

    private static final int IN_A_ROW_MAX = 2;
    /** Worse matches do not come forward for it. */
    private static final double ABOUT_AS_GOOD = 0.9;

    private MerchantSpread() {}

    /** What is pinned or promoted stays where it is. */
    static List<Hit<Stored>> of(List<Hit<Stored>> hits, SearchRules.Placing placing) {
        if (!placing.pinned().isEmpty() || !placing.promoted().isEmpty()) {
            return hits;
        }
        var left = new ArrayList<>(hits);
        var spread = new ArrayList<Hit<Stored>>();
        while (!left.isEmpty()) {
            spread.add(left.remove(next(left, spread)));
        }
        return spread;
    }

    private static int next(List<Hit<Stored>> left, List<Hit<Stored>> spread) {
        var best = left.getFirst();
        if (!isRunOf(merchant(best), spread)) {
            return 0;
        }
        for (var i = 1; i < left.size() && score(left.get(i)) >= score(best) * ABOUT_AS_GOOD; i++) {
            if (!merchant(left.get(i)).equals(merchant(best))) {
                return i;
            }
        }
        return 0;
    }

    private static boolean isRunOf(MerchantId merchant, List<Hit<Stored>> spread) {
        return spread.size() >= IN_A_ROW_MAX
                && spread.subList(spread.size() - IN_A_ROW_MAX, spread.size()).stream()
                        .allMatch(hit -> merchant(hit).equals(merchant));
    }

    private static MerchantId merchant(Hit<Stored> hit) {
        return Objects.requireNonNull(hit.source()).product().merchant();
    }

    private static double score(Hit<Stored> hit) {
        return Objects.requireNonNullElse(hit.score(), 0.0);
    }
}
