package market.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import market.kernel.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * One thing done to a batch: what, when, where and by whom, as EPCIS and NY/T 4712 tell it.
 *
 * @param inputs codes of the batches it was made of
 * @param outputs codes of the batches it became
 * @param source from whom it came in; null when it did not
 * @param destination to whom it went; null when it did not
 * @param quantity how much of it, in {@code unit}
 * @param documents numbers of certificates and reports that belong to it
 */
public record TraceEvent(
        TraceStep step,
        Instant at,
        String placeCode,
        String actor,
        LocalizedText description,
        List<String> inputs,
        List<String> outputs,
        @Nullable String source,
        @Nullable String destination,
        @Nullable BigDecimal quantity,
        @Nullable String unit,
        List<String> documents) {

    public TraceEvent {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        documents = List.copyOf(documents);
    }

    public TraceEvent(TraceStep step, Instant at, String placeCode, String actor, LocalizedText description) {
        this(step, at, placeCode, actor, description, List.of(), List.of(), null, null, null, null, List.of());
    }
}
