package market.portal.bulk;

/** Another copy of the engine took the import over; what this one was about to write is rolled back. */
final class LostLeaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostLeaseException() {
        super("Another copy works on the import", null, false, false);
    }
}
