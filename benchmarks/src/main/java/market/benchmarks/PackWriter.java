package market.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** Writes a made-up region as a data pack. */
final class PackWriter {

    private static final String PICTURE = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"600\"/>\n";

    private final String code;
    private final String name;
    private final List<String> merchants =
            lines("code,kind,name_zh,name_en,region,licence_number,food_licence,description_zh,description_en");
    private final List<String> staff = lines("merchant,phone,name,role");
    private final List<String> locations = lines("merchant,code,kind,name_zh,name_en,region");
    private final List<String> products = lines("merchant,key,handle,product_type,category,title_zh,title_en,"
            + "description_zh,description_en,origin,attributes,image,keywords");
    private final List<String> variants =
            lines("product,sku,attributes,price,net_weight_grams,unit,barcode,min_quantity,case_pack");
    private final List<String> stock = lines("merchant,sku,location,on_hand");

    PackWriter(String code, String name) {
        this.code = code;
        this.name = name;
    }

    /** A merchant, and where its goods come from. */
    record Seller(String code, String county) {
        Seller at(String other) {
            return new Seller(code, other);
        }
    }

    Seller merchant(String county, String title) {
        var number = merchants.size() - 1;
        var seller = new Seller("%s-%d".formatted(code, number), county);
        merchants.add("%s,ENTERPRISE,%s,Sown %d Co.,%s,%s,,本地好货。,Local goods."
                .formatted(seller.code(), title, number, county, licence(code, number)));
        staff.add("%s,1%d%08d,张三,OWNER".formatted(seller.code(), 90 + code.length() % 10, number));
        locations.add("%s,main,WAREHOUSE,总仓,Store,%s".formatted(seller.code(), county));
        return seller;
    }

    /** @param recipe names the kind, the category, the keywords and the variants, as {@code attributes#grams} by {@code |} */
    void product(Seller seller, String key, CSVRecord recipe, String title, String attributes) {
        products.add(String.join(
                ",",
                seller.code(),
                key,
                key,
                recipe.get("product_type"),
                recipe.get("category"),
                title,
                recipe.get("title_en"),
                "产地直发，当季现货。",
                "From the place itself.",
                seller.county(),
                attributes,
                "blank.svg",
                recipe.get("keywords")));
        var number = 0;
        for (var variant : recipe.get("variants").split(" \\| ", -1)) {
            var sides = variant.split("#", -1);
            var sku = "%s-%d".formatted(key, number++).toUpperCase(Locale.ROOT);
            var price = 20 + Math.floorMod(key.hashCode(), 400);
            variants.add(String.join(
                    ",", key, sku, sides[0], price + ".00", sides.length > 1 ? sides[1] : "", "H87", "", "1", "1"));
            stock.add("%s,%s,main,%d".formatted(seller.code(), sku, 1 + Math.floorMod(key.hashCode(), 90)));
        }
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.writeString(folder.resolve("images/blank.svg"), PICTURE);
        Files.writeString(
                folder.resolve("pack.json"),
                "{\"code\": \"%s\", \"edition\": \"1\", \"region\": \"11\", \"name_zh\": \"%s\", \"name_en\": \"%s\"}\n"
                        .formatted(code, name, code));
        Files.write(folder.resolve("merchants.csv"), merchants);
        Files.write(folder.resolve("staff.csv"), staff);
        Files.write(folder.resolve("locations.csv"), locations);
        Files.write(folder.resolve("products.csv"), products);
        Files.write(folder.resolve("variants.csv"), variants);
        Files.write(folder.resolve("stock.csv"), stock);
    }

    private static List<String> lines(String header) {
        return new ArrayList<>(Stream.of(header).toList());
    }

    /** With the check character of GB 32100-2015. */
    private static String licence(String code, int number) {
        var digits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var body = "91110000MA%d%06d".formatted(code.length() % 10, number);
        var sum = 0;
        var weight = 1;
        for (var i = 0; i < body.length(); i++) {
            sum += digits.indexOf(body.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return body + digits.charAt((31 - sum % 31) % 31);
    }
}
