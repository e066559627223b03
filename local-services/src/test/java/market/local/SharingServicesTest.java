package market.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import market.local.testing.TestServices;
import org.junit.jupiter.api.Test;

final class SharingServicesTest {
    private final TestServices services = TestServices.shared();

    @Test
    void every_fresh_database_is_apart_and_may_start_as_a_copy() throws Exception {
        String template = services.freshDatabase(null);
        StartingServicesTest.execute(template, "CREATE TABLE tea AS SELECT '六安瓜片' AS name");
        String name = template.substring(template.lastIndexOf('/') + 1, template.indexOf('?'));

        String first = services.freshDatabase(name);
        String second = services.freshDatabase(name);
        StartingServicesTest.execute(first, "DELETE FROM tea");

        assertThat(StartingServicesTest.query(first, "SELECT count(*) FROM tea"))
                .isEqualTo("0");
        assertThat(StartingServicesTest.query(second, "SELECT name FROM tea")).isEqualTo("六安瓜片");
        assertThat(services.postgresUrl(name)).isEqualTo(template);
    }

    @Test
    void redis_and_elasticsearch_answer() throws Exception {
        try (var client = RedisClient.create(services.redisUri());
                var connection = client.connect()) {
            assertThat(connection.sync().set(services.freshKeyPrefix() + "tea", "瓜片"))
                    .isEqualTo("OK");
        }
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create(services.elasticsearchUrl() + "/" + services.freshKeyPrefix() + "tea"))
                    .PUT(HttpRequest.BodyPublishers.ofString("""
                            {"mappings": {"properties": {"name": {"type": "text", "analyzer": "whitespace"}}}}\
                            """))
                    .header("Content-Type", "application/json")
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        }
    }

    @Test
    void prefixes_differ_from_one_call_to_the_next() {
        assertThat(services.freshKeyPrefix()).isNotEqualTo(services.freshKeyPrefix());
    }
}
