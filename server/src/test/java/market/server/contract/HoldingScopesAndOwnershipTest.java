package market.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.language.EnumValue;
import graphql.language.StringValue;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import market.graphql.Surface;
import market.graphql.execution.GraphQlExecutor;
import market.kernel.GlobalId;
import market.merchants.CredentialOwner;
import market.merchants.Credentials;
import market.merchants.Merchants;
import market.merchants.Staff;
import market.merchants.StaffMember;
import market.merchants.StaffRole;
import market.server.TestEngine;
import market.server.demo.Journey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: no root field of the closed surfaces forgets its scope or its owner. Method: all calls are made from the schema. */
final class HoldingScopesAndOwnershipTest {

    private static final String OWN = "qishan-yunwu";
    private static final String OTHER = "dushan-guapian-coop";

    /** One root field of one surface. */
    private record Root(Surface surface, boolean isMutation, GraphQLFieldDefinition field) {

        String scope() {
            return directive("requiresScope", "scope");
        }

        String owner() {
            return directive("ownedBy", "owner");
        }

        String document(String id) {
            return (isMutation ? "mutation { " : "{ ") + new SampleArguments(id).call(field) + " }";
        }

        private String directive(String name, String argument) {
            Object value = Objects.requireNonNull(
                            field.getAppliedDirective(name).getArgument(argument))
                    .getArgumentValue()
                    .getValue();
            return switch (value) {
                case StringValue text -> String.valueOf(text.getValue());
                case EnumValue choice -> choice.getName();
                case null, default -> String.valueOf(value);
            };
        }

        @Override
        public String toString() {
            return surface + " " + field.getName();
        }
    }

    @TempDir
    private static Path folder;

    private static TestEngine engine;
    private static List<Root> roots;
    private static Set<String> scopes;

