package market.search;

/** What was given up so that a search which found nothing finds something. */
public enum Loosening {
    /** Any of the words was enough, and so was what sounds, looks or means alike. */
    WORDS,
    /** Category and filters were left out; merchant and pavilion never are. */
    FILTERS
}
