package market.catalog;

import com.google.re2j.Pattern;
import market.kernel.LocalizedText;

/**
 * A kind of certificates, as data.
 *
 * @param numberForm what its numbers look like, in RE2 syntax, which takes linear time whatever is written
 * @param example a number of that form, for people
 * @param warnDays how long before it lapses its merchant is warned
 * @param hasQuota whether it allows a certain weight only
 * @param needsBatch whether each batch needs one of its own
 */
public record CertificateForm(
        String code,
        LocalizedText name,
        String numberForm,
        String example,
        int warnDays,
        boolean hasQuota,
        boolean needsBatch,
        int version) {

    boolean fits(String number) {
        return Pattern.matches(numberForm, number);
    }
}
