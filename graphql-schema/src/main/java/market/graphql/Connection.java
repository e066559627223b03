package market.graphql;

import java.util.List;
import java.util.function.Function;
import market.kernel.Cursor;
import market.kernel.Slice;
import org.jspecify.annotations.Nullable;

/** A Relay connection page. Rooms that add facts to a page (facets, totals) wrap it in a record of their own. */
public record Connection(List<Edge> edges, PageInfo pageInfo) {

    /** One row and where it stands. */
    public record Edge(String cursor, Object node) {}

    /** Relay's page facts; paging is forward only. */
    public record PageInfo(
            boolean hasNextPage,
            boolean hasPreviousPage,
            @Nullable String startCursor,
            @Nullable String endCursor) {}

    public static <T> Connection of(Slice<T> slice, Paging paging, Function<? super T, Cursor> cursorOf) {
        var edges = slice.items().stream()
                .map(item -> new Edge(cursorOf.apply(item).encode(), item))
                .toList();
        return new Connection(
                edges,
                new PageInfo(
                        slice.hasNext(),
                        paging.after() != null,
                        edges.isEmpty() ? null : edges.getFirst().cursor(),
                        edges.isEmpty() ? null : edges.getLast().cursor()));
    }

    /** Pages a list that is whole in memory because it is bounded by design; a row that has left it begins no page. */
    public static <T> Connection ofWhole(List<T> all, Paging paging, Function<? super T, Cursor> cursorOf) {
        var from = 0;
        var after = paging.after();
        if (after != null) {
            from = all.stream()
                            .map(item -> cursorOf.apply(item).encode())
                            .toList()
                            .indexOf(after)
                    + 1;
            // Starting over instead would show a caller who reads to the end the same rows for ever.
            if (from == 0) {
                throw Refusal.badInput(List.of("after"), "is not a cursor of this list");
            }
        }
        var to = Math.min(all.size(), from + paging.first());
        return of(new Slice<>(all.subList(from, to), to < all.size()), paging, cursorOf);
    }
}
