package market.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * A region that does not exist: each recipe sown over counties of other provinces, so that queries meet many goods of the
 * same kind and names they were not made for. The same every time.
 */
final class GeneratedPack {

    private static final int PLACES = 30;
    private static final int EVERY_COUNTY = 90;
    /** Behind the counties of the two regions' provinces come none that are in them. */
    private static final List<String> OWN_PROVINCES = List.of("34", "50");

    private static final String PICTURE = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"600\"/>\n";

    private final List<CSVRecord> recipes;
    private final List<CSVRecord> counties;
    private final Path folder;

    private GeneratedPack(List<CSVRecord> recipes, List<CSVRecord> counties, Path folder) {
        this.recipes = recipes;
        this.counties = counties;
        this.folder = folder;
    }

    /** A folder with the given packs and the generated one. */
    static Path beside(Path dataPacks, Path recipes, Path target) {
        try {
            for (var pack : List.of("common", "luan", "qianjiang")) {
                copy(dataPacks.resolve(pack), target.resolve(pack));
            }
            var counties = JudgedGoods.rows(dataPacks.resolve("common/regions.csv")).stream()
                    .filter(row ->
                            row.get("level").equals("COUNTY") && row.get("name").length() == 3)
                    .filter(row -> !OWN_PROVINCES.contains(row.get("code").substring(0, 2)))
                    .toList();
            var chosen = new ArrayList<CSVRecord>();
            for (var i = 0; i < counties.size() && chosen.size() < PLACES; i += EVERY_COUNTY) {
                chosen.add(counties.get(i));
            }
            new GeneratedPack(JudgedGoods.rows(recipes), chosen, target.resolve("sown")).write();
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private void write() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.writeString(folder.resolve("images/blank.svg"), PICTURE);
        Files.writeString(folder.resolve("pack.json"), """
                {"code": "sown", "edition": "1", "region": "11", "name_zh": "试种", "name_en": "Sown"}
                """);
        merchants();
        products();
    }

    private void merchants() throws IOException {
        var merchants =
                lines("code,kind,name_zh,name_en,region,licence_number,food_licence,description_zh,description_en");
        var staff = lines("merchant,phone,name,role");
        var locations = lines("merchant,code,name_zh,name_en,region");
        for (var i = 0; i < counties.size(); i++) {
            var county = counties.get(i);
            merchants.add("%s,ENTERPRISE,%s农产品有限公司,Sown %d Co.,%s,%s,,本地好货。,Local goods."
                    .formatted(merchant(i), county.get("name"), i, county.get("code"), licence(i)));
            staff.add("%s,199999%05d,张三,OWNER".formatted(merchant(i), i));
            locations.add("%s,main,总仓,Store,%s".formatted(merchant(i), county.get("code")));
        }
        Files.write(folder.resolve("merchants.csv"), merchants);
        Files.write(folder.resolve("staff.csv"), staff);
        Files.write(folder.resolve("locations.csv"), locations);
    }

    private void products() throws IOException {
        var products = lines("merchant,key,handle,product_type,category,title_zh,title_en,description_zh,"
                + "description_en,origin,attributes,image,keywords");
        var variants = lines("product,sku,attributes,price,net_weight_grams,unit,barcode,min_quantity,case_pack");
        var stock = lines("merchant,sku,location,on_hand");
        for (var place = 0; place < counties.size(); place++) {
            var county = counties.get(place);
            var name = county.get("name").substring(0, 2);
            for (var i = 0; i < recipes.size(); i++) {
                var recipe = recipes.get(i);
                var key = "sown-%d-%d".formatted(place, i);
                var ccc = recipe.get("product_type").equals("stroller")
                        ? "; ccc_number=20250122%08d".formatted(place * recipes.size() + i)
                        : "";
                products.add(String.join(
                        ",",
                        merchant(place),
                        key,
                        key,
                        recipe.get("product_type"),
                        recipe.get("category"),
                        name + recipe.get("title_zh"),
                        recipe.get("title_en"),
                        "产自" + county.get("name") + "，当季现发。",
                        "From the place itself.",
                        county.get("code"),
                        recipe.get("attributes") + ccc,
                        "blank.svg",
                        recipe.get("keywords")));
                variants(recipe, key, place, variants, stock);
            }
        }
        Files.write(folder.resolve("products.csv"), products);
        Files.write(folder.resolve("variants.csv"), variants);
        Files.write(folder.resolve("stock.csv"), stock);
    }

    private static void variants(CSVRecord recipe, String key, int place, List<String> variants, List<String> stock) {
        var number = 0;
        for (var variant : recipe.get("variants").split(" \\| ", -1)) {
            var sides = variant.split("#", -1);
            var sku = "%s-%d".formatted(key, number++).toUpperCase(Locale.ROOT);
            var price = 20 + Math.floorMod(key.hashCode(), 400);
            variants.add(String.join(
                    ",", key, sku, sides[0], price + ".00", sides.length > 1 ? sides[1] : "", "H87", "", "1", "1"));
            stock.add("%s,%s,main,%d".formatted(merchant(place), sku, 1 + Math.floorMod(key.hashCode(), 90)));
        }
    }

    private static List<String> lines(String header) {
        return new ArrayList<>(Stream.of(header).toList());
    }

    private static String merchant(int number) {
        return "sown-" + number;
    }

    /** With the check character of GB 32100-2015. */
    private static String licence(int number) {
        var digits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var body = "91110000MA0000%03d".formatted(number);
        var sum = 0;
        var weight = 1;
        for (var i = 0; i < body.length(); i++) {
            sum += digits.indexOf(body.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return body + digits.charAt((31 - sum % 31) % 31);
    }
}
