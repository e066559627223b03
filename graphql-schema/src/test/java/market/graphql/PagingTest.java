package market.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import market.graphql.Refusal.Code;
import market.kernel.Cursor;
import market.kernel.Slice;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Pages and the cursors between them. */
class PagingTest {

    @Example
    void a_page_has_one_to_a_hundred_rows() {
        assertThat(new Paging(1, null).first()).isEqualTo(1);
        assertThat(new Paging(100, null).first()).isEqualTo(100);
        for (var first : new int[] {0, -1, 101, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            var refusal = catchThrowableOfType(Refusal.class, () -> new Paging(first, null));
            assertThat(refusal.code()).isEqualTo(Code.BAD_USER_INPUT);
            assertThat(refusal.field()).containsExactly("first");
            assertThat(refusal.text()).isEqualTo("first: must be between 1 and 100, not " + first);
        }
    }

    @Example
    void a_cursor_of_the_same_order_is_read() {
        var cursor = Cursor.of("price", "12.50", "p1").encode();

        assertThat(new Paging(10, null).after("price", 2)).isEqualTo(Optional.empty());
        assertThat(new Paging(10, cursor).after("price", 2)).contains(List.of("12.50", "p1"));
    }

    @Example
    void a_cursor_of_another_order_or_of_nothing_is_refused() {
        var cursor = Cursor.of("price", "12.50", "p1").encode();

        for (var paging : List.of(new Paging(10, ""), new Paging(10, "%%%"), new Paging(10, "bm9wZQ"))) {
            refused(paging, "price", 2);
        }
        refused(new Paging(10, cursor), "name", 2);
        refused(new Paging(10, cursor), "price", 1);
        refused(new Paging(10, cursor), "price", 3);
        refused(new Paging(10, cursor), "pric", 2);
    }

    @Example
    void values_that_cannot_be_read_are_refused() {
        var id = new UUID(0, 1);
        assertThat(new Paging(10, Cursor.of("id", id.toString()).encode()).after("id", 1, PagingTest::id))
                .contains(id);
        assertThat(new Paging(10, null).after("id", 1, PagingTest::id)).isEmpty();

        var tampered = new Paging(10, Cursor.of("id", "1 OR true").encode());

        var refusal = catchThrowableOfType(Refusal.class, () -> tampered.after("id", 1, PagingTest::id));
        assertThat(refusal.code()).isEqualTo(Code.BAD_USER_INPUT);
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> tampered.after("id", 1, values -> Instant.parse(values.getFirst())))
                        .field())
                .containsExactly("after");
    }

    @Property(tries = 200)
    void no_text_is_more_than_a_refused_cursor(@ForAll String text) {
        refused(new Paging(10, text), "price", 2);
    }

    @Property(tries = 200)
    void reading_page_by_page_shows_every_row_once(
            @ForAll @IntRange(min = 0, max = 60) int rows, @ForAll @IntRange(min = 1, max = 25) int first) {
        var all = IntStream.range(0, rows).boxed().toList();
        var seen = new ArrayList<Object>();
        var page = page(all, new Paging(first, null));
        seen.addAll(nodes(page));
        while (page.pageInfo().hasNextPage()) {
            assertThat(page.edges()).hasSize(first);
            page = page(all, new Paging(first, page.pageInfo().endCursor()));
            assertThat(page.pageInfo().hasPreviousPage()).isTrue();
            seen.addAll(nodes(page));
        }

        assertThat(seen).isEqualTo(all);
    }

    @Example
    void page_info_stands_at_the_ends_of_the_page() {
        var page = page(List.of(1, 2, 3), new Paging(2, null));

        assertThat(page.pageInfo())
                .isEqualTo(new Connection.PageInfo(
                        true,
                        false,
                        Cursor.of("row", "1").encode(),
                        Cursor.of("row", "2").encode()));
        assertThat(page(List.of(), new Paging(2, null)).pageInfo())
                .isEqualTo(new Connection.PageInfo(false, false, null, null));
    }

    @Example
    void after_the_last_row_comes_an_empty_page() {
        var page = page(List.of(1, 2), new Paging(2, Cursor.of("row", "2").encode()));

        assertThat(page.edges()).isEmpty();
        assertThat(page.pageInfo()).isEqualTo(new Connection.PageInfo(false, true, null, null));
    }

    @Example
    void a_row_that_is_not_in_the_list_is_no_place_to_go_on_from() {
        var refusal = catchThrowableOfType(
                Refusal.class,
                () -> page(List.of(1, 2), new Paging(2, Cursor.of("row", "9").encode())));

        assertThat(refusal.code()).isEqualTo(Code.BAD_USER_INPUT);
        assertThat(refusal.field()).containsExactly("after");
    }

    @Example
    void a_slice_of_a_longer_list_says_so() {
        var slice = Slice.of(List.of(1, 2, 3), 2);
        var page = Connection.of(slice, new Paging(2, null), row -> Cursor.of("row", String.valueOf(row)));

        assertThat(nodes(page)).isEqualTo(List.of(1, 2));
        assertThat(page.pageInfo().hasNextPage()).isTrue();
    }

    private static UUID id(List<String> values) {
        return UUID.fromString(values.getFirst());
    }

    private static void refused(Paging paging, String order, int values) {
        var refusal = catchThrowableOfType(Refusal.class, () -> paging.after(order, values));
        assertThat(refusal.code()).isEqualTo(Code.BAD_USER_INPUT);
        assertThat(refusal.field()).containsExactly("after");
    }

    private static Connection page(List<Integer> all, Paging paging) {
        return Connection.ofWhole(all, paging, row -> Cursor.of("row", String.valueOf(row)));
    }

    private static List<Object> nodes(Connection page) {
        return page.edges().stream().map(Connection.Edge::node).toList();
    }
}
