package market.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartingServicesTest {
    private static final Path NO_ZIP = Path.of("none.zip");

    @TempDir
    Path folder;

    private final List<String> progress = new CopyOnWriteArrayList<>();

    @Test
    void data_and_addresses_survive_a_restart() throws Exception {
        String postgresUrl;
        String redisUri;
        try (var services = start()) {
            postgresUrl = services.postgresUrl();
            redisUri = services.redisUri();
            execute(postgresUrl, "CREATE TABLE tea (name text)");
            execute(postgresUrl, "INSERT INTO tea VALUES ('六安瓜片')");
            set(redisUri, "tea", "六安瓜片");
        }
        progress.clear();

        try (var services = start()) {
            assertThat(services.postgresUrl()).isEqualTo(postgresUrl);
            assertThat(services.redisUri()).isEqualTo(redisUri);
            assertThat(query(postgresUrl, "SELECT name FROM tea")).isEqualTo("六安瓜片");
            assertThat(get(redisUri, "tea")).isEqualTo("六安瓜片");
            assertThat(progress).isEmpty();
        }
    }

    @Test
    void a_stopped_service_comes_back_at_the_same_address_with_its_data() throws Exception {
        try (var services = start()) {
            execute(services.postgresUrl(), "CREATE TABLE tea (name text)");
            set(services.redisUri(), "tea", "黄大茶");

            services.stop(LocalService.REDIS);
            services.stop(LocalService.POSTGRES);
            assertThatThrownBy(() -> query(services.postgresUrl(), "SELECT 1")).isInstanceOf(SQLException.class);

            services.start(LocalService.REDIS);
            services.start(LocalService.POSTGRES);
            assertThat(get(services.redisUri(), "tea")).isEqualTo("黄大茶");
            assertThat(query(services.postgresUrl(), "SELECT count(*) FROM tea"))
                    .isEqualTo("0");
        }
    }

    @Test
    void a_second_engine_on_the_same_folder_is_refused_and_the_first_goes_on() throws Exception {
        try (var services = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DataFolderInUseException.class)
                    .hasMessageContaining("Another engine uses the data folder " + folder);

            assertThat(query(services.postgresUrl(), "SELECT 1")).isEqualTo("1");
            assertThatThrownBy(this::start).isInstanceOf(DataFolderInUseException.class);
        }
    }

    @Test
    void the_lock_file_of_a_dead_server_does_not_hinder_the_start() throws Exception {
        start().close();
        // A number that lives but is another program, as after a restart of the machine.
        Files.writeString(
                folder.resolve("postgres/data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("postgres/data") + "\n0\n1\n\n\n0 0\n");

        try (var services = start()) {
            assertThat(query(services.postgresUrl(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void the_servers_keep_their_durable_settings() throws Exception {
        try (var services = start()) {
            assertThat(query(services.postgresUrl(), "SHOW fsync")).isEqualTo("on");
            assertThat(query(services.postgresUrl(), "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(services.postgresUrl(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(services.postgresUrl(), "SHOW max_connections")).isEqualTo("200");
            assertThat(query(services.postgresUrl(), "SELECT upper('é')")).isEqualTo("É");
        }
    }

    private LocalServices start() {
        return LocalServices.start(new LocalServicesConfig(
                folder, Set.of(LocalService.POSTGRES, LocalService.REDIS), NO_ZIP, progress::add));
    }

    static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void set(String uri, String key, String value) {
        try (var client = RedisClient.create(uri);
                var connection = client.connect()) {
            assertThat(connection.sync().set(key, value)).isEqualTo("OK");
        }
    }

    private static String get(String uri, String key) {
        try (var client = RedisClient.create(uri);
                var connection = client.connect()) {
            return connection.sync().get(key);
        }
    }
}
