package market.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A catalogue of any size, written straight into the database: goods of the data packs under the names of other places and
 * merchants, each with five variants and stock. The same for the same numbers, every time.
 */
final class ManyGoods {

    static final int VARIANTS = 5;
    private static final int MERCHANTS = 400;
    /** So many products at once keep the database's memory small. */
    private static final int STEP = 20_000;

    private static final String TEMPLATES = """
            CREATE TEMPORARY TABLE template AS
            SELECT row_number() OVER (ORDER BY p.key) - 1 AS number, count(*) OVER () AS of, p.*
              FROM catalog.product AS p
             WHERE p.status = 'LISTED' AND NOT starts_with(p.key, 'many-')
               AND NOT EXISTS (SELECT 1 FROM catalog.product_bar AS b WHERE b.product_id = p.id);
            CREATE TEMPORARY TABLE template_variant AS
            SELECT v.*, row_number() OVER (PARTITION BY v.product_id ORDER BY v.position) - 1 AS number,
                   count(*) OVER (PARTITION BY v.product_id) AS of
              FROM catalog.variant AS v
              JOIN template AS t ON t.id = v.product_id;
            CREATE TEMPORARY TABLE place AS
            SELECT row_number() OVER (ORDER BY code) - 1 AS number, count(*) OVER () AS of, code, left(name, 2) AS name
              FROM merchants.region
             WHERE level = 'COUNTY' AND length(name) = 3
            """;

    private final Connection connection;
    private int made;

    ManyGoods(Connection connection) throws SQLException {
        this.connection = connection;
        execute(TEMPLATES);
        execute(sellers());
        this.made = (int) count("catalog.product WHERE starts_with(key, 'many-')");
    }

    /** Makes as many as are wanting. */
    void upTo(int products) throws SQLException {
        while (made < products) {
            var next = Math.min(products, made + STEP);
            execute(goods(made, next));
            made = next;
        }
        // Else the database would do it by itself later, beside what is measured.
        for (var table : List.of("catalog.product", "catalog.variant", "inventory.stock")) {
            execute("VACUUM (ANALYZE) " + table);
        }
        execute("CHECKPOINT");
    }

    long count(String from) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String sellers() {
        return """
            INSERT INTO merchants.merchant (id, code, kind, name_zh, description_zh, region_code, licence_number,
                                            food_licence, standing, version)
            SELECT CAST(md5('merchant ' || m) AS uuid), 'many-' || m, 'ENTERPRISE', p.name || '土产公司' || m, '本地好货。',
                   p.code, '91110000MANY' || lpad(CAST(m AS text), 6, '0'), 'SC11434152429319', 'ACTIVE', 1
              FROM generate_series(0, %1$d - 1) AS m
              JOIN place AS p ON p.number = m * 37 %% p.of
            ON CONFLICT DO NOTHING;
            INSERT INTO inventory.location (id, merchant_id, code, name_zh, region_code)
            SELECT CAST(md5('location ' || m) AS uuid), CAST(md5('merchant ' || m) AS uuid), 'main', '总仓', p.code
              FROM generate_series(0, %1$d - 1) AS m
              JOIN place AS p ON p.number = m * 37 %% p.of
            ON CONFLICT DO NOTHING
            """.formatted(MERCHANTS);
    }

    private static String goods(int from, int to) {
        return """
            INSERT INTO catalog.product (id, merchant_id, key, handle, product_type, category_code, title_zh, title_en,
                                         description_zh, description_en, origin_code, attributes, image, keywords,
                                         status, version)
            SELECT CAST(md5('product ' || i) AS uuid), CAST(md5('merchant ' || i %% %3$d) AS uuid), 'many-' || i,
                   'many-' || i, t.product_type, t.category_code, p.name || t.title_zh || ' ' || i,
                   t.title_en || ' ' || i, t.description_zh || i, t.description_en || i, p.code, t.attributes, t.image,
                   t.keywords, 'LISTED', 1
              FROM generate_series(%1$d, %2$d - 1) AS i
              JOIN template AS t ON t.number = i %% t.of
              JOIN place AS p ON p.number = i * 7919 %% p.of;
            INSERT INTO catalog.variant (id, product_id, merchant_id, sku, position, attributes, price_minor, currency,
                                         net_weight_grams, unit, min_quantity, quantity_step, case_pack)
            SELECT CAST(md5('variant ' || i || ' ' || v) AS uuid), CAST(md5('product ' || i) AS uuid),
                   CAST(md5('merchant ' || i %% %3$d) AS uuid), 'MANY-' || i || '-' || v, v, tv.attributes,
                   (10 + (i * 31 + v * 17) %% 4000) * 100, 'CNY', tv.net_weight_grams, tv.unit, 1, 1, 1
              FROM generate_series(%1$d, %2$d - 1) AS i
             CROSS JOIN generate_series(0, %4$d - 1) AS v
              JOIN template AS t ON t.number = i %% t.of
              JOIN template_variant AS tv ON tv.product_id = t.id AND tv.number = v %% tv.of;
            INSERT INTO inventory.stock (variant_id, location_id, merchant_id, product_id, on_hand, committed, version)
            SELECT CAST(md5('variant ' || i || ' ' || v) AS uuid), CAST(md5('location ' || i %% %3$d) AS uuid),
                   CAST(md5('merchant ' || i %% %3$d) AS uuid), CAST(md5('product ' || i) AS uuid), (i + v) %% 50, 0, 1
              FROM generate_series(%1$d, %2$d - 1) AS i
             CROSS JOIN generate_series(0, %4$d - 1) AS v
            """.formatted(from, to, MERCHANTS, VARIANTS);
    }
}
