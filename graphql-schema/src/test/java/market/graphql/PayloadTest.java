package market.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mutation answers with its entity or with reasons, never with both and never with neither. */
class PayloadTest {

    @Test
    void what_was_done_has_no_errors() {
        assertThat(Payload.of("order")).isEqualTo(new Payload("order", List.of(), List.of()));
        assertThat(Payload.of("cart", List.of("cut")).warnings()).isEqualTo(List.of("cut"));
    }

    @Test
    void what_was_refused_has_no_entity() {
        var refused = Payload.refused("blank", "taken");

        assertThat(refused.entity()).isNull();
        assertThat(refused.userErrors()).isEqualTo(List.of("blank", "taken"));
        assertThat(refused.warnings()).isEmpty();
        assertThat(Payload.refused(List.of("blank", "taken"))).isEqualTo(refused);
    }

    @Test
    void a_refusal_without_a_reason_cannot_be_made() {
        assertThatThrownBy(Payload::refused).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Payload.refused(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Payload(null, List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_deed_that_was_done_and_refused_cannot_be_made() {
        assertThatThrownBy(() -> new Payload("order", List.of("taken"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reasons_that_are_added_later_are_not_told() {
        var reasons = new ArrayList<>(List.of("blank"));

        var refused = Payload.refused(reasons);
        reasons.clear();

        assertThat(refused.userErrors()).isEqualTo(List.of("blank"));
    }
}
