package market.graphql.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Refusal;
import market.graphql.Wiring;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** What all three surfaces share: {@code common.graphqls}. */
final class CommonTypes {

    private static final int NODES_MAX = 50;

    private CommonTypes() {}

    static void register(Wiring wiring) {
        wiring.query(
                        "node",
                        call -> find(wiring, call.arguments().text("id"), call).orElse(null))
                .query("nodes", call -> nodes(wiring, call))
                .field("Money", Money.class, "amount", (money, _) -> money.toMajor())
                .field("Money", Money.class, "currency", (money, _) -> money.currency())
                .type("PageInfo", Connection.PageInfo.class);
    }

    private static List<@Nullable Object> nodes(Wiring wiring, Call call) {
        var ids = call.arguments().texts("ids");
        if (ids.size() > NODES_MAX) {
            throw Refusal.badInput(List.of("ids"), "at most " + NODES_MAX + " ids, not " + ids.size());
        }
        var nodes = new ArrayList<@Nullable Object>();
        ids.forEach(id -> nodes.add(find(wiring, id, call).orElse(null)));
        return nodes;
    }

    private static Optional<?> find(Wiring wiring, String id, Call call) {
        var prefix = id.length() > 3 ? id.substring(0, 3) : "";
        var finder = wiring.nodes().get(prefix);
        if (finder == null) {
            return Optional.empty();
        }
        return finder.apply(id, call);
    }
}
