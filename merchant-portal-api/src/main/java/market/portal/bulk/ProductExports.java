package market.portal.bulk;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import market.catalog.PriceTier;
import market.catalog.Product;
import market.catalog.ProductType;
import market.catalog.Products;
import market.catalog.Taxonomy;
import market.catalog.Variant;
import market.kernel.Digests;
import market.kernel.GlobalId;
import market.kernel.Ids;
import market.kernel.Language;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;

/** A merchant's goods as a file that can be imported again; it is made while it is downloaded, page by page. */
@Singleton
public class ProductExports {

    private static final int PAGE = 200;
    private static final Duration LIFE = Duration.ofHours(1);
    private static final LocalizedText GOODS = new LocalizedText("商品", "Products");
    private static final LocalizedText GUIDE = new LocalizedText("填写说明", "Guide");

    /** A link that is good for an hour. */
    public record Link(UUID secret, TableFormat format, Instant expiresAt) {}

    /** What a link leads to. */
    public record Export(MerchantId merchant, TableFormat format, Language language) {}

    private final JdbcOperations jdbc;
    private final Products products;
    private final Taxonomy taxonomy;
    private final Ids ids;
    private final Clock clock;

    ProductExports(JdbcOperations jdbc, Products products, Taxonomy taxonomy, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.products = products;
        this.taxonomy = taxonomy;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Link create(MerchantId merchant, TableFormat format, Language language) {
        var link = new Link(ids.secret(), format, clock.instant().plus(LIFE));
        jdbc.prepareStatement("""
                INSERT INTO portal.product_export (id, merchant_id, secret_sha256, format, language, expires_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, statement -> {
            statement.setObject(1, ids.next());
            statement.setObject(2, merchant.value());
            statement.setString(3, Digests.sha256Hex(link.secret().toString()));
            statement.setString(4, format.name());
            statement.setString(5, language.name());
            statement.setObject(6, OffsetDateTime.ofInstant(link.expiresAt(), ZoneOffset.UTC));
            return statement.executeUpdate();
        });
        return link;
    }

    @Transactional(readOnly = true)
    public Optional<Export> find(UUID secret) {
        return jdbc.prepareStatement("""
                SELECT merchant_id, format, language
                  FROM portal.product_export
                 WHERE secret_sha256 = ? AND expires_at > now()
                """, statement -> {
            statement.setString(1, Digests.sha256Hex(secret.toString()));
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Export(
                                new MerchantId(rows.getObject("merchant_id", UUID.class)),
                                TableFormat.valueOf(rows.getString("format")),
                                Language.valueOf(rows.getString("language"))))
                        : Optional.<Export>empty();
            }
        });
    }

    @Scheduled(initialDelay = "14m", fixedDelay = "1h")
    @Transactional
    int deleteOld() {
        return jdbc.prepareStatement(
                "DELETE FROM portal.product_export WHERE expires_at < now()", statement -> statement.executeUpdate());
    }

    public void write(Export export, OutputStream out) throws IOException {
        var kinds = new HashSet<>(products.typesOf(export.merchant()));
        var fields = Fields.of(taxonomy.productTypes().stream()
                        .filter(kind -> kinds.contains(kind.code()))
                        .toList())
                .all();
        try (var table = export.format().open(out)) {
            table.begin(GOODS.in(export.language()), columns(fields, export.language()));
            var after = Products.FIRST;
            for (var page = products.pageOfMerchant(export.merchant(), after, PAGE);
                    !page.items().isEmpty();
                    page = products.pageOfMerchant(export.merchant(), after, PAGE)) {
                for (var product : page.items()) {
                    write(product, fields, table);
                }
                after = page.items().getLast().id();
            }
        }
    }

    /** An empty table for goods of a kind, and in a workbook what its columns mean. */
    public void writeTemplate(ProductType kind, TableFormat format, Language language, OutputStream out)
            throws IOException {
        var fields = Fields.of(List.of(kind)).all();
        try (var table = format.open(out)) {
            table.begin(GOODS.in(language), columns(fields, language));
            table.begin(
                    GUIDE.in(language),
                    List.of(
                            new TableWriter.Column("column", new LocalizedText("列", "Column").in(language), false),
                            new TableWriter.Column("meaning", new LocalizedText("说明", "Meaning").in(language), false)));
            for (var field : fields) {
                table.row(List.of(
                        Fields.title(field, language),
                        field.code().equals("product_type")
                                ? kind.code()
                                : field.help().in(language)));
            }
        }
    }

    private static List<TableWriter.Column> columns(List<Fields.Field> fields, Language language) {
        return fields.stream()
                .map(field -> new TableWriter.Column(field.code(), Fields.title(field, language), field.isNumber()))
                .toList();
    }

    private static void write(Product product, List<Fields.Field> fields, TableWriter table) throws IOException {
        var whole = cells(product);
        for (var variant : product.variants()) {
            var cells = new HashMap<>(whole);
            cells.putAll(cells(variant));
            var row = new ArrayList<String>();
            fields.forEach(field -> row.add(cells.getOrDefault(field.code(), "")));
            table.row(row);
        }
    }

    private static Map<String, String> cells(Product product) {
        var cells = new HashMap<String, String>();
        cells.put("key", product.key());
        cells.put("product_type", product.productType());
        cells.put("category", product.categoryCode());
        cells.put("handle", product.handle());
        cells.put("title_zh", product.title().zh());
        cells.put("title_en", Objects.requireNonNullElse(product.title().en(), ""));
        cells.put("description_zh", product.description().zh());
        cells.put(
                "description_en",
                Objects.requireNonNullElse(product.description().en(), ""));
        cells.put("origin", product.originCode());
        cells.put("keywords", product.keywords());
        cells.put(
                "media",
                product.media().stream()
                        .map(each -> GlobalId.of("med", each.media().id()))
                        .collect(Collectors.joining("|")));
        cells.put("status", product.status().name());
        cells.put("version", String.valueOf(product.version()));
        putAttributes(cells, product.attributes());
        return cells;
    }

    private static Map<String, String> cells(Variant variant) {
        var cells = new HashMap<String, String>();
        cells.put("sku", variant.sku());
        cells.put("price", variant.price().toMajor());
        cells.put("currency", variant.price().currency().getCurrencyCode());
        cells.put("unit", variant.unit());
        cells.put("net_weight_grams", Objects.toString(variant.netWeightGrams(), ""));
        cells.put("barcode", Objects.requireNonNullElse(variant.barcode(), ""));
        cells.put("min_quantity", String.valueOf(variant.minQuantity()));
        cells.put("quantity_step", String.valueOf(variant.quantityStep()));
        cells.put("case_pack", String.valueOf(variant.casePack()));
        cells.put("max_quantity", Objects.toString(variant.maxQuantity(), ""));
        cells.put("tiers", variant.tiers().stream().map(PriceTier::toText).collect(Collectors.joining("|")));
        putAttributes(cells, variant.attributes());
        return cells;
    }

    private static void putAttributes(Map<String, String> cells, Map<String, List<String>> attributes) {
        attributes.forEach((code, values) -> cells.put(Fields.ATTRIBUTES + code, String.join("|", values)));
    }
}
