package market.server;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.DescribedNode;
import graphql.language.Document;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.SDLDefinition;
import graphql.parser.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Properties of the tree itself that no compiler checks. */
class TidyTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int FILE_LINES_MAX = 400;
    private static final Pattern MIGRATION = Pattern.compile("V\\d{8}_\\d{4}__[a-z]+(_[a-z]+)+\\.sql");
    private static final Pattern TABLE = Pattern.compile("(?:FROM|JOIN|INTO|UPDATE|TABLE)\\s+([a-z_]+)\\.[a-z_]+");
    private static final Set<String> SCHEMAS = Set.of(
            "kernel",
            "graphql",
            "merchants",
            "catalog",
            "inventory",
            "search",
            "cart",
            "checkout",
            "settlement",
            "portal",
            "server");
    private static final Map<String, String> SCHEMA_OF_ROOM =
            Map.of("shared-kernel", "kernel", "graphql-schema", "graphql", "merchant-portal-api", "portal");

    @Test
    void no_source_file_is_longer_than_a_room_can_hold() {
        assertThat(sources().filter(file -> lines(file).size() > FILE_LINES_MAX))
                .isEmpty();
    }

    @Test
    void nothing_is_left_to_be_done_without_a_place_where_it_is_written_down() {
        var mark = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
        assertThat(sources()
                        .filter(file -> !file.getFileName().toString().equals("TidyTest.java"))
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> mark.matcher(line).find())))
                .isEmpty();
    }

    @Test
    void migrations_are_named_for_one_idea_and_have_a_version_of_their_own() {
        var names = files("db/migration", ".sql")
                .map(file -> file.getFileName().toString())
                .toList();

        assertThat(names).isNotEmpty().allMatch(name -> MIGRATION.matcher(name).matches());
        assertThat(names.stream().map(name -> name.substring(0, 14))).doesNotHaveDuplicates();
    }

    @Test
    void sql_names_only_the_tables_of_its_own_room() {
        var foreign = new ArrayList<String>();
        Stream.concat(sources().filter(file -> file.toString().contains("src/main")), files("db/migration", ".sql"))
                .filter(file -> !room(file).equals("benchmarks"))
                .forEach(file -> {
                    var own = SCHEMA_OF_ROOM.getOrDefault(room(file), room(file));
                    var matcher = TABLE.matcher(String.join("\n", lines(file)));
                    while (matcher.find()) {
                        if (SCHEMAS.contains(matcher.group(1))
                                && !matcher.group(1).equals(own)) {
                            foreign.add(ROOT.relativize(file) + " names " + matcher.group());
                        }
                    }
                });

        assertThat(foreign).isEmpty();
    }

    @Test
    void everything_in_the_contract_says_more_than_its_name() {
        var faults = new ArrayList<String>();
        files("graphql-schema/src/main/resources/schema", ".graphqls").forEach(file -> {
            Document document = Parser.parse(String.join("\n", lines(file)));
            document.getDefinitions().forEach(definition -> check(definition, file.getFileName() + "", faults));
        });

        assertThat(faults).isEmpty();
    }

    @Test
    void the_readme_maps_every_room() {
        var readme = String.join("\n", lines(ROOT.resolve("README.md")));
        var chinese = String.join("\n", lines(ROOT.resolve("README.zh-CN.md")));
        var rooms = modules();

        assertThat(rooms).allMatch(room -> readme.contains("`" + room + "`"));
        assertThat(rooms).allMatch(room -> chinese.contains("`" + room + "`"));
    }

    private static void check(Node<?> node, String path, List<String> faults) {
        var name = node instanceof NamedNode<?> named ? String.valueOf(named.getName()) : "";
        var here = name.isEmpty() ? path : path + " " + name;
        var isExtension = node instanceof SDLDefinition<?>
                && node.getClass().getSimpleName().contains("Extension");
        if (node instanceof DescribedNode<?> described && !isExtension) {
            var description = described.getDescription();
            if (description == null || saysNoMore(name, description.getContent())) {
                faults.add(here + " is not described");
            }
        }
        for (Object child : node.getChildren()) {
            if (child instanceof DescribedNode<?> describedChild) {
                check(describedChild, here, faults);
            }
        }
    }

    private static boolean saysNoMore(String name, String description) {
        var plain = description.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d]", "");
        return plain.isEmpty() || plain.replaceFirst("^the", "").equals(name.toLowerCase(Locale.ROOT));
    }

    private static Set<String> modules() {
        var modules = new HashSet<String>();
        var matcher =
                Pattern.compile("<module>(.*?)</module>").matcher(String.join("\n", lines(ROOT.resolve("pom.xml"))));
        while (matcher.find()) {
            modules.add(matcher.group(1));
        }
        return modules;
    }

    private static String room(Path file) {
        return ROOT.relativize(file).getName(0).toString();
    }

    private static Stream<Path> sources() {
        return files("", ".java");
    }

    private static Stream<Path> files(String below, String ending) {
        try (var files = Files.walk(ROOT)) {
            return files
                    .filter(file ->
                            file.toString().contains(below) && file.toString().endsWith(ending))
                    .filter(file -> file.toString().contains("/src/"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
