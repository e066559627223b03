package market.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** A query with the rules by which goods are graded for it. */
record JudgedQuery(String kind, String text, GradingRule perfect, GradingRule good, GradingRule related) {

    static final int PERFECT = 3;
    static final int GOOD = 2;
    static final int RELATED = 1;

    static List<JudgedQuery> read(Path file) {
        return JudgedGoods.rows(file).stream()
                .map(row -> new JudgedQuery(
                        row.get("class"),
                        row.get("query"),
                        GradingRule.parse(row.get("perfect")),
                        GradingRule.parse(row.get("good")),
                        GradingRule.parse(row.get("related"))))
                .toList();
    }

    int grade(JudgedGoods goods) {
        if (perfect.holds(goods)) {
            return PERFECT;
        }
        if (good.holds(goods)) {
            return GOOD;
        }
        return related.holds(goods) ? RELATED : 0;
    }
}
