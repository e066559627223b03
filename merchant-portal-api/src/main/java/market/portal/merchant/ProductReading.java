package market.portal.merchant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import market.catalog.Attribute;
import market.catalog.AttributeFault;
import market.catalog.AttributeKind;
import market.catalog.PriceTier;
import market.catalog.ProductType;
import market.catalog.RichText;
import market.catalog.UpsertProduct;
import market.catalog.UpsertProduct.VariantSpec;
import market.graphql.Call;
import market.graphql.Input;
import market.kernel.Language;
import market.kernel.LocalizedText;
import market.kernel.Money;
import market.portal.LocalizedTexts;
import market.portal.ProductForms;
import org.jspecify.annotations.Nullable;

/** Reads a product out of its input, and tells every place that is wrong. */
final class ProductReading {

    static final int VARIANTS_MAX = 250;
    private static final int ATTRIBUTES_MAX = 100;
    private static final LocalizedText NO_TEXT = new LocalizedText("", null);

    private final Call call;
    private final List<MerchantUserError> errors = new ArrayList<>();
    private final Optional<ProductType> kind;
    private @Nullable RichText rich;

    /** @param kind of the product, as far as it is known */
    ProductReading(Call call, Optional<ProductType> kind) {
        this.call = call;
        this.kind = kind;
    }

    List<MerchantUserError> errors() {
        return List.copyOf(errors);
    }

    /** The description, as soon as it was read; null when it is plain. */
    @Nullable
    RichText rich() {
        return rich;
    }

