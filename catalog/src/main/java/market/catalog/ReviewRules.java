package market.catalog;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import market.kernel.Ids;
import market.kernel.MerchantId;
import market.merchants.Merchants;

/** Which goods the operator looks at before they are on sale; without a rule, none. Never remembered: a rule counts at once. */
@Singleton
public class ReviewRules {

    private static final int RULES_MAX = 1_000;

    private final JdbcOperations jdbc;
    private final Taxonomy taxonomy;
    private final Merchants merchants;
    private final Ids ids;

    ReviewRules(JdbcOperations jdbc, Taxonomy taxonomy, Merchants merchants, Ids ids) {
        this.jdbc = jdbc;
        this.taxonomy = taxonomy;
        this.merchants = merchants;
        this.ids = ids;
    }

    /** All that stood at one moment. */
    static final class InForce {

        private final List<ReviewRule> rules;
        private final Taxonomy taxonomy;

        private InForce(List<ReviewRule> rules, Taxonomy taxonomy) {
            this.rules = rules;
            this.taxonomy = taxonomy;
        }

        /** The rule of the merchant counts; without one, that of the nearest category. */
        boolean require(MerchantId merchant, String categoryCode) {
            var own = rules.stream()
                    .filter(rule -> merchant.equals(rule.merchant()))
                    .findFirst();
            return own.or(() -> nearest(categoryCode))
                    .map(ReviewRule::requiresReview)
                    .orElse(false);
        }

        private Optional<ReviewRule> nearest(String categoryCode) {
            return rules.isEmpty()
                    ? Optional.empty()
                    : taxonomy.path(categoryCode).reversed().stream()
                            .flatMap(category -> rules.stream()
                                    .filter(rule -> category.code().equals(rule.categoryCode())))
                            .findFirst();
        }
    }

    /** Those of merchants first, then those of categories in the order of their codes. */
    @Transactional(readOnly = true)
    public List<ReviewRule> list() {
        return jdbc.prepareStatement("""
                SELECT category_code, merchant_id, requires_review
                  FROM catalog.review_rule
                 ORDER BY category_code NULLS FIRST, merchant_id
                """, ReviewRules::read);
    }

    InForce inForce() {
        return new InForce(list(), taxonomy);
    }

    /** Counts from now on; goods that are on sale stay there. */
    @Transactional
    public SetRecordOutcome<ReviewRule> set(ReviewRule wanted, UUID person) {
        var category = wanted.categoryCode();
        if (category != null && taxonomy.category(category).isEmpty()) {
            return new SetRecordOutcome.Invalid<>(
                    List.of(new TypeFault("target.categoryCode", "没有这个类目", "there is no such category")));
        }
        var merchant = wanted.merchant();
        if (merchant != null && merchants.find(merchant).isEmpty()) {
            return new SetRecordOutcome.NotFound<>();
        }
        var rules = list();
        if (rules.size() >= RULES_MAX && rules.stream().noneMatch(rule -> isOfTheSame(rule, wanted))) {
            return new SetRecordOutcome.Invalid<>(List.of(
                    new TypeFault("target", "最多 " + RULES_MAX + " 条规则", "there are at most " + RULES_MAX + " rules")));
        }
        jdbc.prepareStatement(
                """
                INSERT INTO catalog.review_rule (id, category_code, merchant_id, requires_review, changed_by)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT ON CONSTRAINT
                """
                        + (category == null ? "review_rule_once_per_merchant" : "review_rule_once_per_category")
                        + " DO UPDATE SET requires_review = excluded.requires_review, changed_by = excluded.changed_by",
                statement -> {
                    statement.setObject(1, ids.next());
                    statement.setString(2, category);
                    statement.setObject(3, merchant == null ? null : merchant.value());
                    statement.setBoolean(4, wanted.requiresReview());
                    statement.setObject(5, person);
                    return statement.executeUpdate();
                });
        return new SetRecordOutcome.Set<>(wanted);
    }

    /** Takes the rule of the same category or merchant away; empty when there was none. */
    @Transactional
    public Optional<ReviewRule> remove(ReviewRule same) {
        return jdbc.prepareStatement("""
                DELETE FROM catalog.review_rule
                 WHERE category_code = ? OR merchant_id = ?
                RETURNING category_code, merchant_id, requires_review
                """, statement -> {
            var merchant = same.merchant();
            statement.setString(1, same.categoryCode());
            statement.setObject(2, merchant == null ? null : merchant.value());
            return read(statement).stream().findFirst();
        });
    }

    private static boolean isOfTheSame(ReviewRule one, ReviewRule other) {
        return Objects.equals(one.categoryCode(), other.categoryCode())
                && Objects.equals(one.merchant(), other.merchant());
    }

    private static List<ReviewRule> read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var rules = new ArrayList<ReviewRule>();
            while (rows.next()) {
                var merchant = rows.getObject("merchant_id", UUID.class);
                rules.add(new ReviewRule(
                        rows.getString("category_code"),
                        merchant == null ? null : new MerchantId(merchant),
                        rows.getBoolean("requires_review")));
            }
            return rules;
        }
    }
}
