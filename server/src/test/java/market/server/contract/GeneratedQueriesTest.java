package market.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import market.server.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: whatever the committed contract allows is answered in its shape, and whatever it does not is refused in order. */
final class GeneratedQueriesTest {

    private static final int OPERATIONS = 100;
    private static final List<String> REFUSALS = List.of("BAD_USER_INPUT", "COST_EXCEEDED", "UNAUTHENTICATED");

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static GraphQLSchema schema;
    private static Client guest;
    private static Map<String, List<String>> words;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(folder);
        guest = Client.guest(engine).with("Accept", Client.GRAPHQL_JSON);
        schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser()
                .parse(Path.of("../graphql-schema/contract/storefront.graphql").toFile()));
        words = words();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {20_261_122L, 7L, 4_294_967_311L})
    void what_the_contract_allows_is_answered_in_its_shape(long seed) {
        var generator = new QueryGenerator(schema, new Random(seed), words);
        var shape = new AnswerShape(schema);
        var faults = new ArrayList<String>();
        var answered = 0;
        for (var i = 0; i < OPERATIONS; i++) {
            var document = generator.operation();
            var reply = guest.ask(document);
            if (reply.status() == 200 && !reply.json().has("errors")) {
                answered++;
                shape.check(document, reply.json().get("data"));
            } else if (!REFUSALS.contains(reply.code())) {
                faults.add(document + " was answered " + reply);
            }
            Innards.assertNoneIn(reply.text(), document);
        }

        assertThat(faults).isEmpty();
        assertThat(shape.faults()).isEmpty();
        assertThat(answered).isGreaterThan(OPERATIONS * 3 / 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {20_261_122L, 7L, 4_294_967_311L})
    void what_is_spoilt_is_answered_or_refused_in_order(long seed) {
        var generator = new QueryGenerator(schema, new Random(seed), words);
        var faults = new ArrayList<String>();
        var refused = 0;
        for (var i = 0; i < OPERATIONS; i++) {
            var document = generator.spoilt(generator.operation());
            var reply = guest.ask(document);
            var isInOrder = reply.status() == 200
                    || (reply.status() == 400 && !reply.code().isEmpty());
            if (!isInOrder || reply.text().contains("\"INTERNAL\"")) {
                faults.add(document + " was answered " + reply);
            }
            refused += reply.status() == 400 ? 1 : 0;
            Innards.assertNoneIn(reply.text(), document);
        }

        assertThat(faults).isEmpty();
        assertThat(refused).isGreaterThan(OPERATIONS / 2);
    }

    @Test
    void a_seed_writes_the_same_operations_every_time() {
        assertThat(new QueryGenerator(schema, new Random(7), words).operation())
                .isEqualTo(new QueryGenerator(schema, new Random(7), words).operation());
    }

    /** Values that lead to something, so that answers are more than nulls. */
    private static Map<String, List<String>> words() {
        var data = guest.data(
                "{ productSearch(input: {}, first: 3) { edges { node { id handle merchant { id code } } } }"
                        + " pavilions { handle } categories { code } }",
                Map.of());
        var node = data.at("/productSearch/edges/0/node");
        var ids = List.of(node.at("/id").asText(), node.at("/merchant/id").asText());
        var handles = List.of(
                node.at("/handle").asText(), data.at("/pavilions/0/handle").asText());
        var codes = List.of(
                node.at("/merchant/code").asText(),
                data.at("/categories/0/code").asText());
        return Map.of(
                "id", ids,
                "ids", ids,
                "handle", handles,
                "pavilionHandle", handles,
                "code", codes,
                "merchantCode", codes,
                "categoryCode", codes,
                "parent", List.of("522700", "520000"),
                "query", List.of("茶", "毛尖", "tea"));
    }
}
