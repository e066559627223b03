package market.search.elasticsearch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.Product;
import market.catalog.Variant;
import market.merchants.Merchant;
import market.search.IndexWrite;

/**
 * A product as Elasticsearch has it. The members are the fields of {@code products.json}; only {@code product},
 * {@code seller} and {@code available} are ever read back: they are what a shelf shows.
 *
 * @param phrase the titles, one token for each Chinese character or Latin word
 * @param exact the titles in the form in which texts are compared
 * @param spoken titles, kinds and keywords in syllables
 * @param keywords as the merchant gives them, each whole
 * @param kinds what goods it is, each name whole, in the form in which texts are compared
 * @param heads the words that the runs of the title end in
 * @param county of origin, or the narrowest wider region
 * @param attributes of all variants together, for counting where no variant is asked for
 * @param prices of all variants, likewise
 * @param deliversTo codes of the regions to which it is sent
 * @param version of the last write: a part that was read before it is late
 * @param giMark periods in which a certificate of a geographical indication is valid
 * @param priceMin what everybody pays for the cheapest variant, in minor units
 * @param sold pieces paid for in these ninety days
 * @param updatedAt in milliseconds since 1970
 */
record ProductDocument(
        String id,
        boolean onSale,
        Tokens title,
        Tokens kind,
        Tokens near,
        BodyTokens traits,
        BodyTokens body,
        List<String> phrase,
        List<String> exact,
        List<String> spoken,
        List<String> keywords,
        List<String> kinds,
        List<String> heads,
        Names names,
        List<String> codes,
        List<String> categories,
        String merchant,
        String merchantCode,
        List<String> pavilions,
        List<String> origins,
        String county,
        List<Period> giMark,
        boolean inStock,
        long priceMin,
        List<Long> prices,
        List<String> attributes,
        List<String> deliversTo,
        long sold,
        long updatedAt,
        long version,
        List<VariantDocument> variants,
        Product product,
        Merchant seller,
        Map<UUID, Long> available) {

    /** Among regions to which goods are sent. */
    static final String ANYWHERE = "*";

    /** What stays of a product that is not on sale any more: its version. */
    record Gone(String id, boolean onSale, long version) {
        static Gone of(IndexWrite.Remove remove) {
            return new Gone(remove.product().value().toString(), false, remove.version());
        }
    }

    /**
     * What prices, stock and sales make of a product; all else stays as it is. The members are those of the whole document:
     * objects are merged, lists replaced.
     */
    record Offer(
            boolean inStock,
            long priceMin,
            List<Long> prices,
            List<String> attributes,
            List<String> deliversTo,
            long sold,
            long updatedAt,
            long version,
            List<VariantDocument> variants,
            OfferedProduct product,
            Map<UUID, Long> available,
            Weight names) {}

    /** What a change of prices changes of {@link Product}. */
    record OfferedProduct(List<Variant> variants, int version, Instant updatedAt) {}

    /** What stock changes of {@link Names}. */
    record Weight(int weight) {}

    /** What a shopper may begin to type who wants this. */
    record Names(List<String> input, int weight) {}

    record Tokens(
            List<String> words, List<String> bigrams, List<String> pinyin, List<String> initials, List<String> latin) {}

    record BodyTokens(List<String> words, List<String> latin) {}

    /** Days, both included. */
    record Period(String gte, String lte) {}

    /**
     * What filters ask of one variant.
     *
     * @param attributes {@code code=value} of the variant and of its product, filterable ones only
     */
    record VariantDocument(List<String> attributes, long price, String currency, boolean inStock) {

        static String attribute(String code, String value) {
            return code + "=" + value;
        }
    }
}
