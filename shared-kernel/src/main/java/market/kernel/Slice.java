package market.kernel;

import java.util.List;
import java.util.function.Function;

/** One bounded page of a list, and whether anything follows it. */
public record Slice<T>(List<T> items, boolean hasNext) {

    public Slice {
        items = List.copyOf(items);
    }

    /** Makes a page of at most {@code limit} from rows that were read with {@code limit + 1}. */
    public static <T> Slice<T> of(List<T> rowsWithOneMore, int limit) {
        var hasNext = rowsWithOneMore.size() > limit;
        return new Slice<>(hasNext ? rowsWithOneMore.subList(0, limit) : rowsWithOneMore, hasNext);
    }

    public <R> Slice<R> map(Function<? super T, ? extends R> mapping) {
        return new Slice<>(items.stream().<R>map(mapping).toList(), hasNext);
    }
}
