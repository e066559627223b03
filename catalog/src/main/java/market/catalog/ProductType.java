package market.catalog;

import java.util.List;
import java.util.Optional;
import market.kernel.LocalizedText;

/** A kind of goods with the attributes that describe it. */
public record ProductType(String code, LocalizedText name, String categoryCode, List<Attribute> attributes) {

    public ProductType {
        attributes = List.copyOf(attributes);
    }

    public Optional<Attribute> attribute(String attributeCode) {
        return attributes.stream()
                .filter(attribute -> attribute.code().equals(attributeCode))
                .findFirst();
    }
}
