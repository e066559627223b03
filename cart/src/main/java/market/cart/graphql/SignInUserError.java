package market.cart.graphql;

import java.util.List;
import market.kernel.Language;
import org.jspecify.annotations.Nullable;

/** A refusal around signing in. */
record SignInUserError(
        SignInErrorCode code,
        @Nullable List<String> field,
        String message,
        @Nullable Integer retryAfterSeconds,
        @Nullable Integer triesLeft) {

    static SignInUserError of(SignInErrorCode code, @Nullable List<String> field, Language language) {
        return new SignInUserError(code, field, code.text().in(language), null, null);
    }

    SignInUserError retryAfter(long seconds) {
        return new SignInUserError(code, field, message, Math.toIntExact(seconds), triesLeft);
    }

    SignInUserError withTriesLeft(int tries) {
        return new SignInUserError(code, field, message, retryAfterSeconds, tries);
    }
}
