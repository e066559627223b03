package market.graphql.execution;

import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import market.graphql.Surface;

/** Reads a surface's SDL: {@code common.graphqls} and every file of its own folder, in the order of their names. */
final class SchemaFiles {

    private static final String ROOT = "schema";

    private SchemaFiles() {}

    static TypeDefinitionRegistry read(Surface surface) {
        var registry = new TypeDefinitionRegistry();
        texts(surface).forEach(text -> registry.merge(new SchemaParser().parse(text)));
        return registry;
    }

    private static List<String> texts(Surface surface) {
        try {
            var root = SchemaFiles.class.getClassLoader().getResource(ROOT + "/common.graphqls");
            if (root == null) {
                throw new IllegalStateException("The SDL is not on the class path");
            }
            var uri = root.toURI();
            if (!uri.getScheme().equals("jar")) {
                return readFolder(Objects.requireNonNull(Path.of(uri).getParent()), surface);
            }
            var jar = URI.create(uri.toString().substring(0, uri.toString().indexOf("!/")));
            try (var files = FileSystems.newFileSystem(jar, Map.of())) {
                return readFolder(files.getPath(ROOT), surface);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> readFolder(Path folder, Surface surface) throws IOException {
        try (var own = Files.list(folder.resolve(surface.name().toLowerCase(Locale.ROOT)));
                var common = Files.list(folder)) {
            return Stream.concat(common, own.sorted())
                    .filter(file -> file.toString().endsWith(".graphqls"))
                    .map(SchemaFiles::readText)
                    .toList();
        }
    }

    private static String readText(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
