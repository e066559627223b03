package market.search.graphql;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import market.catalog.Attribute;
import market.catalog.Taxonomy;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Refusal;
import market.kernel.Cursor;
import market.kernel.Money;
import market.search.ListingFilter;
import market.search.ListingQuery;
import market.search.ListingSort;
import org.jspecify.annotations.Nullable;

/** Reads the input of a search and refuses what no correct program sends. */
@Singleton
class SearchInput {

    private static final int WORDS_LENGTH_MAX = 200;
    private static final Predicate<String> CODE = Pattern.compile("[0-9]{2,12}").asMatchPredicate();
    private static final int FILTERS_MAX = 20;
    private static final int VALUES_MAX = 50;

    private final Taxonomy taxonomy;

    SearchInput(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /** @param withFacets whether the caller reads them */
    ListingQuery read(Call call, boolean withFacets) {
        var input = call.input();
        var words = input.optionalText("query").orElse("");
        if (words.codePointCount(0, words.length()) > WORDS_LENGTH_MAX) {
            throw Refusal.badInput(input.pathOf("query"), "at most " + WORDS_LENGTH_MAX + " characters");
        }
        var sort = input.choice("sort", ListingSort.class);
        var paging = call.paging();
        return new ListingQuery(
                call.language(),
                words,
                input.optionalText("categoryCode").orElse(null),
                input.optionalText("pavilionHandle").orElse(null),
                input.optionalText("merchantCode").orElse(null),
                filters(input),
                sort,
                paging.first(),
                place(sort, paging.after()),
                withFacets,
                input.optionalText("nearRegionCode").filter(CODE).orElse(null),
                false);
    }

    private static @Nullable Cursor place(ListingSort sort, @Nullable String after) {
        if (after == null) {
            return null;
        }
        return sort.parse(after)
                .orElseThrow(() -> Refusal.badInput(List.of("after"), "is not a cursor of this list and sort"));
    }

    private List<ListingFilter> filters(Input input) {
        var given = input.objects("filters");
        if (given.size() > FILTERS_MAX) {
            throw Refusal.badInput(input.pathOf("filters"), "at most " + FILTERS_MAX + " filters, not " + given.size());
        }
        var filters = new ArrayList<ListingFilter>();
        given.forEach(each -> filter(each).ifPresent(filters::add));
        return filters;
    }

    /** Empty for a filter that asks for nothing. */
    private Optional<ListingFilter> filter(Input input) {
        if (input.has("attribute")) {
            return Optional.of(attribute(input.object("attribute")));
        }
        if (input.has("price")) {
            return Optional.of(price(input.object("price")));
        }
        if (input.has("originCodes")) {
            return Optional.of(new ListingFilter.Origins(values(input, "originCodes")));
        }
        if (input.has("deliverableTo")) {
            var code = input.text("deliverableTo");
            if (!CODE.test(code)) {
                throw Refusal.badInput(input.pathOf("deliverableTo"), "between 2 and 12 digits");
            }
            return Optional.of(new ListingFilter.DeliverableTo(code));
        }
        if (input.has("inStock")) {
            return input.flag("inStock") ? Optional.of(new ListingFilter.InStock()) : Optional.empty();
        }
        return input.flag("giMark") ? Optional.of(new ListingFilter.GiMark()) : Optional.empty();
    }

    private ListingFilter attribute(Input input) {
        var code = input.text("code");
        var isKnown = taxonomy.productTypes().stream()
                .flatMap(type -> type.attribute(code).stream())
                .anyMatch(Attribute::isFilterable);
        if (!isKnown) {
            throw Refusal.badInput(input.pathOf("code"), "no attribute of this code can be filtered by");
        }
        return new ListingFilter.Attribute(code, values(input, "values"));
    }

    private static List<String> values(Input input, String name) {
        var values = input.texts(name);
        if (values.isEmpty() || values.size() > VALUES_MAX) {
            throw Refusal.badInput(input.pathOf(name), "between 1 and " + VALUES_MAX + " values, not " + values.size());
        }
        return values;
    }

    private static ListingFilter price(Input input) {
        var currency = Currency.getInstance(input.text("currency"));
        var min = minor(input, "min", currency);
        var max = minor(input, "max", currency);
        if (min != null && max != null && min > max) {
            throw Refusal.badInput(input.pathOf("max"), "must not be below min");
        }
        return new ListingFilter.Price(min, max, currency);
    }

    private static @Nullable Long minor(Input input, String name, Currency currency) {
        return input.optionalDecimal(name)
                .map(major -> minor(input.pathOf(name), major, currency))
                .orElse(null);
    }

    private static Long minor(List<String> path, BigDecimal major, Currency currency) {
        if (major.signum() < 0) {
            throw Refusal.badInput(path, "must not be negative");
        }
        try {
            return Money.ofMajor(major, currency.getCurrencyCode()).minor();
        } catch (ArithmeticException _) {
            throw Refusal.badInput(path, "has more decimals than the currency, or is too large");
        }
    }
}
