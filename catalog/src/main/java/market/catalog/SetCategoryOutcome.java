package market.catalog;

import java.util.List;

/** How writing a category ended. */
public sealed interface SetCategoryOutcome {
    record Set(Category category) implements SetCategoryOutcome {}

    /** Nothing was changed; {@code members} are what cannot be taken. */
    record Invalid(List<String> members) implements SetCategoryOutcome {

        public Invalid {
            members = List.copyOf(members);
        }
    }
}
