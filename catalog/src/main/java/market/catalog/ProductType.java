package market.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;

/**
 * A kind of goods with the attributes that describe it.
 *
 * @param delivery how its goods reach their buyers
 * @param voucherValidDays how long vouchers can be redeemed, for goods that are delivered as such
 * @param version grows with every change; 0 for one that was never stored
 */
public record ProductType(
        String code,
        LocalizedText name,
        String categoryCode,
        DeliveryKind delivery,
        int voucherValidDays,
        List<Attribute> attributes,
        int version) {

    /** A year. */
    public static final int VOUCHER_VALID_DAYS = 365;

    public ProductType(String code, LocalizedText name, String categoryCode, List<Attribute> attributes) {
        this(code, name, categoryCode, DeliveryKind.PARCEL, VOUCHER_VALID_DAYS, attributes, 0);
    }

    public ProductType {
        attributes = List.copyOf(attributes);
    }

    /** The attribute that goods say at this key: see {@link Attribute#keys}. */
    public Optional<Attribute> attributeSaidAt(String key) {
        return attribute(Attribute.codeOf(key))
                .filter(attribute -> attribute.keys().contains(key));
    }

    /** The products that goods of this kind refer to, by their global ids. */
    public List<ProductId> references(Map<String, List<String>> said) {
        return attributes.stream()
                .filter(attribute -> attribute.kind() == AttributeKind.REFERENCE)
                .flatMap(attribute -> said.getOrDefault(attribute.code(), List.of()).stream())
                .flatMap(id -> GlobalId.parse("prd", id).stream())
                .map(ProductId::new)
                .toList();
    }

    public Optional<Attribute> attribute(String attributeCode) {
        // Asked some hundred times for each search document.
        for (var attribute : attributes) {
            if (attribute.code().equals(attributeCode)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }
}
