package market.graphql.execution;

import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.Node;
import graphql.language.TypeName;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.MockedWiringFactory;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.SchemaPrinter;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import market.graphql.Surface;

/**
 * The SDL of a surface in one piece, everything in the order of names. The engine runs this very text, so that what clients
 * are handed, what introspection tells and what is carried out cannot differ.
 */
final class Contract {

    private static final Set<String> DIRECTIVES_OF_THE_SPECIFICATION = Set.of(
            "include", "skip", "deprecated", "specifiedBy", "oneOf", "defer", "experimental_disableErrorPropagation");

    private Contract() {}

    /** What the engine runs: the text itself, read again. */
    static TypeDefinitionRegistry read(Surface surface) {
        return new SchemaParser().parse(text(surface));
    }

    static String text(Surface surface) {
        var sdl = SchemaFiles.read(surface);
        leaveOutWhatIsNotUsed(sdl);
        var wiring = RuntimeWiring.newRuntimeWiring().wiringFactory(new MockedWiringFactory());
        Scalars.all().forEach(wiring::scalar);
        return print(new SchemaGenerator().makeExecutableSchema(sdl, wiring.build()));
    }

    static String print(GraphQLSchema schema) {
        var options = SchemaPrinter.Options.defaultOptions()
                .includeDirectiveDefinitions(true)
                .includeDirectiveDefinition(name -> !DIRECTIVES_OF_THE_SPECIFICATION.contains(name))
                .includeScalarTypes(true);
        return new SchemaPrinter(options).print(schema).strip() + "\n";
    }

    /** What all surfaces share is read for each, but a surface's readers should not meet anything that it never uses. */
    private static void leaveOutWhatIsNotUsed(TypeDefinitionRegistry sdl) {
        var types = new HashSet<String>();
        var directives = new HashSet<String>();
        sdl.types().values().forEach(type -> collect(type, types, directives));
        sdl.objectTypeExtensions()
                .values()
                .forEach(all -> all.forEach(extension -> collect(extension, types, directives)));
        List.copyOf(sdl.getDirectiveDefinitions().values()).stream()
                .filter(directive -> !directives.contains(directive.getName()))
                .forEach(sdl::remove);
        sdl.getDirectiveDefinitions().values().forEach(directive -> collect(directive, types, directives));
        List.copyOf(sdl.scalars().values()).stream()
                .filter(scalar -> !types.contains(scalar.getName()))
                .filter(scalar -> !ScalarInfo.isGraphqlSpecifiedScalar(scalar.getName()))
                .forEach(sdl::remove);
        List.copyOf(sdl.getTypes(EnumTypeDefinition.class)).stream()
                .filter(type -> !types.contains(type.getName()))
                .forEach(sdl::remove);
    }

    private static void collect(Node<?> node, Set<String> types, Set<String> directives) {
        if (node instanceof TypeName type) {
            types.add(type.getName());
        }
        if (node instanceof Directive directive) {
            directives.add(directive.getName());
        }
        node.getChildren().forEach(child -> collect(child, types, directives));
    }
}
