package market.search;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One condition on goods. Several hold together; those on attributes, price and stock must hold for one variant. */
public sealed interface ListingFilter {

    /** Any of these canonical values of an attribute of the product or of a variant. */
    record Attribute(String code, List<String> values) implements ListingFilter {
        public Attribute {
            values = List.copyOf(values);
        }
    }

    /** The list price of a variant, in minor units, both ends included. */
    record Price(@Nullable Long min, @Nullable Long max, Currency currency) implements ListingFilter {}

    /** Some variant can be bought now. */
    record InStock() implements ListingFilter {}

    /** From any of these regions or from a place within. */
    record Origins(List<String> codes) implements ListingFilter {
        public Origins {
            codes = List.copyOf(codes);
        }
    }

    /** Sent to an address of this region, or needing no sending. */
    record DeliverableTo(String code) implements ListingFilter {}

    /** A certificate of a geographical indication is valid today. */
    record GiMark() implements ListingFilter {}
}
