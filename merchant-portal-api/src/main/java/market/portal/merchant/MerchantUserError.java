package market.portal.merchant;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import market.graphql.Call;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/** A refusal of the merchant surface. */
record MerchantUserError(
        MerchantErrorCode code,
        @Nullable List<String> field,
        String message,
        @Nullable Integer currentVersion,
        @Nullable BigDecimal available,
        @Nullable BigDecimal onHand,
        @Nullable Instant redeemedAt,
        @Nullable Integer retryAfterSeconds) {

    static MerchantUserError of(MerchantErrorCode code, Call call, List<String> field) {
        return new MerchantUserError(code, field, code.text().in(call.language()), null, null, null, null, null);
    }

    static MerchantUserError of(MerchantErrorCode code, Call call, List<String> field, @Nullable LocalizedText reason) {
        var error = of(code, call, field);
        return reason == null ? error : error.because(reason.in(call.language()));
    }

    /** With what is wrong there, after what is wrong in general. */
    MerchantUserError because(String reason) {
        return new MerchantUserError(
                code, field, message + ": " + reason, currentVersion, available, onHand, redeemedAt, retryAfterSeconds);
    }

    MerchantUserError withVersion(int version) {
        return new MerchantUserError(code, field, message, version, available, onHand, redeemedAt, retryAfterSeconds);
    }

    MerchantUserError withAvailable(long pieces) {
        return new MerchantUserError(
                code,
                field,
                message,
                currentVersion,
                BigDecimal.valueOf(pieces),
                onHand,
                redeemedAt,
                retryAfterSeconds);
    }

    MerchantUserError withOnHand(long pieces) {
        return new MerchantUserError(
                code,
                field,
                message,
                currentVersion,
                available,
                BigDecimal.valueOf(pieces),
                redeemedAt,
                retryAfterSeconds);
    }

    MerchantUserError redeemedAt(Instant at) {
        return new MerchantUserError(code, field, message, currentVersion, available, onHand, at, retryAfterSeconds);
    }

    MerchantUserError retryAfter(Duration wait) {
        var seconds = Math.toIntExact(wait.plusMillis(999).toSeconds());
        return new MerchantUserError(code, field, message, currentVersion, available, onHand, redeemedAt, seconds);
    }
}
