package market.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * Two regions that do not exist, beside those of the data packs. One sows each recipe over counties of other provinces, so
 * that queries meet many goods of a kind; the other sells strangers, goods that nobody here had in mind, under categories
 * and kinds of their own. The same every time.
 */
final class GeneratedPack {

    private static final int PLACES = 30;
    private static final int EVERY_COUNTY = 90;
    /** Behind the counties of the two regions' provinces come none that are in them. */
    private static final List<String> OWN_PROVINCES = List.of("34", "50");

    private static final List<String> TAXONOMY =
            List.of("categories.csv", "product-types.csv", "attributes.csv", "attribute-choices.csv");
    private static final int PROVINCE_DIGITS = 2;

    private GeneratedPack() {}

    /**
     * A folder with the given packs and the generated ones.
     *
     * @param judged where recipes and strangers are
     */
    static Path beside(Path dataPacks, Path judged, Path target) {
        try {
            strangersBeside(dataPacks, judged, target);
            sow(JudgedGoods.rows(judged.resolve("recipes.csv")), counties(dataPacks), target.resolve("sown"));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #beside}, without what is sown. */
    static Path strangersBeside(Path dataPacks, Path judged, Path target) {
        try {
            for (var pack : List.of("common", "luan", "qianjiang")) {
                copy(dataPacks.resolve(pack), target.resolve(pack));
            }
            // Whether made-up goods may be sold is not what is judged.
            var gates = target.resolve("common/listing-gates.csv");
            Files.write(gates, Files.readAllLines(gates).subList(0, 1));
            var strangers = judged.resolve("strangers");
            for (var table : TAXONOMY) {
                var rows = Files.readAllLines(strangers.resolve(table));
                Files.write(
                        target.resolve("common").resolve(table),
                        rows.subList(1, rows.size()),
                        StandardOpenOption.APPEND);
            }
            place(JudgedGoods.rows(strangers.resolve("goods.csv")), counties(dataPacks), target.resolve("strangers"));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CSVRecord> counties(Path dataPacks) {
        return JudgedGoods.rows(dataPacks.resolve("common/regions.csv")).stream()
                .filter(row -> row.get("level").equals("COUNTY"))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var place = to.resolve(from.relativize(file).toString());
                Files.createDirectories(place.resolveSibling("."));
                Files.write(place, Files.readAllBytes(file));
            }
        }
    }

    private static void sow(List<CSVRecord> recipes, List<CSVRecord> counties, Path folder) throws IOException {
        var others = counties.stream()
                .filter(row -> row.get("name").length() == 3)
                .filter(row -> !OWN_PROVINCES.contains(province(row.get("code"))))
                .toList();
        var pack = new PackWriter("sown", "试种");
        for (var place = 0; place < PLACES && place * EVERY_COUNTY < others.size(); place++) {
            var county = others.get(place * EVERY_COUNTY);
            var seller = pack.merchant(county.get("code"), county.get("name") + "农产品有限公司");
            for (var i = 0; i < recipes.size(); i++) {
                var recipe = recipes.get(i);
                var ccc = recipe.get("product_type").equals("stroller")
                        ? "; ccc_number=20250122%08d".formatted(place * recipes.size() + i)
                        : "";
                pack.product(
                        seller,
                        "sown-%d-%d".formatted(place, i),
                        recipe,
                        county.get("name").substring(0, 2) + recipe.get("title_zh"),
                        recipe.get("attributes") + ccc);
            }
        }
        pack.write(folder);
    }

    private static void place(List<CSVRecord> strangers, List<CSVRecord> counties, Path folder) throws IOException {
        var names = counties.stream().collect(Collectors.toMap(row -> row.get("code"), row -> row.get("name")));
        var pack = new PackWriter("strangers", "远客");
        var sellers = new HashMap<String, PackWriter.Seller>();
        for (var i = 0; i < strangers.size(); i++) {
            var stranger = strangers.get(i);
            var county = stranger.get("origin");
            var seller =
                    sellers.computeIfAbsent(province(county), _ -> pack.merchant(county, names.get(county) + "土产商行"));
            pack.product(
                    seller.at(county), "stranger-" + i, stranger, stranger.get("title_zh"), stranger.get("attributes"));
        }
        pack.write(folder);
    }

    private static String province(String code) {
        return code.substring(0, PROVINCE_DIGITS);
    }
}
