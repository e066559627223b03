package market.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import market.kernel.GlobalId;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

/** What resolvers read from the arguments of a field. */
class InputTest {

    private static final UUID ID = UUID.fromString("0193562a-0000-7000-8000-000000000001");

    private enum Size {
        SMALL
    }

    @Example
    void values_come_as_the_types_they_are_meant_to_be() {
        var input = input(
                "text",
                "茶",
                "integer",
                3,
                "flag",
                true,
                "decimal",
                new BigDecimal("1.50"),
                "instant",
                Instant.EPOCH,
                "date",
                LocalDate.EPOCH,
                "choice",
                "SMALL",
                "id",
                GlobalId.of("prd", ID));

        assertThat(input.text("text")).isEqualTo("茶");
        assertThat(input.integer("integer")).isEqualTo(3);
        assertThat(input.flag("flag")).isTrue();
        assertThat(input.decimal("decimal")).isEqualTo(new BigDecimal("1.50"));
        assertThat(input.instant("instant")).isEqualTo(Instant.EPOCH);
        assertThat(input.date("date")).isEqualTo(LocalDate.EPOCH);
        assertThat(input.choice("choice", Size.class)).isEqualTo(Size.SMALL);
        assertThat(input.id("id", "prd")).contains(ID);
        assertThat(input.optionalText("text")).contains("茶");
        assertThat(input.optionalInteger("integer")).contains(3);
        assertThat(input.optionalDecimal("decimal")).contains(new BigDecimal("1.50"));
        assertThat(input.optionalInstant("instant")).contains(Instant.EPOCH);
    }

    @Example
    void left_out_is_not_the_same_as_null() {
        var input = input("cleared", null);

        assertThat(input.has("cleared")).isTrue();
        assertThat(input.isGiven("cleared")).isFalse();
        assertThat(input.has("unchanged")).isFalse();
        assertThat(input.isGiven("unchanged")).isFalse();
        for (var name : List.of("cleared", "unchanged")) {
            assertThat(input.optionalText(name)).isEmpty();
            assertThat(input.optionalInteger(name)).isEmpty();
            assertThat(input.optionalDecimal(name)).isEmpty();
            assertThat(input.optionalInstant(name)).isEmpty();
            assertThat(input.optionalObject(name)).isEmpty();
            assertThat(input.objects(name)).isEmpty();
            assertThat(input.texts(name)).isEmpty();
            assertThat(input.flag(name)).isFalse();
        }
    }

    @Example
    void what_must_be_there_is_missed_by_its_name() {
        var input = input();

        assertThatThrownBy(() -> input.text("title")).hasMessageContaining("title");
        assertThatThrownBy(() -> input.integer("first")).hasMessageContaining("first");
        assertThatThrownBy(() -> input.decimal("price")).hasMessageContaining("price");
        assertThatThrownBy(() -> input.object("input")).hasMessageContaining("input");
        assertThatThrownBy(() -> input("size", "HUGE").choice("size", Size.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void ids_of_other_types_and_of_nothing_are_unknown() {
        for (var id : List.of(GlobalId.of("var", ID), "", "prd_", "prd", ID.toString(), "prd_" + "0".repeat(27))) {
            assertThat(input("id", id).id("id", "prd")).as(id).isEmpty();
        }
    }

    @Example
    void quantities_are_whole_and_fit() {
        assertThat(input("quantity", new BigDecimal("3.000")).wholeNumber("quantity"))
                .contains(3L);
        assertThat(input("quantity", new BigDecimal("-9223372036854775808")).wholeNumber("quantity"))
                .contains(Long.MIN_VALUE);
        assertThat(input("quantity", new BigDecimal("0.5")).wholeNumber("quantity"))
                .isEmpty();
        assertThat(input("quantity", new BigDecimal("9223372036854775808")).wholeNumber("quantity"))
                .isEmpty();
    }

    @Example
    void every_member_knows_its_path() {
        var arguments = input("input", Map.of("lines", List.of(Map.of("quantity", "1"), Map.of("quantity", "2"))));
        var input = arguments.object("input");
        var second = input.objects("lines").get(1);

        assertThat(input.path()).containsExactly("input");
        assertThat(second.pathOf("quantity")).containsExactly("input", "lines", "1", "quantity");
        assertThat(second.text("quantity")).isEqualTo("2");
        assertThat(input("tags", List.of("a", "b")).texts("tags")).containsExactly("a", "b");
    }

    @Example
    void the_order_of_members_does_not_tell_inputs_apart() {
        var one = new LinkedHashMap<String, @Nullable Object>();
        one.put("b", List.of(Map.of("x", 1, "y", 2)));
        one.put("a", null);
        var other = new LinkedHashMap<String, @Nullable Object>();
        other.put("a", null);
        other.put("b", List.of(new TreeMap<>(Map.of("y", 2, "x", 1))));

        assertThat(new Input(one, List.of()).canonical()).isEqualTo(new Input(other, List.of()).canonical());
    }

    @Example
    void different_inputs_never_look_the_same() {
        assertThat(List.of(
                        input("a", "1"),
                        input("a", 1),
                        input("a", null),
                        input(),
                        input("a", "null"),
                        input("a", "1, b=2"),
                        input("a", "1", "b", "2"),
                        input("a", "1\", b=\"2"),
                        input("a", "1\\", "b", "2"),
                        input("a", List.of("1", "2")),
                        input("a", List.of("1, 2")),
                        input("a", List.of("1\", \"2")),
                        input("a", List.of(List.of("1"), "2")),
                        input("a", Map.of("b", "2")),
                        input("a", "{b=2}"),
                        input("a", List.of()),
                        input("a", "[]")))
                .extracting(Input::canonical)
                .doesNotHaveDuplicates();
    }

    @Property
    void texts_are_told_apart_from_pairs_of_texts(@ForAll String first, @ForAll @NotEmpty String second) {
        assertThat(input("a", first, "b", second).canonical())
                .isNotEqualTo(input("a", first + ", b=" + second).canonical())
                .isNotEqualTo(input("a", first + "\", b=\"" + second).canonical());
        assertThat(input("a", List.of(first, second)).canonical())
                .isNotEqualTo(input("a", List.of(first + ", " + second)).canonical())
                .isNotEqualTo(input("a", List.of(first + "\", \"" + second)).canonical());
    }

    @Example
    void an_empty_choice_of_keys_is_not_given() {
        var by = input("by", Map.of("handle", "tea")).object("by");

        assertThat(by.isGiven("handle")).isTrue();
        assertThat(by.isGiven("id")).isFalse();
        assertThat(Optional.of(by).map(Input::path)).contains(List.of("by"));
    }

    private static Input input(@Nullable Object... namesAndValues) {
        var values = new HashMap<String, @Nullable Object>();
        var rest = Arrays.asList(namesAndValues).iterator();
        while (rest.hasNext()) {
            values.put(String.valueOf(rest.next()), rest.next());
        }
        return new Input(values, List.of());
    }
}
