package market.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Ids and cursors as callers hold them: they come back as they went, and nothing else comes in. */
class NamingProperties {

    @Property
    void an_id_is_read_as_it_was_written(@ForAll long high, @ForAll long low) {
        var id = new UUID(high, low);

        var text = GlobalId.of("prd", id);

        assertThat(text).matches("prd_[0-7][0-9A-HJKMNP-TV-Z]{25}");
        assertThat(GlobalId.parse("prd", text)).contains(id);
        assertThat(GlobalId.parse("var", text)).isEmpty();
    }

    @Property
    void any_text_that_is_an_id_is_the_only_text_of_that_id(@ForAll String text) {
        GlobalId.parse("prd", text)
                .ifPresent(id -> assertThat(GlobalId.of("prd", id)).isEqualTo(text));
        GlobalId.parse("prd", "prd_" + text)
                .ifPresent(id -> assertThat(GlobalId.of("prd", id)).isEqualTo("prd_" + text));
    }

    @Example
    void the_shape_of_an_id_is_fixed() {
        assertThat(GlobalId.of("prd", new UUID(0, 0))).isEqualTo("prd_00000000000000000000000000");
        assertThat(GlobalId.of("prd", new UUID(-1, -1))).isEqualTo("prd_7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
        assertThat(GlobalId.of("ord", UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057")))
                .isEqualTo("ord_01H455VB4PEX5VSKNK084SN02Q");
    }

    @Example
    void malformed_ids_are_nobodys() {
        var malformed = List.of(
                "",
                "prd",
                "prd_",
                "prd_0000000000000000000000000",
                "prd_000000000000000000000000000",
                "prd_80000000000000000000000000",
                "prd_0000000000000000000000000U",
                "prd_0000000000000000000000000I",
                "prd_0000000000000000000000000a",
                "PRD_00000000000000000000000000",
                "prd-00000000000000000000000000",
                " prd_00000000000000000000000000",
                "prd_00000000000000000000000000\n",
                "00000000-0000-0000-0000-000000000000");

        assertThat(malformed)
                .allSatisfy(text -> assertThat(GlobalId.parse("prd", text)).isEmpty());
    }

    @Property
    void a_cursor_is_read_as_it_was_written(@ForAll @Size(min = 1, max = 4) List<String> values) {
        var cursor = new Cursor(
                "newest", values.stream().map(NamingProperties::printable).toList());

        assertThat(Cursor.parse(cursor.encode(), "newest", values.size())).contains(cursor);
    }

    /** Sort values are numbers, times, ids and names: no control characters and no halves of characters. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "");
    }

    @Property
    void no_text_is_so_odd_that_it_fails(@ForAll String text) {
        assertThat(Cursor.parse(text, "newest", 2)).isEmpty();
    }

    @Example
    void a_cursor_of_another_order_is_refused() {
        var cursor = Cursor.of("newest", "2026-11-22T00:00:00Z", "7").encode();

        assertThat(Cursor.parse(cursor, "newest", 2)).isPresent();
        assertThat(Cursor.parse(cursor, "cheapest", 2)).isEmpty();
        assertThat(Cursor.parse(cursor, "newest", 1)).isEmpty();
        assertThat(Cursor.parse(cursor, "newest", 3)).isEmpty();
        assertThat(Cursor.parse(cursor + "!", "newest", 2)).isEmpty();
        assertThat(Cursor.parse("", "newest", 0)).isEmpty();
    }
}
