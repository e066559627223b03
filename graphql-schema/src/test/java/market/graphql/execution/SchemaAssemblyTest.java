package market.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine does not start with a gap between its contract and its code, and says where the gap is. */
class SchemaAssemblyTest {

    private record Shelf(String label, Optional<String> room) {}

    private static final String SHELF = """
            extend type Query { shelf: Shelf }
            extend type Mutation { shelfSet: Shelf }
            type Shelf { label: String! room: String }
            """;
    private static final String SCOPED_SHELF = """
            extend type Query { shelf: Shelf @requiresScope(scope: "a.read") @ownedBy(owner: REGION) }
            extend type Mutation { shelfSet: Shelf @requiresScope(scope: "a.write") @ownedBy(owner: REGION) }
            type Shelf { label: String! room: String }
            """;

    @ParameterizedTest
    @EnumSource(Surface.class)
    void a_contract_that_is_answered_wholly_starts(Surface surface) {
        var schema = assemble(surface, surface == Surface.STOREFRONT ? SHELF : SCOPED_SHELF, wiring());

        assertThat(schema).isEqualTo(List.of("label", "room"));
    }

    @Test
    void a_root_field_without_a_resolver_is_named() {
        refuses(SHELF + "extend type Query { lamp: String }", wiring(), "Query.lamp has no resolver");
    }

    @Test
    void a_field_without_an_accessor_is_named_with_its_class() {
        refuses(
                SHELF + "extend type Shelf { height: Int }",
                wiring(),
                "Shelf.height has no resolver and " + Shelf.class.getName() + " no accessor of that name");
    }

    @Test
    void a_type_without_a_java_type_is_named() {
        refuses(
                SHELF + "type Lamp { watts: Int }",
                wiring(),
                "Lamp.watts has no resolver, and Lamp is bound to no Java type");
    }

    @Test
    void a_resolver_without_a_field_is_named() {
        refuses(SHELF, wiring().query("lamp", _ -> null), "a resolver answers Query.lamp, which the SDL lacks");
        refuses(
                SHELF,
                wiring().field("Shelf", Shelf.class, "hight", (_, _) -> null),
                "a resolver answers Shelf.hight, which the SDL lacks");
        refuses(
                SHELF,
                wiring().field("Lamp", String.class, "watts", (_, _) -> null),
                "a resolver answers Lamp.watts, which the SDL lacks");
    }

    @Test
    void a_java_type_without_a_type_is_named() {
        refuses(SHELF, wiring().type("Lamp", String.class), "a Java type is bound to Lamp, which the SDL lacks");
    }

    @Test
    void every_gap_is_told_at_once() {
        assertThatThrownBy(() -> assemble(
                        Surface.STOREFRONT,
                        SHELF + "extend type Query { lamp: String chair: String }",
                        wiring().query("table", _ -> null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Query.lamp has no resolver")
                .hasMessageContaining("Query.chair has no resolver")
                .hasMessageContaining("Query.table, which the SDL lacks");
    }

    @ParameterizedTest
    @EnumSource(
            value = Surface.class,
            names = {"MERCHANT", "OPERATOR"})
    void root_fields_of_closed_surfaces_declare_a_scope(Surface surface) {
        assertThatThrownBy(() -> assemble(surface, SHELF, wiring()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The " + surface + " schema")
                .hasMessageContaining("Query.shelf declares no scope")
                .hasMessageContaining("Mutation.shelfSet declares no scope")
                .hasMessageContaining("Query.shelf declares no owner")
                .hasMessageContaining("Mutation.shelfSet declares no owner")
                .hasMessageNotContaining("Query.node");
    }

    @Test
    void nothing_is_bound_or_answered_twice() {
        assertThatThrownBy(() -> wiring().query("shelf", _ -> null)).hasMessage("Two resolvers for Query.shelf");
        assertThatThrownBy(() -> wiring().type("Shelf", String.class)).hasMessageContaining("Type Shelf is bound to");
        assertThatThrownBy(() ->
                        new Wiring().publicNode("shf", _ -> Optional.empty()).node("shf", (_, _) -> Optional.empty()))
                .hasMessage("Two finders for ids of type shf");
        assertThat(wiring().type("Shelf", Shelf.class).types()).containsEntry("Shelf", Shelf.class);
    }

    @Test
    void the_engine_does_not_start_when_one_surface_has_a_gap() {
        List<Resolvers> none = List.of();

        assertThatThrownBy(() -> BookWorld.executor(none, SchemaAssemblyTest::shelf))
                .hasMessageContaining("Query.shelf has no resolver");
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void the_contract_of_every_surface_can_be_read_and_declares_its_scopes(Surface surface) {
        var sdl = SchemaFiles.read(surface);

        assertThat(sdl.getTypeOrNull("Money")).isNotNull();
        assertThat(sdl.objectTypeExtensions().get("Query")).isNotEmpty();
        if (surface != Surface.STOREFRONT) {
            assertThatThrownBy(() -> new SchemaAssembly(surface, sdl, new Wiring()).assemble())
                    .hasMessageNotContaining("declares no scope")
                    .hasMessageNotContaining("declares no owner");
        }
    }

    @Test
    void an_accessor_is_a_method_of_that_name_that_answers_without_arguments() {
        assertThat(Accessors.find(Shelf.class, "label")).isPresent();
        assertThat(Accessors.find(Shelf.class, "Label")).isEmpty();
        assertThat(Accessors.find(Shelf.class, "equals")).isEmpty();
        assertThat(Accessors.find(Consumer.class, "accept")).isEmpty();
    }

    @Test
    void ids_are_found_by_their_prefix_and_unknown_ones_are_null() {
        var world = new BookWorld();
        var id = GlobalId.of("bok", new UUID(0, 1));

        assertThat(world.run("{ node(id: \"" + id + "\") { id } }"))
                .containsEntry("data", Map.of("node", Map.of("id", id)));
        for (var unknown : List.of("", "b", "bok", "bok_", "map_" + id.substring(4), id + "0", "茶茶茶茶")) {
            assertThat(BookWorld.data(world.run("{ node(id: \"" + unknown + "\") { id } }"))
                            .get("node"))
                    .as(unknown)
                    .isNull();
        }
    }

    private static void refuses(String sdl, Wiring wiring, String fault) {
        assertThatThrownBy(() -> assemble(Surface.STOREFRONT, sdl, wiring))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(fault);
    }

    private static TypeDefinitionRegistry shelf(Surface surface) {
        return new SchemaParser().parse(BookContract.common() + SHELF);
    }

    /** The fields of a shelf in the assembled schema. */
    private static List<String> assemble(Surface surface, String sdl, Wiring wiring) {
        CommonTypes.register(wiring);
        var registry = new SchemaParser().parse(BookContract.common() + sdl);
        var schema = new SchemaAssembly(surface, registry, wiring).assemble();
        return Objects.requireNonNull(schema.getObjectType("Shelf")).getFieldDefinitions().stream()
                .map(field -> field.getName())
                .toList();
    }

    private static Wiring wiring() {
        return new Wiring()
                .query("shelf", _ -> null)
                .mutation("shelfSet", _ -> null)
                .type("Shelf", Shelf.class);
    }
}
