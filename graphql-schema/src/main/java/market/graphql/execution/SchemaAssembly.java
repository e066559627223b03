package market.graphql.execution;

import graphql.TypeResolutionEnvironment;
import graphql.language.FieldDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.UnionTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.TypeResolver;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import market.graphql.Call;
import market.graphql.FieldResolver;
import market.graphql.Surface;
import market.graphql.Wiring;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins the SDL of a surface with its resolvers and refuses any gap between the two. */
final class SchemaAssembly {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaAssembly.class);

    private final Surface surface;
    private final TypeDefinitionRegistry sdl;
    private final Wiring wiring;
    private final List<String> faults = new ArrayList<>();

    SchemaAssembly(Surface surface, TypeDefinitionRegistry sdl, Wiring wiring) {
        this.surface = surface;
        this.sdl = sdl;
        this.wiring = wiring;
    }

    GraphQLSchema assemble() {
        var code = GraphQLCodeRegistry.newCodeRegistry();
        for (var type : objectTypes()) {
            for (var field : allFields(type)) {
                fetcher(type.getName(), field)
                        .ifPresent(fetcher -> code.dataFetcher(
                                FieldCoordinates.coordinates(type.getName(), field.getName()), fetcher));
            }
        }
        checkResolversHaveFields();
        faults.addAll(ErrorTexts.faults(sdl, wiring.errors()));
        if (surface != Surface.STOREFRONT) {
            checkScopesAndOwnersAreDeclared();
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException(
                    "The " + surface + " schema and its resolvers differ:\n  " + String.join("\n  ", faults));
        }
        var runtime = RuntimeWiring.newRuntimeWiring().codeRegistry(code.build());
        Scalars.all().forEach(runtime::scalar);
        abstractTypes().forEach(name -> runtime.type(name, t -> t.typeResolver(byJavaClass())));
        return new SchemaGenerator().makeExecutableSchema(sdl, runtime.build());
    }

    private Collection<ObjectTypeDefinition> objectTypes() {
        return sdl.getTypes(ObjectTypeDefinition.class);
    }

    private List<FieldDefinition> allFields(ObjectTypeDefinition type) {
        var fields = new ArrayList<>(type.getFieldDefinitions());
        sdl.objectTypeExtensions()
                .getOrDefault(type.getName(), List.of())
                .forEach(extension -> fields.addAll(extension.getFieldDefinitions()));
        return fields;
    }

    private List<String> abstractTypes() {
        var names = new ArrayList<String>();
        sdl.getTypes(InterfaceTypeDefinition.class).forEach(type -> names.add(type.getName()));
        sdl.getTypes(UnionTypeDefinition.class).forEach(type -> names.add(type.getName()));
        return names;
    }

    private Optional<DataFetcher<?>> fetcher(String type, FieldDefinition field) {
        var resolver = wiring.fields().getOrDefault(type, Map.of()).get(field.getName());
        if (resolver != null) {
            return Optional.of(new ResolverFetcher(resolver));
        }
        var javaType = wiring.types().get(type);
        if (javaType == null) {
            faults.add(type + "." + field.getName() + " has no resolver, and " + type + " is bound to no Java type");
            return Optional.empty();
        }
        var accessor = Accessors.find(javaType, field.getName());
        if (accessor.isEmpty()) {
            faults.add(type + "." + field.getName() + " has no resolver and " + javaType.getName()
                    + " no accessor of that name");
        }
        return accessor.map(found -> found);
    }

    private void checkResolversHaveFields() {
        var known = new HashMap<String, List<String>>();
        objectTypes()
                .forEach(type -> known.put(
                        type.getName(),
                        allFields(type).stream().map(FieldDefinition::getName).toList()));
        wiring.fields()
                .forEach((type, resolvers) -> resolvers.keySet().forEach(field -> {
                    if (!known.getOrDefault(type, List.of()).contains(field)) {
                        faults.add("a resolver answers " + type + "." + field + ", which the SDL lacks");
                    }
                }));
        wiring.types().keySet().stream()
                .filter(type -> !known.containsKey(type))
                .forEach(type -> faults.add("a Java type is bound to " + type + ", which the SDL lacks"));
    }

    private void checkScopesAndOwnersAreDeclared() {
        objectTypes().stream()
                .filter(type -> type.getName().equals("Query") || type.getName().equals("Mutation"))
                .forEach(type -> allFields(type).stream()
                        // Their finders ask for the scope of what is found, and find the caller's own only.
                        .filter(field -> !field.getName().equals("node")
                                && !field.getName().equals("nodes"))
                        .forEach(field -> checkDeclares(type.getName() + "." + field.getName(), field)));
    }

    private void checkDeclares(String coordinates, FieldDefinition field) {
        if (field.hasDirective("withoutCredential")) {
            return;
        }
        if (!field.hasDirective("requiresScope")) {
            faults.add(coordinates + " declares no scope");
        }
        if (!field.hasDirective("ownedBy")) {
            faults.add(coordinates + " declares no owner");
        }
    }

    private TypeResolver byJavaClass() {
        var namesByClass = new HashMap<Class<?>, List<String>>();
        wiring.types()
                .forEach((name, javaType) -> namesByClass
                        .computeIfAbsent(javaType, _ -> new ArrayList<>())
                        .add(name));
        return environment -> resolve(environment, namesByClass);
    }

    private static @Nullable GraphQLObjectType resolve(
            TypeResolutionEnvironment environment, Map<Class<?>, List<String>> namesByClass) {
        Object object = Objects.requireNonNull(environment.getObject());
        var names = namesByClass.getOrDefault(object.getClass(), List.of());
        if (names.size() != 1) {
            // Only the field is lost: the answer says that its type could not be told.
            LOG.error("{} stands for {}", object.getClass(), names);
            return null;
        }
        return environment.getSchema().getObjectType(names.getFirst());
    }

    /** Kept as a record so that a resolver costs one allocation a call and nothing more. */
    private record ResolverFetcher(FieldResolver<Object> resolver) implements DataFetcher<Object> {
        @Override
        @SuppressWarnings(
                "NullAway") // A root field has no source; graphql-java hands null to resolvers that ignore it.
        public @Nullable Object get(DataFetchingEnvironment environment) {
            return resolver.resolve(environment.getSource(), new Call(environment));
        }
    }
}
