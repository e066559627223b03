package market.search.text;

/** A stretch of a text, in UTF-16 units as programs count them; the end is not part of it. */
public record Mark(int start, int end) {}
