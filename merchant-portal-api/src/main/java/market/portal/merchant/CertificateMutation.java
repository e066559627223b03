package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import market.catalog.Certificates;
import market.catalog.ProductId;
import market.catalog.SubmitCertificate;
import market.graphql.Call;
import market.graphql.Input;
import market.graphql.Payload;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import market.portal.LocalizedTexts;
import org.jspecify.annotations.Nullable;

/** A merchant submits a certificate: arguments to the command, the outcome to a payload. */
@Singleton
class CertificateMutation {

    private static final int NAME_LENGTH_MAX = 120;
    private static final int SCOPE_LENGTH_MAX = 500;
    private static final int PRODUCTS_MAX = 500;
    private static final long GRAMS_MAX = 1_000_000_000_000L;
    private static final Pattern NUMBER = Pattern.compile("[\\p{L}\\p{N}./_-]{1,64}");

    private final Certificates certificates;

    CertificateMutation(Certificates certificates) {
        this.certificates = certificates;
    }

    Payload submit(Call call) {
        var input = call.input();
        var errors = new ArrayList<MerchantUserError>();
        var name = LocalizedTexts.read(input, "names", NAME_LENGTH_MAX, path -> errors.add(invalid(call, path)));
        var number = input.text("number");
        if (!NUMBER.matcher(number).matches()) {
            errors.add(invalid(call, input.pathOf("number")));
        }
        var command = new SubmitCertificate(
                call.merchantUser().merchant(),
                input.text("kindCode"),
                number,
                name.orElse(new LocalizedText("", null)),
                text(input, "issuer", 1, NAME_LENGTH_MAX, call, errors),
                text(input, "holder", 1, NAME_LENGTH_MAX, call, errors),
                text(input, "scope", 0, SCOPE_LENGTH_MAX, call, errors),
                input.date("validFrom"),
                input.date("validTo"),
                products(input, call, errors),
                null,
                input.optionalText("batchCode").orElse(null),
                quota(input, call, errors),
                input.integer("expectedVersion"));
        if (!errors.isEmpty()) {
            return Payload.refused(errors);
        }
        return RecordPayload.of(certificates.submit(command), call, "number");
    }

    private static String text(
            Input input, String member, int min, int max, Call call, List<MerchantUserError> errors) {
        var text = input.optionalText(member).map(String::strip).orElse("");
        if (text.length() < min
                || text.length() > max
                || text.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            errors.add(invalid(call, input.pathOf(member)));
        }
        return text;
    }

    private static List<ProductId> products(Input input, Call call, List<MerchantUserError> errors) {
        var ids = input.texts("productIds");
        if (ids.size() > PRODUCTS_MAX) {
            errors.add(MerchantUserError.of(MerchantErrorCode.LIMIT_EXCEEDED, call, input.pathOf("productIds")));
            return List.of();
        }
        var products = new ArrayList<ProductId>();
        for (var i = 0; i < ids.size(); i++) {
            var path = new ArrayList<>(input.pathOf("productIds"));
            path.add(String.valueOf(i));
            GlobalId.parse("prd", ids.get(i))
                    .ifPresentOrElse(
                            id -> products.add(new ProductId(id)),
                            () -> errors.add(MerchantUserError.of(MerchantErrorCode.NOT_FOUND, call, path)));
        }
        return products;
    }

    private static @Nullable Long quota(Input input, Call call, List<MerchantUserError> errors) {
        if (!input.isGiven("quotaGrams")) {
            return null;
        }
        Optional<Long> grams = input.wholeNumber("quotaGrams").filter(count -> count > 0 && count <= GRAMS_MAX);
        if (grams.isEmpty()) {
            errors.add(invalid(call, input.pathOf("quotaGrams")));
        }
        return grams.orElse(null);
    }

    private static MerchantUserError invalid(Call call, List<String> path) {
        return MerchantUserError.of(MerchantErrorCode.INVALID, call, path);
    }
}
