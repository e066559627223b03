package market.kernel;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What is known of PostgreSQL's failures. */
public final class Database {

    private Database() {}

    /** Whether PostgreSQL could not be reached, went away, or had no connection left: not the fault of what was asked. */
    public static boolean isAway(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || (cause instanceof SQLException refused && isAway(refused.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** Class 08 are connections, 57P01 to 57P03 a server that shuts down or starts, 53300 too many clients. */
    private static boolean isAway(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300"));
    }
}
