package market.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import market.kernel.Json;

/** What one benchmark found: printed as it comes, written as JSON at the end. */
final class Report {

    private final String name;
    private final Consumer<String> out;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();

    Report(String name, Consumer<String> out) {
        this.name = name;
        this.out = out;
    }

    void add(Figure figure) {
        figures.add(figure);
        out.accept(figure.line());
    }

    /** Something the figures do not show, such as a measurement that had to be left out. */
    void say(String sentence) {
        sentences.add(sentence);
        out.accept("  " + sentence);
    }

    /** What goes on; not part of the result. */
    void progress(String line) {
        out.accept("  … " + line);
    }

    long barred() {
        return figures.stream().filter(figure -> figure.bar().isPresent()).count();
    }

    long held() {
        return figures.stream()
                .filter(figure -> figure.bar().isPresent() && figure.isHeld())
                .count();
    }

    void write(Path folder) {
        var rows = figures.stream().map(Report::row).toList();
        var content = Map.of("bench", name, "figures", rows, "notes", sentences, "held", held(), "of", barred());
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("bench-" + name + ".json"),
                    Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> row(Figure figure) {
        Map<String, Object> told = Map.of(
                "name", figure.name(),
                "value", figure.value(),
                "unit", figure.unit(),
                "against", figure.against());
        if (figure.bar().isEmpty()) {
            return told;
        }
        var row = new LinkedHashMap<>(told);
        row.put("bar", figure.bar().getAsDouble());
        row.put("barIsCeiling", figure.isCeiling());
        row.put("held", figure.isHeld());
        return row;
    }
}