    /** Not to be used when there are errors. */
    UpsertProduct read() {
        var input = call.input();
        var description = DescriptionReading.of(
                call,
                (path, reason) -> errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, path, reason)));
        rich = description.rich();
        return new UpsertProduct(
                call.merchantUser().merchant(),
                text(input, "key", ProductForms::isKey),
                text(input, "handle", ProductForms::isHandle),
                input.text("kindCode"),
                input.optionalText("categoryCode")
                        .orElse(kind.map(ProductType::categoryCode).orElse("")),
                localized(input, "titles", ProductForms.TITLE_LENGTH_MAX),
                Objects.requireNonNullElse(description.text(), NO_TEXT),
                rich,
                input.text("originCode"),
                attributes(input),
                null,
                keywords(input),
                variants(input));
    }

    private String keywords(Input input) {
        var keywords = input.optionalText("keywords").map(String::strip).orElse("");
        if (keywords.length() > ProductForms.KEYWORDS_LENGTH_MAX) {
            refuse(input.pathOf("keywords"));
        }
        return keywords;
    }

    private String text(Input input, String member, Predicate<String> form) {
        var text = input.text(member);
        if (!form.test(text)) {
            refuse(input.pathOf(member));
        }
        return text;
    }

    private LocalizedText localized(Input input, String member, int lengthMax) {
        return LocalizedTexts.read(input, member, lengthMax, this::refuse).orElse(NO_TEXT);
    }

    private Map<String, String> attributes(Input input) {
        var given = input.objects("attributes");
        var read = new HashMap<String, String>();
        if (given.size() > ATTRIBUTES_MAX) {
            refuse(input.pathOf("attributes"));
            return read;
        }
        var codes = new HashSet<String>();
        for (var each : given) {
            var code = each.text("code");
            // Texts of several languages are said together, and not as if each were an attribute of its own.
            if (!codes.add(code) || !code.equals(Attribute.codeOf(code))) {
                refuse(each.pathOf("code"));
            } else {
                read.putAll(attribute(code, each));
            }
        }
        return read;
    }

    private Map<String, String> attribute(String code, Input input) {
        var isLocalized = kind.flatMap(type -> type.attribute(code))
                .map(attribute -> attribute.kind() == AttributeKind.LOCALIZED_TEXT)
                .orElseGet(() -> !input.objects("texts").isEmpty());
        var other = isLocalized ? "values" : "texts";
        if (isLocalized ? !input.texts(other).isEmpty() : !input.objects(other).isEmpty()) {
            refuse(input.pathOf(other));
        }
        if (!isLocalized) {
            return Map.of(code, String.join("|", input.texts("values")));
        }
        var said = new HashMap<String, String>();
        LocalizedTexts.read(input, "texts", Attribute.TEXT_LENGTH_MAX, this::refuse)
                .ifPresent(text -> {
                    said.put(Attribute.key(code, Language.ZH_CN), text.zh());
                    if (text.en() != null) {
                        said.put(Attribute.key(code, Language.EN), text.en());
                    }
                });
        return said;
    }

    private List<VariantSpec> variants(Input input) {
        var given = input.objects("variants");
        if (given.isEmpty() || given.size() > VARIANTS_MAX) {
            errors.add(MerchantUserError.of(
                    given.isEmpty() ? MerchantErrorCode.INVALID : MerchantErrorCode.LIMIT_EXCEEDED,
                    call,
                    input.pathOf("variants")));
            return List.of();
        }
        return given.stream().map(this::variant).toList();
    }

    private VariantSpec variant(Input input) {
        var currency = input.text("currency");
        return new VariantSpec(
                text(input, "sku", ProductForms::isSku),
                attributes(input),
                price(input, currency),
                count(input, "netWeightGrams", null),
                text(input, "saleUnit", ProductForms::isUnit),
                barcode(input),
                count(input, "minQuantity"),
                count(input, "quantityStep"),
                count(input, "casePack"),
                count(input, "maxQuantity", null),
                tiers(input, currency));
    }

    private @Nullable String barcode(Input input) {
        var barcode = input.optionalText("barcode").orElse(null);
        if (barcode != null && !ProductForms.isGtin(barcode)) {
            refuse(input.pathOf("barcode"));
        }
        return barcode;
    }

    private List<PriceTier> tiers(Input input, String currency) {
        var given = input.objects("tiers");
        if (given.size() > ProductForms.TIERS_MAX) {
            refuse(input.pathOf("tiers"));
            return List.of();
        }
        return given.stream()
                .map(each -> new PriceTier(
                        text(each, "customerGroup", ProductForms::isGroup),
                        count(each, "minQuantity"),
                        price(each, currency),
                        count(each, "quantityStep"),
                        count(each, "maxQuantity", null)))
                .toList();
    }

    private Money price(Input input, String currency) {
        var price = ProductForms.price(input.decimal("price"), currency).filter(money -> money.minor() > 0);
        if (price.isEmpty()) {
            refuse(input.pathOf("price"));
        }
        return price.orElse(Money.cny(1));
    }

    private long count(Input input, String member) {
        var count = count(input, member, 1L);
        return count == null ? 1 : count;
    }

    private @Nullable Long count(Input input, String member, @Nullable Long otherwise) {
        if (!input.isGiven(member)) {
            return otherwise;
        }
        var count = input.wholeNumber(member).filter(ProductForms::isCount);
        if (count.isEmpty()) {
            refuse(input.pathOf(member));
        }
        return count.orElse(1L);
    }

    private void refuse(List<String> path) {
        errors.add(MerchantUserError.of(MerchantErrorCode.INVALID, call, path));
    }

    /** Where in the input a fault stands that the catalogue found. */
    List<String> pathOf(AttributeFault fault) {
        var owner = Optional.ofNullable(fault.sku())
                .flatMap(sku -> call.input().objects("variants").stream()
                        .filter(variant -> variant.text("sku").equals(sku))
                        .findFirst())
                .orElse(call.input());
        if (fault.field().startsWith("attributes.")) {
            var key = fault.field().substring("attributes.".length());
            var code = Attribute.codeOf(key);
            return owner.objects("attributes").stream()
                    .filter(attribute -> attribute.text("code").equals(code))
                    .findFirst()
                    .map(attribute -> attribute.pathOf(code.equals(key) ? "values" : "texts"))
                    .orElse(owner.pathOf("attributes"));
        }
        return owner.pathOf(
                switch (fault.field()) {
                    case "product_type" -> "kindCode";
                    case "category" -> "categoryCode";
                    case "net_weight_grams" -> "netWeightGrams";
                    case "min_quantity" -> "minQuantity";
                    case "quantity_step" -> "quantityStep";
                    case "case_pack" -> "casePack";
                    case "max_quantity" -> "maxQuantity";
                    default -> fault.field();
                });
    }
}
