package market.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * What the data packs say of one product, as far as grades depend on it.
 *
 * @param categories its own and all above it
 * @param attributes {@code code=value} of the product and of its variants
 * @param weights net weights of its variants in grams
 */
record JudgedGoods(
        String handle,
        String titleZh,
        String titleEn,
        String keywords,
        String type,
        Set<String> categories,
        String origin,
        String merchant,
        Set<String> attributes,
        Set<String> weights,
        Set<String> skus,
        Set<String> barcodes) {

    static final CSVFormat TABLE =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    static List<JudgedGoods> read(Path dataPacks) {
        var parents = new HashMap<String, String>();
        rows(dataPacks.resolve("common/categories.csv"))
                .forEach(row -> parents.put(row.get("code"), row.get("parent")));
        var goods = new ArrayList<JudgedGoods>();
        try (var packs = Files.list(dataPacks)) {
            packs.filter(pack -> Files.exists(pack.resolve("products.csv")))
                    .sorted()
                    .forEach(pack -> goods.addAll(pack(pack, parents)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return goods;
    }

    private static List<JudgedGoods> pack(Path pack, Map<String, String> parents) {
        var byKey = new LinkedHashMap<String, JudgedGoods>();
        for (var row : rows(pack.resolve("products.csv"))) {
            byKey.put(row.get("key"), product(row, parents));
        }
        for (var row : rows(pack.resolve("variants.csv"))) {
            var product = byKey.get(row.get("product"));
            if (product != null) {
                product.attributes.addAll(attributes(row.get("attributes")));
                product.weights.add(row.get("net_weight_grams"));
                product.skus.add(row.get("sku"));
                product.barcodes.add(row.get("barcode"));
            }
        }
        return List.copyOf(byKey.values());
    }

    private static JudgedGoods product(CSVRecord row, Map<String, String> parents) {
        var categories = new HashSet<String>();
        for (var code = row.get("category"); !code.isEmpty(); code = parents.getOrDefault(code, "")) {
            categories.add(code);
        }
        return new JudgedGoods(
                row.get("handle"),
                row.get("title_zh"),
                row.get("title_en").toLowerCase(Locale.ROOT),
                row.get("keywords"),
                row.get("product_type"),
                categories,
                row.get("origin"),
                row.get("merchant"),
                new HashSet<>(attributes(row.get("attributes"))),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>());
    }

    private static List<String> attributes(String cell) {
        return Stream.of(cell.split("; *", -1))
                .filter(pair -> pair.contains("="))
                .flatMap(pair -> {
                    var sides = pair.split("=", 2);
                    return Stream.of(sides[1].split("\\|", -1)).map(value -> sides[0] + "=" + value);
                })
                .toList();
    }

    static List<CSVRecord> rows(Path file) {
        try (var parser = TABLE.parse(Files.newBufferedReader(file))) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
