package market.graphql.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import graphql.language.DescribedNode;
import graphql.language.Document;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.parser.Parser;
import graphql.schema.diff.DiffEvent;
import graphql.schema.diff.SchemaDiff;
import graphql.schema.diff.SchemaDiffSet;
import graphql.schema.diff.reporting.CapturingReporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import market.graphql.Surface;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goal: nobody changes the contract without seeing it in the diff of a commit, and nobody breaks the last release without
 * a note. {@code ./market schema} rewrites the committed text, {@code ./market schema release} makes it the last release.
 */
class CommittedContractTest {

    private static final Path FOLDER = Path.of("contract");
    private static final Path RELEASED = FOLDER.resolve("released");
    private static final Path CHANGELOG = Path.of("..", "CHANGELOG.md");
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z\\d])(?=[A-Z])|_|[^\\p{L}\\d]+");
    private static final Set<String> FILLERS = Set.of("the", "a", "an", "of", "this", "its", "is", "in", "for", "");

    @BeforeAll
    static void rewrite_when_asked() throws IOException {
        var asked = System.getProperty("market.contract", "");
        for (var surface : Surface.values()) {
            if (asked.equals("write") || asked.equals("release")) {
                Files.createDirectories(RELEASED);
                Files.writeString(file(FOLDER, surface), Contract.text(surface));
            }
            if (asked.equals("release")) {
                Files.writeString(file(RELEASED, surface), Contract.text(surface));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_committed_text_is_what_the_engine_runs(Surface surface) {
        assertThat(Contract.text(surface))
                .as("run ./market schema and look at the difference")
                .isEqualTo(read(file(FOLDER, surface)));
    }

    @ParameterizedTest
    @EnumSource
    void the_last_release_is_broken_only_where_the_change_log_says_so(Surface surface) {
        assumeTrue(Files.exists(file(RELEASED, surface)));
        var reporter = new CapturingReporter();
        new SchemaDiff()
                .diffSchema(
                        SchemaDiffSet.diffSetFromSdl(read(file(RELEASED, surface)), Contract.text(surface)), reporter);
        var notes = unreleased();

        assertThat(reporter.getBreakages().stream()
                        .map(CommittedContractTest::place)
                        .distinct()
                        .filter(place -> !notes.contains("`" + place + "`")))
                .as("each break of the %s contract is named under \"Unreleased\" in CHANGELOG.md", surface)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everything_is_described_by_more_than_its_name_and_type(Surface surface) {
        var faults = new ArrayList<String>();
        Document document = Parser.parse(Contract.text(surface));
        document.getDefinitions().forEach(definition -> check(definition, "", faults));

        assertThat(faults).isEmpty();
    }

    private static void check(Node<?> node, String path, List<String> faults) {
        var name = node instanceof NamedNode<?> named ? String.valueOf(named.getName()) : "";
        var here = path.isEmpty() ? name : path + "." + name;
        if (node instanceof DescribedNode<?> described) {
            var description = described.getDescription();
            if (description == null) {
                faults.add(here + " is not described");
            } else {
                var said = words(description.getContent());
                said.removeAll(words(name));
                said.removeAll(words(typeOf(node)));
                if (said.isEmpty()) {
                    faults.add(here + " says only \"" + description.getContent() + "\"");
                }
            }
        }
        node.getChildren().stream()
                .filter(DescribedNode.class::isInstance)
                .forEach(child -> check(child, here, faults));
    }

    private static String typeOf(Node<?> node) {
        return switch (node) {
            case FieldDefinition field -> nameOf(field.getType());
            case InputValueDefinition value -> nameOf(value.getType());
            default -> "";
        };
    }

    private static String nameOf(Type<?> type) {
        return type instanceof TypeName name
                ? name.getName()
                : nameOf((Type<?>) type.getChildren().getFirst());
    }

    private static Set<String> words(String text) {
        return Arrays.stream(CAMEL.split(text))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
                .filter(word -> !FILLERS.contains(word))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String place(DiffEvent event) {
        return event.getFieldName() == null ? event.getTypeName() : event.getTypeName() + "." + event.getFieldName();
    }

    private static String unreleased() {
        var text = read(CHANGELOG);
        var from = text.indexOf("## Unreleased");
        var to = text.indexOf("\n## ", from + 1);
        return from < 0 ? "" : text.substring(from, to < 0 ? text.length() : to);
    }

    private static Path file(Path folder, Surface surface) {
        return folder.resolve(surface.name().toLowerCase(Locale.ROOT) + ".graphql");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
