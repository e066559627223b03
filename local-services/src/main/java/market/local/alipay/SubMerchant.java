package market.local.alipay;

/**
 * A merchant that wants to be paid directly.
 *
 * @param externalId the platform's name for it
 * @param smid the institution's; given with the application, good once it is approved
 * @param status 99 approved, 031 waiting, -1 refused, as the protocol counts
 * @param reason why it was refused; empty otherwise
 */
record SubMerchant(String orderId, String externalId, String name, String smid, String status, String reason) {

    static final String APPROVED = "99";
    static final String WAITING = "031";
    static final String REFUSED = "-1";

    boolean isApproved() {
        return status.equals(APPROVED);
    }

    SubMerchant turned(String next, String cause) {
        return new SubMerchant(orderId, externalId, name, smid, next, cause);
    }
}
