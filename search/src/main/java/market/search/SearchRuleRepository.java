package market.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import market.catalog.ProductId;

/** The table of the operator's rules. */
@Singleton
class SearchRuleRepository {

    /** All of them are in the memory of every copy. */
    private static final int RULES_MAX = 5_000;

    private final JdbcOperations jdbc;

    SearchRuleRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    List<SearchRule> list() {
        return jdbc.prepareStatement("""
                SELECT kind, words, product_ids, alternatives, path, changed_by, changed_at
                  FROM search.rule
                 ORDER BY kind, words
                 LIMIT ?
                """, statement -> {
            statement.setInt(1, RULES_MAX);
            var rules = new ArrayList<SearchRule>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    rules.add(rule(rows));
                }
            }
            return rules;
        });
    }

    @Transactional
    void write(SearchRule rule) {
        jdbc.prepareStatement("""
                INSERT INTO search.rule (kind, words, product_ids, alternatives, path, changed_by, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, words) DO UPDATE
                   SET product_ids = excluded.product_ids,
                       alternatives = excluded.alternatives,
                       path = excluded.path,
                       changed_by = excluded.changed_by,
                       changed_at = excluded.changed_at
                """, statement -> {
            var connection = statement.getConnection();
            statement.setString(1, rule.kind().name());
            statement.setString(2, rule.words());
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "uuid",
                            rule.products().stream().map(ProductId::value).toArray()));
            statement.setArray(
                    4, connection.createArrayOf("text", rule.alternatives().toArray()));
            statement.setString(5, rule.path());
            statement.setObject(6, rule.changedBy());
            statement.setObject(7, rule.changedAt().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        });
    }

    @Transactional
    boolean remove(SearchRule.Kind kind, String words) {
        return jdbc.prepareStatement("DELETE FROM search.rule WHERE kind = ? AND words = ?", statement -> {
            statement.setString(1, kind.name());
            statement.setString(2, words);
            return statement.executeUpdate() == 1;
        });
    }

    private static SearchRule rule(ResultSet row) throws SQLException {
        return new SearchRule(
                SearchRule.Kind.valueOf(row.getString("kind")),
                row.getString("words"),
                Arrays.stream((UUID[]) row.getArray("product_ids").getArray())
                        .map(ProductId::new)
                        .toList(),
                List.of((String[]) row.getArray("alternatives").getArray()),
                row.getString("path"),
                row.getObject("changed_by", UUID.class),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
