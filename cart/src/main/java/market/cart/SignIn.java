package market.cart;

import jakarta.inject.Singleton;

/** Signing in by a code sent to the phone. */
@Singleton
public class SignIn {

    /** Sends a code of six digits that lives five minutes and replaces an earlier one. */
    public RequestCodeOutcome requestCode(String phone, String clientAddress) {
        throw new UnsupportedOperationException();
    }

    public SignInOutcome signIn(String phone, String code) {
        throw new UnsupportedOperationException();
    }

    /** Ends the session at once; an unknown token is left alone. */
    public void signOut(String token) {
        throw new UnsupportedOperationException();
    }
}
