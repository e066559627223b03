package market.catalog;

import java.time.Instant;
import market.kernel.LocalizedText;

/** One thing done to a batch: what, when, where and by whom. */
public record TraceEvent(TraceStep step, Instant at, String placeCode, String actor, LocalizedText description) {}
