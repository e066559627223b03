package market.search.text;

/** A stretch of normalised text that is analysed as one. */
sealed interface Piece {
    /** An unbroken run of Chinese characters. */
    record Chinese(String text) implements Piece {}

    /** A run of letters of any other script, or of letters and digits, without joiners. */
    record Word(String text) implements Piece {}

    record Numeric(String text) implements Piece {}

    /** A number with its unit, in the canonical unit. */
    record Measured(String token) implements Piece {}

    /** What may be a code, as written; its parts follow as pieces of their own. */
    record Code(String text) implements Piece {}
}
