package market.merchants;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import market.kernel.Attempts;

/** How often somebody may try a password or a code, by account and by address; known accounts and unknown ones alike. */
@Singleton
final class StaffTries {

    private static final String ACCOUNT = "staff-account";
    private static final String ADDRESS = "staff-address";

    private final Attempts attempts;
    private final int perAccount;
    private final int perAddress;
    private final Duration window;

    StaffTries(
            Attempts attempts,
            @Value("${market.staff.tries-per-account:10}") int perAccount,
            @Value("${market.staff.tries-per-address:50}") int perAddress,
            @Value("${market.staff.lockout:15m}") Duration window) {
        if (perAccount < 1 || perAddress < 1) {
            throw new IllegalArgumentException("market.staff.tries-per-account and -address are at least 1");
        }
        this.attempts = attempts;
        this.perAccount = perAccount;
        this.perAddress = perAddress;
        this.window = window;
    }

    /** Counted before the try; zero when it may be made. The address first: it must not lock accounts one after the other. */
    Duration count(String account, String address) {
        var wait = attempts.count(ADDRESS, address, perAddress, window);
        return wait.isZero() ? attempts.count(ACCOUNT, account, perAccount, window) : wait;
    }

    /** The try was right: the account starts afresh, the address does not pay for it. */
    void succeeded(String account, String address) {
        attempts.forget(ACCOUNT, account);
        attempts.giveBack(ADDRESS, address);
    }

    /** The try was not made. */
    void giveBack(String account, String address) {
        attempts.giveBack(ACCOUNT, account);
        attempts.giveBack(ADDRESS, address);
    }
}
