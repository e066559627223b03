package market.catalog;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Registers a batch with its events, found by its code. */
public record RegisterBatch(
        ProductId productId,
        String code,
        LocalDate producedOn,
        @Nullable LocalDate bestBefore,
        String originCode,
        List<TraceEvent> events) {}
