package market.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * How well one answer served its query.
 *
 * @param ndcg nDCG@10
 * @param recall recall@50 of goods graded 2 or 3
 * @param isEmpty nothing was found although such goods exist
 */
record Judgement(JudgedQuery query, double ndcg, double recall, boolean isEmpty) {

    static final int DEPTH = 50;
    private static final int TOP = 10;

    /** Empty when no goods of the catalogue deserve more than grade 1. */
    static Optional<Judgement> of(JudgedQuery query, List<JudgedGoods> catalogue, List<String> answer) {
        var grades = new HashMap<String, Integer>();
        for (var goods : catalogue) {
            var grade = query.grade(goods);
            if (grade > 0) {
                grades.put(goods.handle(), grade);
            }
        }
        var wanted = grades.values().stream()
                .filter(grade -> grade >= JudgedQuery.GOOD)
                .count();
        if (wanted == 0) {
            return Optional.empty();
        }
        var best = grades.values().stream().sorted(Comparator.reverseOrder()).toList();
        var found = answer.stream()
                .map(handle -> grades.getOrDefault(handle, 0))
                .limit(DEPTH)
                .toList();
        var hits = found.stream().filter(grade -> grade >= JudgedQuery.GOOD).count();
        return Optional.of(new Judgement(
                query, gain(found) / gain(best), (double) hits / Math.min(DEPTH, wanted), answer.isEmpty()));
    }

    private static double gain(List<Integer> grades) {
        var sum = 0.0;
        for (var rank = 0; rank < Math.min(TOP, grades.size()); rank++) {
            sum += (Math.pow(2, grades.get(rank)) - 1) / (Math.log(rank + 2) / Math.log(2));
        }
        return sum;
    }

    static double meanNdcg(Collection<Judgement> judged) {
        return judged.stream().mapToDouble(Judgement::ndcg).average().orElse(0);
    }

    static double meanRecall(Collection<Judgement> judged) {
        return judged.stream().mapToDouble(Judgement::recall).average().orElse(0);
    }

    static double emptyShare(Collection<Judgement> judged) {
        return judged.stream()
                .mapToDouble(each -> each.isEmpty() ? 1 : 0)
                .average()
                .orElse(0);
    }
}
