package market.catalog;

/** What the operator has found about a certificate. It counts only while it is {@link #VERIFIED}. */
public enum CertificateState {
    /** Waits for the operator. */
    SUBMITTED,
    VERIFIED,
    /** Not what it claims to be; its merchant may submit it anew. */
    REJECTED,
    /** Taken back after it was verified. */
    REVOKED,
    /** A renewal with the same number was verified. */
    REPLACED
}