    @BeforeAll
    static void start() {
        engine = TestEngine.start(folder);
        // So that there are orders, parcels and statements to be asked for.
        Journey.run(engine.url(), _ -> {}, null);
        roots = Stream.of(Surface.MERCHANT, Surface.OPERATOR)
                .flatMap(HoldingScopesAndOwnershipTest::roots)
                .toList();
        scopes = new HashSet<>(roots.stream().map(Root::scope).toList());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void every_root_field_refuses_a_credential_without_its_scope() {
        var unknown = GlobalId.of("prd", UUID.randomUUID());
        assertThat(roots).hasSizeGreaterThan(15);
        for (var root : roots) {
            var others = new HashSet<>(scopes);
            others.remove(root.scope());
            for (var held : List.of(Set.<String>of(), others)) {
                var reply = caller(root, held).ask(root.document(unknown));
                assertThat(reply.status()).as(root + " " + reply).isEqualTo(403);
                assertThat(reply.code()).as(root.toString()).isEqualTo("FORBIDDEN");
                assertThat(reply.json().has("data")).isFalse();
            }
            var reply = caller(root, Set.of(root.scope())).ask(root.document(unknown));
            assertThat(reply.status()).as(root + " " + reply).isEqualTo(200);
        }
    }

    @Test
    void every_root_field_refuses_a_credential_of_another_kind_whatever_its_scopes() {
        for (var root : roots) {
            if (root.surface() != Surface.MERCHANT || root.owner().equals("PERSON")) {
                continue;
            }
            var other = root.owner().equals("MERCHANT") ? curator(scopes) : merchant(OWN, scopes);
            var reply = other.ask(root.document("x"));
            assertThat(reply.status()).as(root + " " + reply).isEqualTo(403);
            assertThat(reply.code()).as(root.toString()).isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void another_merchants_ids_are_answered_exactly_like_unknown_ones() {
        var owner = merchant(OWN, scopes);
        var stranger = merchant(OTHER, scopes);
        var before = goods(owner);
        var owned = owned(before);
        assertThat(owned.stream().map(id -> id.substring(0, 3)))
                .contains("prd", "var", "loc", "mer", "mor", "stm", "sml", "stl", "mov");
        var asked = 0;
        for (var root : roots) {
            if (root.surface() != Surface.MERCHANT
                    || !root.owner().equals("MERCHANT")
                    || !SampleArguments.takesIds(root.field())) {
                continue;
            }
            for (var id : owned) {
                var unknown =
                        id.startsWith("key:") ? "no-such-key" : GlobalId.of(id.substring(0, 3), UUID.randomUUID());
                var real = id.startsWith("key:") ? id.substring(4) : id;
                assertThat(answer(stranger, root.document(real), real))
                        .as(root + " with " + real)
                        .isEqualTo(answer(stranger, root.document(unknown), unknown));
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(20);
        for (var id : owned) {
            var document = "{ node(id: \"" + id + "\") { id } nodes(ids: [\"" + id + "\"]) { id } }";
            assertThat(stranger.ask(document).json().at("/data").toString())
                    .isEqualTo("{\"node\":null,\"nodes\":[null]}");
        }
        assertThat(goods(owner)).as("nothing was changed").isEqualTo(before);
    }

    /** What a merchant has, with versions and levels. */
    private static JsonNode goods(Client merchant) {
        return merchant.data("""
                {
                  merchant { id }
                  products(first: 1) { edges { node { id key version variants { edges { node { id } } } } } }
                  locations { id }
                  orders(first: 2) { edges { node { id version } } }
                  settlementStatements(first: 1) { edges { node { id due { amount } lines(first: 1) { edges { node { id } } } } } }
                  stockChanges(first: 1) { edges { node { id } } }
                  stockLevels(first: 1) { edges { node { id onHand committed } } }
                }
                """, Map.of());
    }

    /** One id or key of each kind of thing that a merchant has. */
    private static List<String> owned(JsonNode data) {
        var found = new ArrayList<String>();
        found.add(data.at("/merchant/id").asText());
        var product = data.at("/products/edges/0/node");
        found.add(product.at("/id").asText());
        found.add("key:" + product.at("/key").asText());
        found.add(product.at("/variants/edges/0/node/id").asText());
        found.add("key:" + product.at("/version").asText());
        StreamSupport.stream(data.at("/locations").spliterator(), false)
                .limit(1)
                .forEach(location -> found.add(location.at("/id").asText()));
        for (var list : List.of("orders", "settlementStatements", "stockLevels", "stockChanges")) {
            data.at("/" + list + "/edges")
                    .forEach(edge -> found.add(edge.at("/node/id").asText()));
        }
        found.add(data.at("/settlementStatements/edges/0/node/lines/edges/0/node/id")
                .asText());
        return found;
    }

    private static String answer(Client client, String document, String id) {
        var reply = client.ask(document);
        var json = reply.json();
        return reply.status() + " "
                + (json.has("errors")
                        ? reply.code()
                        : json.at("/data").toString().replace(id, "ID"));
    }

    private static Stream<Root> roots(Surface surface) {
        var printed = engine.engine().context().getBean(GraphQlExecutor.class).printSchema(surface);
        GraphQLSchema schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(printed));
        assertThat(schema.getType("Owner")).isInstanceOf(GraphQLEnumType.class);
        return Stream.concat(
                fields(surface, false, schema.getQueryType()),
                fields(surface, true, Objects.requireNonNull(schema.getMutationType())));
    }

    private static Stream<Root> fields(Surface surface, boolean isMutation, GraphQLObjectType type) {
        return type.getFieldDefinitions().stream()
                .filter(field -> !field.getName().startsWith("node"))
                // The way to a credential is open to whoever has none.
                .filter(field -> !field.hasAppliedDirective("withoutCredential"))
                .map(field -> new Root(surface, isMutation, field));
    }

    private static Client caller(Root root, Set<String> held) {
        return switch (root.owner()) {
            case "MERCHANT" -> merchant(OWN, held);
            case "PAVILION" -> curator(held);
            case "PERSON" -> root.surface() == Surface.MERCHANT ? merchant(OWN, held) : operator(held);
            default -> operator(held);
        };
    }

    private static Client operator(Set<String> held) {
        return client(
                Surface.OPERATOR,
                new CredentialOwner.OfOperator(staff(StaffRole.OPERATOR).id()),
                held);
    }

    private static Client merchant(String code, Set<String> held) {
        var merchant = engine.engine()
                .context()
                .getBean(Merchants.class)
                .findByCode(code)
                .orElseThrow();
        return client(Surface.MERCHANT, new CredentialOwner.OfMerchant(merchant.id()), held);
    }

    private static Client curator(Set<String> held) {
        var person = staff(StaffRole.CURATOR);
        var owner = new CredentialOwner.OfCurator(person.id(), Objects.requireNonNull(person.pavilion()));
        return client(Surface.MERCHANT, owner, held);
    }

    private static StaffMember staff(StaffRole role) {
        return engine.engine().context().getBean(Staff.class).list().stream()
                .filter(person -> person.role() == role)
                .findFirst()
                .orElseThrow();
    }

    private static Client client(Surface surface, CredentialOwner owner, Set<String> held) {
        var context = engine.engine().context();
        var expiry = context.getBean(Clock.class).instant().plus(Duration.ofHours(1));
        var key = context.getBean(Credentials.class).issue(owner, "generated", held, expiry);
        return Client.guest(engine)
                .at(surface.path())
                .with("Authorization", "Bearer " + key)
                .with("Accept", Client.GRAPHQL_JSON);
    }
}
