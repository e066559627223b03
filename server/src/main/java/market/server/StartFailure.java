package market.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what broke a start into a sentence for the person who started it; the whole of it goes to the log. */
final class StartFailure {

    private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

    private StartFailure() {}

    static StartRefusedException of(RuntimeException failure) {
        if (failure instanceof StartRefusedException refused) {
            return refused;
        }
        LOG.error("The engine could not start", failure);
        return new StartRefusedException("The engine could not start: " + firstLine(last(failure))
                + "\nThe whole story is in " + System.getProperty("MARKET_LOG_FILE"));
    }

    private static Throwable last(Throwable failure) {
        var last = failure;
        for (var each = failure.getCause(); each != null; each = each.getCause()) {
            last = each;
        }
        return last;
    }

    private static String firstLine(Throwable failure) {
        var message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
