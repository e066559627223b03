package market.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusingSettingsTest {

    private static final Pattern READ =
            Pattern.compile("\\$\\{(market\\.[a-z.-]+)[:}]|@Property\\(name = \"(market\\.[a-z.-]+)\"");
    private static final Pattern LISTED = Pattern.compile("`(MARKET_[A-Z_]+)`");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MARKET_PORT              | 65536
            MARKET_PORT              | http
            MARKET_CHECKOUT_HOLD     | abc
            MARKET_CHECKOUT_HOLD     | 0s
            MARKET_CHECKOUT_HOLD     | -5m
            MARKET_ELASTICSEARCH_TIMEOUT | 0s
            MARKET_REDIS_CONNECTIONS | 0
            MARKET_RATE_ADDRESS      | abc
            MARKET_RATE_ADDRESS      | 5
            MARKET_RATE_SHOPPER      | 5/0
            MARKET_RATE_SHOPPER      | 1/2/3
            MARKET_TRUSTED_PROXIES   | nonsense
            MARKET_TRUSTED_PROXIES   | 10.0.0.0/33
            MARKET_PRODUCTION        | yes
            MARKET_REDIS_URI         | nonsense
            MARKET_REDIS_URI         | redis://one:1,two
            MARKET_POSTGRES_URL      | postgres://host/market
            MARKET_ELASTICSEARCH_URL | foo
            MARKET_CORS_ORIGINS      | https://shop.example/path
            MARKET_LOG_LEVEL         | LOUD
            MARKET_FIRST_OPERATOR    | 周主任
            MARKET_FIRST_OPERATOR    | 13800000000
            """)
    void a_setting_that_is_not_well_formed_is_refused_by_its_name(String variable, String text) {
        assertThatThrownBy(() -> EngineSettings.from(Map.of(variable, text)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(variable + " must be ")
                .hasMessageContaining('"' + text + '"');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MARKET_CHECKOUT_HOLD     | 15m
            MARKET_CHECKOUT_HOLD     | PT15M
            MARKET_RATE_ADDRESS      | 20000/1000
            MARKET_TRUSTED_PROXIES   | 10.0.0.0/8, ::1
            MARKET_REDIS_URI         | redis://one:1,redis://:secret@two:2/3
            MARKET_POSTGRES_URL      | jdbc:postgresql://host/market?user=market
            MARKET_ELASTICSEARCH_URL | http://one:9200,https://two:9200
            MARKET_CORS_ORIGINS      | https://shop.example, http://localhost:3000
            MARKET_FIRST_OPERATOR    | 13800000000 周主任
            MARKET_STAFF_SECRET_KEYS | b29vb29vb29vb29vb29vb29vb29vb29vb29vb29vb28=, b25ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4=
            """)
    void a_well_formed_setting_is_taken(String variable, String text) {
        assertThatCode(() -> EngineSettings.from(Map.of(variable, text))).doesNotThrowAnyException();
    }

    @Test
    void all_faults_are_told_at_once_and_secrets_are_not_repeated() {
        var environment = Map.of(
                "MARKET_PORT", "x", "MARKET_LIVE_LIFE", "y", "MARKET_POSTGRES_URL", "mysql://a?password=hunter2");

        assertThatThrownBy(() -> EngineSettings.from(environment))
                .hasMessageContainingAll("MARKET_PORT", "MARKET_LIVE_LIFE", "MARKET_POSTGRES_URL")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void production_names_everything_it_lacks_and_takes_no_key_of_another_length() {
        assertThat(EngineSettings.from(Map.of("MARKET_PRODUCTION", "true")).productionFaults())
                .contains(
                        "MARKET_POSTGRES_URL must be set in production",
                        "MARKET_REDIS_URI must be set in production",
                        "MARKET_STAFF_SECRET_KEYS must be set in production",
                        "MARKET_ALIPAY_GATEWAY_URL must be set in production");
        assertThat(EngineSettings.from(Map.of()).productionFaults()).isEmpty();
        assertThatThrownBy(() -> EngineSettings.from(Map.of("MARKET_STAFF_SECRET_KEYS", "c2hvcnQ=")))
                .hasMessageContaining("MARKET_STAFF_SECRET_KEYS must be Base64 of 32 random bytes")
                .hasMessageNotContaining("c2hvcnQ=");
    }

    @Test
    void production_has_an_explorer_only_where_it_is_asked_for() {
        assertThat(EngineSettings.from(Map.of()).hasExplorer()).isTrue();
        assertThat(EngineSettings.from(Map.of("MARKET_PRODUCTION", "true")).hasExplorer())
                .isFalse();
        assertThat(EngineSettings.from(Map.of("MARKET_PRODUCTION", "true", "MARKET_EXPLORER", "true"))
                        .hasExplorer())
                .isTrue();
    }

    @Test
    void a_name_that_is_no_setting_is_pointed_out() {
        assertThat(Setting.strangers(Map.of("MARKET_RATE_ADRESS", "1/1", "MARKET_PORT", "1", "HOME", "/")))
                .containsExactly("MARKET_RATE_ADRESS");
    }

    @Test
    void a_service_that_does_not_answer_is_named() {
        var postgres = TestEngine.environmentWithNothing(folder);
        postgres.put("MARKET_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/market?user=market");
        var redis = TestEngine.environmentWithNothing(folder);
        redis.put("MARKET_REDIS_URI", "redis://127.0.0.1:1");

        assertThatThrownBy(() -> TestEngine.start(postgres))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("PostgreSQL cannot be used (MARKET_POSTGRES_URL): ");
        assertThatThrownBy(() -> TestEngine.start(redis))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("Redis cannot be used (MARKET_REDIS_URI): ");
    }

    @Test
    void every_property_that_the_code_reads_is_a_setting() throws IOException {
        var known =
                Setting.ALL.stream().flatMap(kind -> kind.variables().stream()).collect(Collectors.toSet());
        var read = new TreeSet<String>();
        try (var files = Files.walk(Path.of(".."))) {
            for (var file : files.filter(RefusingSettingsTest::isSource).toList()) {
                READ.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                        .map(name -> name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT))
                        .forEach(read::add);
            }
        }

        assertThat(read).hasSizeGreaterThan(20);
        assertThat(known).containsAll(read);
    }

    @Test
    void every_setting_that_the_operating_guide_lists_exists() throws IOException {
        var known =
                Setting.ALL.stream().flatMap(kind -> kind.variables().stream()).collect(Collectors.toSet());
        var listed = LISTED.matcher(Files.readString(Path.of("../docs/operating.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(known).containsAll(listed);
    }

    private static boolean isSource(Path file) {
        var path = file.toString();
        return path.endsWith(".java") && path.contains("/src/main/java/");
    }
}
