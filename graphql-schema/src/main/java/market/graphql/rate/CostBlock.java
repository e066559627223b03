package market.graphql.rate;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an answer tells of its price, in {@code extensions.cost}. */
final class CostBlock {

    private CostBlock() {}

    static Map<String, Object> of(long requested, long actual, Throttle throttle) {
        var cost = new LinkedHashMap<String, Object>();
        cost.put("requested", requested);
        cost.put("actual", actual);
        cost.put("throttle", throttle.toMap());
        return Map.of("cost", cost);
    }
}
