package market.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The handles of all products of the data packs. */
final class PackHandles {

    private PackHandles() {}

    static List<String> read(Path dataPacks) throws IOException {
        var handles = new ArrayList<String>();
        try (var packs = Files.newDirectoryStream(dataPacks)) {
            for (var pack : packs) {
                var table = pack.resolve("products.csv");
                if (Files.exists(table)) {
                    var lines = Files.readAllLines(table);
                    var column = List.of(lines.getFirst().split(",", -1)).indexOf("handle");
                    lines.stream()
                            .skip(1)
                            .map(line -> line.split(",", -1)[column])
                            .forEach(handles::add);
                }
            }
        }
        return handles;
    }
}
