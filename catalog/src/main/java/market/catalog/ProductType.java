package market.catalog;

import java.util.List;
import java.util.Optional;
import market.kernel.LocalizedText;

/**
 * A kind of goods with the attributes that describe it.
 *
 * @param version grows with every change; 0 for one that was never stored
 */
public record ProductType(
        String code, LocalizedText name, String categoryCode, List<Attribute> attributes, int version) {

    public ProductType(String code, LocalizedText name, String categoryCode, List<Attribute> attributes) {
        this(code, name, categoryCode, attributes, 0);
    }

    public ProductType {
        attributes = List.copyOf(attributes);
    }

    public Optional<Attribute> attribute(String attributeCode) {
        return attributes.stream()
                .filter(attribute -> attribute.code().equals(attributeCode))
                .findFirst();
    }
}
