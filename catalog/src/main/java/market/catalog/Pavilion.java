package market.catalog;

import java.util.List;
import java.util.UUID;
import market.kernel.LocalizedText;

/**
 * A curated shop of one region's specialities, over many merchants.
 *
 * @param rules alternatives: what one of them finds stands behind the picks
 * @param isApplyingRules whether goods are still being held against rules that changed
 */
public record Pavilion(
        UUID id,
        String handle,
        LocalizedText name,
        LocalizedText description,
        String regionCode,
        List<PavilionRule> rules,
        PavilionOrder ruleOrder,
        int version,
        boolean isApplyingRules) {

    public Pavilion {
        rules = List.copyOf(rules);
    }
}
