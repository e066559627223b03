package market.catalog;

/** What a certificate proves. */
public enum CertificateKind {
    /** The right to use a geographical indication's mark. */
    GI,
    GREEN,
    ORGANIC,
    /** China Compulsory Certification. */
    CCC,
    /** Food production licence. */
    SC,
    TEST_REPORT,
    /** A producer's promise of compliant farm produce. */
    PROMISE
}
