package market.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import market.graphql.GraphQlRequest;
import market.graphql.Surface;
import market.kernel.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which operation of a document is meant, and who may run it. */
class OperationChoiceTest {

    private final BookWorld world = new BookWorld();

    @Test
    void a_scope_that_is_not_held_refuses_the_whole_operation() {
        assertThat(world.refusal("{ points secret }")).isEqualTo("FORBIDDEN: secret needs the scope books.read");
        assertThat(world.refusal("{ points book { ... on Book { ...S } } } fragment S on Book { secret }"))
                .isEqualTo("FORBIDDEN: secret needs the scope books.read");
        assertThat(world.refusal(Surface.STOREFRONT, BookWorld.reader("books.write"), "{ secret }", Map.of()))
                .isEqualTo("FORBIDDEN: secret needs the scope books.read");
        assertThat(world.run(Surface.STOREFRONT, BookWorld.reader("books.read"), "{ secret }", Map.of()))
                .containsEntry("data", Map.of("secret", "shelf 9"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Surface.class,
            names = {"MERCHANT", "OPERATOR"})
    void writes_need_their_scope_as_reads_do(Surface surface) {
        var write = "mutation { bookSet(input: {title: \"茶经\"}) { book { title } } }";

        assertThat(world.refusal(surface, BookWorld.reader("books.write"), write, Map.of()))
                .isEqualTo("FORBIDDEN: bookSet needs the scope books.read");
    }

    @ParameterizedTest
    @EnumSource(
            value = Surface.class,
            names = {"MERCHANT", "OPERATOR"})
    void whoever_shows_no_credential_is_told_nothing_of_a_closed_surface(Surface surface) {
        for (var document : new String[] {"{ points }", "{ __schema { types { name } } }", "{ nonsense }", "{"}) {
            assertThat(world.refusal(surface, new Actor.Guest(), document, Map.of()))
                    .startsWith("UNAUTHENTICATED");
        }
    }

    @Test
    void the_operation_meant_must_be_there_and_be_one() {
        var two = "query A { points } query B { book { title } }";

        assertThat(world.refusal(two)).isEqualTo("BAD_REQUEST: The document has several operations: name one");
        assertThat(world.refusal(Surface.STOREFRONT, new Actor.Guest(), new GraphQlRequest(two, "C", Map.of())))
                .isEqualTo("BAD_REQUEST: No operation of that name in the document");
        assertThat(world.execute(Surface.STOREFRONT, new Actor.Guest(), new GraphQlRequest(two, "B", Map.of())))
                .containsEntry("data", Map.of("book", Map.of("title", "茶经")));
    }

    @Test
    void only_the_operation_meant_is_limited() {
        var two = "query Small { points } query Large { " + "__typename ".repeat(21) + " }";

        assertThat(world.execute(Surface.STOREFRONT, new Actor.Guest(), new GraphQlRequest(two, "Small", Map.of())))
                .containsEntry("data", Map.of("points", 1));
    }

    @Test
    void what_came_by_get_may_read_and_nothing_else() {
        var both = "query R { points } mutation W { bookSet(input: {title: \"a\"}) { book { title } } }";
        var reader = BookWorld.reader("books.read");

        assertThat(world.execute(Surface.STOREFRONT, reader, new GraphQlRequest(both, "R", Map.of(), true, false)))
                .containsKey("data");
        assertThat(world.refusal(Surface.STOREFRONT, reader, new GraphQlRequest(both, "W", Map.of(), true, false)))
                .isEqualTo("METHOD_NOT_ALLOWED: Mutations are sent by POST");
    }
}
