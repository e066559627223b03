package market.search;

/** What was given up so that a search which found nothing finds something. Filters never are: they were chosen, not typed. */
public enum Loosening {
    /** Any of the words was enough, and so was what sounds, looks or means alike. */
    WORDS
}
