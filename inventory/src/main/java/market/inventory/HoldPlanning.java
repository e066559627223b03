package market.inventory;

import jakarta.inject.Singleton;
import java.util.Map;
import market.kernel.MerchantId;

/** Plans holds by what this copy remembers of ladders and places. */
@Singleton
class HoldPlanning {

    private final LadderMemory ladders;
    private final Routing routing;

    HoldPlanning(LadderMemory ladders, Routing routing) {
        this.ladders = ladders;
        this.routing = routing;
    }

    Map<MerchantId, HoldPlan> plan(HoldStock command) {
        var steps = ladders.recall(
                command.lines().stream().map(HoldStock.Line::variant).distinct().toList());
        return HoldPlan.of(command, steps, routing);
    }
}
