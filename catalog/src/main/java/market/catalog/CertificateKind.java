package market.catalog;

/** Kinds of certificates that the engine itself knows of; the operator may define more, see {@link CertificateForm}. */
public enum CertificateKind {
    /** The right to use a geographical indication's mark. */
    GI,
    GREEN,
    ORGANIC,
    /** China Compulsory Certification. */
    CCC,
    /** Food production licence. */
    SC,
    /** Food trade licence. */
    FOOD_LICENCE,
    TEST_REPORT,
    /** A producer's promise of compliant farm produce. */
    PROMISE,
    /** Defined by the operator. */
    OTHER;

    static CertificateKind of(String code) {
        for (var kind : values()) {
            if (kind.name().equals(code)) {
                return kind;
            }
        }
        return OTHER;
    }
}
