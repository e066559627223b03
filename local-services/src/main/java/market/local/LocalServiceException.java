package market.local;

import org.jspecify.annotations.Nullable;

/** A service could not be started, reached or stopped; the message names the service and its log. */
public class LocalServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LocalServiceException(String message) {
        this(message, null);
    }

    public LocalServiceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
