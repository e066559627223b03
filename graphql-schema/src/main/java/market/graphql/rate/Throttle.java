package market.graphql.rate;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a caller's bucket stands, as answers tell it. */
public record Throttle(long max, long available, long restoreRate) {

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("max", max);
        map.put("available", Math.clamp(available, 0, max));
        map.put("restoreRate", restoreRate);
        return map;
    }
}
