package market.portal.merchant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import market.catalog.AttributeFault;
import market.catalog.PriceTier;
import market.catalog.UpsertProduct;
import market.catalog.UpsertProduct.VariantSpec;
import market.graphql.Call;
import market.graphql.Input;
import market.kernel.LocalizedText;
import market.kernel.Money;
import market.portal.LocalizedTexts;
import org.jspecify.annotations.Nullable;

/** Reads a product out of its input, and tells every place that is wrong. */
final class ProductReading {

    static final int VARIANTS_MAX = 250;
    private static final int ATTRIBUTES_MAX = 100;
    private static final int TIERS_MAX = 50;
    private static final int KEYWORDS_LENGTH_MAX = 200;
    private static final int HANDLE_LENGTH_MAX = 100;
    private static final LocalizedText NO_TEXT = new LocalizedText("", null);
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");
    private static final Pattern SKU = Pattern.compile("[\\p{L}\\p{N}._/-]{1,64}");
    private static final Pattern HANDLE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern UNIT = Pattern.compile("[A-Z0-9]{2,3}");
    private static final Pattern GROUP = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");
    private static final Pattern GTIN = Pattern.compile("[0-9]{8}|[0-9]{12,14}");

    private final Call call;
    private final List<MerchantUserError> errors = new ArrayList<>();

    ProductReading(Call call) {
        this.call = call;
    }

    List<MerchantUserError> errors() {
        return List.copyOf(errors);
    }

    /** Not to be used when there are errors. */
    UpsertProduct read(String kindCategory) {
        var input = call.input();
        return new UpsertProduct(
                call.merchantUser().merchant(),
                text(input, "key", KEY),
                text(input, "handle", HANDLE),
                input.text("kindCode"),
                input.optionalText("categoryCode").orElse(kindCategory),
                localized(input, "titles", TextMutation.TITLE_LENGTH_MAX),
                localized(input, "descriptions", TextMutation.DESCRIPTION_LENGTH_MAX),
                input.text("originCode"),
                attributes(input),
                null,
                keywords(input),
                variants(input));
    }

    private String keywords(Input input) {
        var keywords = input.optionalText("keywords").map(String::strip).orElse("");
        if (keywords.length() > KEYWORDS_LENGTH_MAX) {
            refuse(input.pathOf("keywords"));
        }
        return keywords;
    }

    private String text(Input input, String member, Pattern form) {
        var text = input.text(member);
        if (text.length() > HANDLE_LENGTH_MAX || !form.matcher(text).matches()) {
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
        for (var each : given) {
            if (read.put(each.text("code"), String.join("|", each.texts("values"))) != null) {
                refuse(each.pathOf("code"));
            }
        }
        return read;
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
                text(input, "sku", SKU),
                attributes(input),
                price(input, currency),
                count(input, "netWeightGrams", null),
                text(input, "saleUnit", UNIT),
                barcode(input),
                count(input, "minQuantity"),
                count(input, "casePack"),
                count(input, "maxQuantity", null),
                tiers(input, currency));
    }

    private @Nullable String barcode(Input input) {
        var barcode = input.optionalText("barcode").orElse(null);
        if (barcode != null && !(GTIN.matcher(barcode).matches() && hasCheckDigit(barcode))) {
            refuse(input.pathOf("barcode"));
        }
        return barcode;
    }

    /** GS1: from the right, digits count three times and once in turn, and all sum to a multiple of ten. */
    private static boolean hasCheckDigit(String gtin) {
        var sum = 0;
        for (var i = 0; i < gtin.length(); i++) {
            var digit = gtin.charAt(gtin.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : 3 * digit;
        }
        return sum % 10 == 0;
    }

    private List<PriceTier> tiers(Input input, String currency) {
        var given = input.objects("tiers");
        if (given.size() > TIERS_MAX) {
            refuse(input.pathOf("tiers"));
            return List.of();
        }
        return given.stream()
                .map(each -> new PriceTier(
                        text(each, "customerGroup", GROUP),
                        count(each, "minQuantity"),
                        price(each, currency),
                        count(each, "quantityStep"),
                        count(each, "maxQuantity", null)))
                .toList();
    }

    private Money price(Input input, String currency) {
        var price = PriceMutation.price(input.decimal("price"), currency).filter(money -> money.minor() > 0);
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
        var count = input.wholeNumber(member).filter(pieces -> pieces >= 1 && pieces <= StockRows.PIECES_MAX);
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
            var code = fault.field().substring("attributes.".length());
            return owner.objects("attributes").stream()
                    .filter(attribute -> attribute.text("code").equals(code))
                    .findFirst()
                    .map(attribute -> attribute.pathOf("values"))
                    .orElse(owner.pathOf("attributes"));
        }
        return owner.pathOf(
                switch (fault.field()) {
                    case "product_type" -> "kindCode";
                    case "category" -> "categoryCode";
                    case "net_weight_grams" -> "netWeightGrams";
                    case "min_quantity" -> "minQuantity";
                    case "case_pack" -> "casePack";
                    case "max_quantity" -> "maxQuantity";
                    default -> fault.field();
                });
    }
}
