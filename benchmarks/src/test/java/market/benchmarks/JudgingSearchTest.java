package market.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import market.local.testing.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgingSearchTest {

    private static final Path PACKS = Path.of("../data-packs").toAbsolutePath().normalize();
    private static final Path JUDGED = Path.of("search");
    private static final Path QUERIES = JUDGED.resolve("queries.csv");
    private static final List<Path> STRANGERS =
            List.of(JUDGED.resolve("strangers/queries.csv"), JUDGED.resolve("strangers/second.csv"));
    private static final int KIND_SIZE_MIN = 8;

    private static EngineProcess engine;
    private static List<Judgement> judged;
    private static List<Judgement> strange;

    @BeforeAll
    static void ask(@TempDir Path data, @TempDir Path folder) throws IOException {
        var packs = GeneratedPack.strangersBeside(PACKS, JUDGED, folder);
        var services = TestServices.shared();
        var prefix = services.freshKeyPrefix();
        engine = EngineProcess.start(
                Map.of(
                        "MARKET_DATA", data.toString(),
                        "MARKET_DATA_PACKS", packs.toString(),
                        "MARKET_POSTGRES_URL", services.freshDatabase(null),
                        "MARKET_REDIS_URI", services.redisUri(),
                        "MARKET_REDIS_KEY_PREFIX", prefix,
                        "MARKET_ELASTICSEARCH_URL", services.elasticsearchUrl(),
                        "MARKET_ELASTICSEARCH_INDEX_PREFIX", prefix),
                _ -> {});
        var judge = new SearchJudge(engine.url(), packs, QUERIES);
        judge.awaitCatalogue();
        judged = judge.judge();
        strange = new ArrayList<>();
        for (var queries : STRANGERS) {
            strange.addAll(new SearchJudge(engine.url(), packs, queries).judge());
        }
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
    void goods_that_nobody_here_had_in_mind_are_found_as_well() {
        assertThat(Judgement.meanNdcg(strange)).isGreaterThan(0.9);
        assertThat(Judgement.emptyShare(strange)).isLessThan(0.01);
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
