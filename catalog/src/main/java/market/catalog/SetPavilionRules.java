package market.catalog;

import java.util.List;

/** A curator says which goods the pavilion takes in by itself, and how they stand behind the picks. */
public record SetPavilionRules(Pavilion pavilion, List<PavilionRule> rules, PavilionOrder order, int expectedVersion) {

    public SetPavilionRules {
        rules = List.copyOf(rules);
    }
}
