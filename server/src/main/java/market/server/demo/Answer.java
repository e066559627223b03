package market.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What the engine answered, read by JSON pointers such as {@code /product/variants/edges/0/node}. */
record Answer(JsonNode node) {

    Answer at(String pointer) {
        return new Answer(node.at(pointer));
    }

    /** The text, or what a number or a boolean looks like; empty where there is nothing. */
    String text(String pointer) {
        return node.at(pointer).asText("");
    }

    BigDecimal decimal(String pointer) {
        return new BigDecimal(text(pointer));
    }

    int whole(String pointer) {
        return node.at(pointer).asInt();
    }

    boolean isTrue(String pointer) {
        return node.at(pointer).asBoolean();
    }

    boolean isNothing(String pointer) {
        var found = node.at(pointer);
        return found.isMissingNode() || found.isNull();
    }

    List<Answer> list(String pointer) {
        return StreamSupport.stream(node.at(pointer).spliterator(), false)
                .map(Answer::new)
                .toList();
    }

    /** The nodes of a connection's edges. */
    List<Answer> nodes(String pointer) {
        return list(pointer + "/edges").stream().map(edge -> edge.at("/node")).toList();
    }

    /** The first member that fits; where there is none, an answer that holds nothing. */
    static Answer first(List<Answer> answers, Predicate<Answer> fits) {
        return answers.stream().filter(fits).findFirst().orElseGet(() -> new Answer(MissingNode.getInstance()));
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
