package market.search;

/** The search server cannot answer now; its work waits or is done by the database. */
public final class IndexAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IndexAwayException(String message) {
        super(message, null, false, false);
    }

    public IndexAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
