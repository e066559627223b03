package market.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import market.local.testing.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgingSearchTest {

    private static final Path PACKS = Path.of("../data-packs").toAbsolutePath().normalize();
    private static final Path QUERIES = Path.of("search/queries.csv");
    private static final int KIND_SIZE_MIN = 8;

    private static EngineProcess engine;
    private static List<Judgement> judged;

    @BeforeAll
    static void ask(@TempDir Path data) throws IOException {
        var services = TestServices.shared();
        var prefix = services.freshKeyPrefix();
        engine = EngineProcess.start(
                Map.of(
                        "MARKET_DATA", data.toString(),
                        "MARKET_DATA_PACKS", PACKS.toString(),
                        "MARKET_POSTGRES_URL", services.freshDatabase(null),
                        "MARKET_REDIS_URI", services.redisUri(),
                        "MARKET_REDIS_KEY_PREFIX", prefix,
                        "MARKET_ELASTICSEARCH_URL", services.elasticsearchUrl(),
                        "MARKET_ELASTICSEARCH_INDEX_PREFIX", prefix),
                _ -> {});
        var judge = new SearchJudge(engine.url(), PACKS, QUERIES);
        judge.awaitCatalogue();
        judged = judge.judge();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void searches_put_the_right_goods_first() {
        assertThat(Judgement.meanNdcg(judged)).isGreaterThan(0.93);
        assertThat(Judgement.meanRecall(judged)).isGreaterThan(0.93);
    }

    @Test
    void hardly_any_search_finds_nothing_where_there_is_something() {
        assertThat(Judgement.emptyShare(judged)).isLessThan(0.01);
    }

    @Test
    void no_way_of_asking_is_left_behind() {
        SearchJudge.byKind(judged).forEach((kind, ofKind) -> {
            if (ofKind.size() >= KIND_SIZE_MIN) {
                assertThat(Judgement.meanNdcg(ofKind)).as(kind).isGreaterThan(0.85);
            }
        });
    }
}
