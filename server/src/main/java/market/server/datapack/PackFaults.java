package market.server.datapack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import market.server.StartRefusedException;

/** Collects what is wrong with the packs, so that a person sees all of it at once. */
final class PackFaults {

    private static final int SHOWN_MAX = 50;

    private final List<PackFault> faults = new ArrayList<>();

    void add(PackFault fault) {
        faults.add(fault);
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    void refuseIfAny() {
        if (faults.isEmpty()) {
            return;
        }
        var shown =
                faults.stream().limit(SHOWN_MAX).map(fault -> "\n  " + fault).collect(Collectors.joining());
        var rest = faults.size() > SHOWN_MAX ? "\n  and " + (faults.size() - SHOWN_MAX) + " more" : "";
        throw new StartRefusedException("The data packs have faults; nothing of them was loaded:" + shown + rest);
    }
}
