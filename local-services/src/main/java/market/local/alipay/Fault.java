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
    /** The answer is sent with escapes it was not signed with: the same JSON, but other characters. */
    ESCAPED_SLASHES("escapedSlashes"),
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
    FUND_CHANGE_NO("fundChangeNo"),
    /** Asked about a refund, the institution does not know of it yet, though it is done. */
    REFUND_LATE("refundLate"),
    /** The seller's account holds too little to give back: nothing is done. */
    BALANCE_SHORT("balanceShort"),
    /** A share is under way until it is asked about. */
    SHARE_PROCESSING("shareProcessing"),
    /** A share that was under way fails. */
    SHARE_FAILS("shareFails"),
    /** A transfer is under way until it is asked about. */
    TRANSFER_DEALING("transferDealing"),
    /** A transfer that was under way fails. */
    TRANSFER_FAILS("transferFails"),
    /** An application is refused. */
    APPLICATION_REFUSED("applicationRefused"),
    /** A notification is delivered twice at once. */
    DUPLICATE_NOTIFICATION("duplicateNotifications"),
    /** A notification comes after what happened later. */
    LATE_NOTIFICATION("lateNotifications"),
    /** A day's bill lacks a payment. */
    BILL_WITHOUT("billWithout"),
    /** A day's bill has a payment twice. */
    BILL_TWICE("billTwice"),
    /** A day's bill has a payment with a fen more. */
    BILL_WRONG_AMOUNT("billWrongAmount"),
    /** A day's bill takes a fen more for a payment than agreed. */
    BILL_WRONG_FEE("billWrongFee");

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
