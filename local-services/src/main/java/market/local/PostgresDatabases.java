package market.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The databases of one PostgreSQL server.
 *
 * @param address {@code jdbc:postgresql://HOST:PORT/}; a URL with a database and options is taken too
 */
public record PostgresDatabases(String address) {
    // Names are written into statements, where no parameter may stand.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public PostgresDatabases {
        address = address.substring(0, address.lastIndexOf('/') + 1);
    }

    public String url(String database) {
        return address + database + "?user=postgres";
    }

    public void createIfMissing(String database) {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            statement.setString(1, database);
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    create(connection, database, null);
                }
            }
        } catch (SQLException e) {
            throw new LocalServiceException("The database " + database + " could not be created", e);
        }
    }

    /** Creates a database, as a copy of the template when one is named; the template must have no sessions. */
    public void create(String database, @Nullable String template) {
        try (Connection connection = connect()) {
            create(connection, database, template);
        } catch (SQLException e) {
            throw new LocalServiceException("The database " + database + " could not be created", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres"));
    }

    private static void create(Connection connection, String database, @Nullable String template) throws SQLException {
        String source = template == null ? "" : " TEMPLATE " + checked(template);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + checked(database) + source);
        }
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name of a database: " + name);
        }
        return name;
    }
}
