package market.catalog;

import market.kernel.Language;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What the kind of goods, or the rules of variants, say against a product.
 *
 * @param sku the variant, or null when the product itself is meant
 * @param field what is wrong, for example {@code attributes.grade}
 * @param reason in English, for logs and files
 * @param reasonZh the same in Chinese
 */
public record AttributeFault(@Nullable String sku, String field, String reason, String reasonZh) {

    /** In the language of whoever reads it. */
    public String reason(Language language) {
        return new LocalizedText(reasonZh, reason).in(language);
    }
}
