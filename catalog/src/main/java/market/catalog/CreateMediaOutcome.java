package market.catalog;

/** How taking a picture ended; all but {@link Created} stored nothing. */
public sealed interface CreateMediaOutcome {
    record Created(Media media) implements CreateMediaOutcome {}

    record Unfit(PictureFault fault) implements CreateMediaOutcome {}

    /** So many pictures are being made that this one found no place in time; it may be sent again in a moment. */
    record Busy() implements CreateMediaOutcome {}
}
