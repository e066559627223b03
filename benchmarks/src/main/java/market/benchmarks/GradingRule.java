package market.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which goods deserve a grade, in the language that {@code benchmarks/search/README.md} explains. */
final class GradingRule {

    private final List<List<Predicate<JudgedGoods>>> alternatives;

    private GradingRule(List<List<Predicate<JudgedGoods>>> alternatives) {
        this.alternatives = alternatives;
    }

    static GradingRule parse(String text) {
        return new GradingRule(Stream.of(text.split("\\|", -1))
                .map(String::strip)
                .filter(alternative -> !alternative.isEmpty())
                .map(alternative -> Stream.of(alternative.split(" +", -1))
                        .map(GradingRule::condition)
                        .toList())
                .toList());
    }

    boolean holds(JudgedGoods goods) {
        return alternatives.stream()
                .anyMatch(conditions -> conditions.stream().allMatch(condition -> condition.test(goods)));
    }

    private static Predicate<JudgedGoods> condition(String text) {
        if (text.startsWith("a:")) {
            return goods -> goods.attributes().contains(text.substring(2));
        }
        if (text.length() < 3) {
            throw new BenchmarkException("No condition: " + text);
        }
        var value = text.substring(2);
        return switch (text.substring(0, 2)) {
            case "t~" -> goods -> goods.titleZh().contains(value);
            case "e~" -> goods -> goods.titleEn().contains(value);
            case "k~" -> goods -> goods.keywords().contains(value);
            case "c=" -> goods -> goods.categories().contains(value);
            case "y=" -> goods -> goods.type().equals(value);
            case "o^" -> goods -> goods.origin().startsWith(value);
            case "m=" -> goods -> goods.merchant().equals(value);
            case "w=" -> goods -> goods.weights().contains(value);
            case "s=" -> goods -> goods.skus().contains(value);
            case "s^" -> goods -> isBegun(goods.skus(), value);
            case "b=" -> goods -> goods.barcodes().contains(value);
            default -> throw new BenchmarkException("No condition: " + text);
        };
    }

    private static boolean isBegun(Set<String> values, String beginning) {
        return values.stream().anyMatch(value -> value.startsWith(beginning));
    }
}
