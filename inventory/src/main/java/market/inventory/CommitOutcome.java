package market.inventory;

import java.util.List;

/** How committing stock to an order ended: all rows or none. */
public sealed interface CommitOutcome {
    record Committed() implements CommitOutcome {}

    /** Nothing was changed; {@code available} of each line is what its location could give. */
    record NotEnough(List<ShortLine> lines) implements CommitOutcome {}
}
