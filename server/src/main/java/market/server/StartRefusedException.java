package market.server;

/** The engine cannot start, for a reason that the person who starts it can mend; the message is all there is to say. */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartRefusedException(String message) {
        super(message, null, false, false);
    }
}
