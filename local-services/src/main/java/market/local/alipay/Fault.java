package market.local.alipay;

import java.util.Arrays;
import java.util.Optional;

/** What can be made to go wrong, each for a number of calls. The names are those of {@code POST /dev/faults}. */
public enum Fault {
    /** A validly signed notification says one fen instead of the amount. */
    WRONG_AMOUNT("wrongAmount"),
    /** A validly signed notification is meant for another application. */
    FOREIGN_APP_ID("foreignAppId"),
    /** A validly signed notification names another seller. */
    FOREIGN_SELLER("foreignSeller"),
    BAD_NOTIFICATION_SIGNATURE("badNotificationSignature"),
    /** A delivery is lost on its way; the repetition follows as usual. */
    DROP_NOTIFICATION("dropNotifications"),
    /** The answer's signature is wrong. */
    BAD_SIGNATURE("badSignature"),
    /** The answer says another amount than was signed. */
    TAMPERED_ANSWER("tamperedAnswer"),
    /** HTTP 500, and nothing was done. */
    STATUS_500("status500Times"),
    /** The deed is done, but the connection breaks before the answer. */
    RESET_AFTER_COMMIT("resetAfterCommit"),
    /** Nothing is done, and the failure that says so is not signed. */
    UNSIGNED_FAILURE("unsignedFailure"),
    /** The deed is done, but the answer says it is under way. */
    CODE_10003("code10003"),
    /** The deed is done, but the answer says the system is unavailable. */
    CODE_20000("code20000"),
    /** A refund is accepted and done, but the answer leaves open whether money moved. */
    FUND_CHANGE_NO("fundChangeNo");

    private final String jsonName;

    Fault(String jsonName) {
        this.jsonName = jsonName;
    }

    static Optional<Fault> named(String jsonName) {
        return Arrays.stream(values())
                .filter(fault -> fault.jsonName.equals(jsonName))
                .findFirst();
    }
}
