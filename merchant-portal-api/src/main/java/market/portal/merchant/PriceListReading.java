package market.portal.merchant;

import java.util.ArrayList;
import java.util.List;
import market.catalog.ListTier;
import market.catalog.ListedPrice;
import market.catalog.SetListPrices;
import market.catalog.SetListPrices.Entry;
import market.catalog.VariantId;
import market.graphql.Call;
import market.graphql.Input;
import market.kernel.Money;
import market.portal.ProductForms;
import org.jspecify.annotations.Nullable;

/** Reads rows of a price list out of their input, and tells every place that is wrong. */
final class PriceListReading {

    private final Call call;
    private final String currency;
    private final List<MerchantUserError> errors = new ArrayList<>();

    PriceListReading(Call call, String currency) {
        this.call = call;
        this.currency = currency;
    }

    List<MerchantUserError> errors() {
        return List.copyOf(errors);
    }

    /** Not to be used when there are errors. */
    List<Entry> rows() {
        var given = call.input().objects("entries");
        if (given.isEmpty() || given.size() > SetListPrices.ROWS_MAX) {
            refuse(
                    given.isEmpty() ? MerchantErrorCode.INVALID : MerchantErrorCode.LIMIT_EXCEEDED,
                    call.input().pathOf("entries"));
            return List.of();
        }
        var rows = new ArrayList<Entry>();
        for (var row : given) {
            var versions = row.objects("prices").stream().map(this::version).toList();
            row.id("variantId", "var")
                    .ifPresentOrElse(
                            id -> rows.add(new Entry(new VariantId(id), versions)),
                            () -> refuse(MerchantErrorCode.NOT_FOUND, row.pathOf("variantId")));
        }
        return rows;
    }

    private ListedPrice.Version version(Input input) {
        return new ListedPrice.Version(
                input.optionalInstant("startsAt").orElse(null),
                input.objects("tiers").stream().map(this::tier).toList());
    }

    private ListTier tier(Input input) {
        var minQuantity = count(input, "minQuantity");
        return new ListTier(
                minQuantity == null ? 1 : minQuantity,
                price(input),
                count(input, "quantityStep"),
                count(input, "maxQuantity"));
    }

    private Money price(Input input) {
        var price = ProductForms.price(input.decimal("price"), currency).filter(money -> money.minor() > 0);
        if (price.isEmpty()) {
            refuse(MerchantErrorCode.INVALID, input.pathOf("price"));
        }
        return price.orElse(Money.cny(1));
    }

    private @Nullable Long count(Input input, String member) {
        if (!input.isGiven(member)) {
            return null;
        }
        var count = input.wholeNumber(member).filter(ProductForms::isCount);
        if (count.isEmpty()) {
            refuse(MerchantErrorCode.INVALID, input.pathOf(member));
        }
        return count.orElse(1L);
    }

    private void refuse(MerchantErrorCode code, List<String> path) {
        errors.add(MerchantUserError.of(code, call, path));
    }
}
