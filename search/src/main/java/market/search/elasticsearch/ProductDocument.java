package market.search.elasticsearch;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.catalog.Product;
import market.catalog.ProductId;
import market.merchants.Merchant;

/**
 * A product as Elasticsearch has it. The members are the fields of {@code products.json}; only {@code product},
 * {@code seller} and {@code available} are ever read back: they are what a shelf shows.
 *
 * @param phrase the titles, one token for each Chinese character or Latin word
 * @param exact the titles in the form in which texts are compared
 * @param kinds what goods it is, each name whole, in the form in which texts are compared
 * @param heads the words that the runs of the title end in
 * @param county of origin, or the narrowest wider region
 * @param giMark periods in which a certificate of a geographical indication is valid
 * @param priceMin list price of the cheapest variant in minor units
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
        long updatedAt,
        List<VariantDocument> variants,
        Product product,
        Merchant seller,
        Map<UUID, Long> available) {

    /** What stays of a product that is not on sale any more: its version. */
    record Gone(String id, boolean onSale) {
        static Gone of(ProductId product) {
            return new Gone(product.value().toString(), false);
        }
    }

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
