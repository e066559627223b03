package market.catalog;

/** What a typed attribute holds. */
public enum AttributeKind {
    TEXT,
    WHOLE,
    DECIMAL,
    /** A number in the attribute's unit. */
    MEASURE,
    CHOICE,
    MULTI_CHOICE,
    DATE,
    BOOLEAN,
    /** A text in each language, Chinese first. */
    LOCALIZED_TEXT,
    /** Another product of the same merchant, by its global id. */
    REFERENCE;

    public boolean isChoice() {
        return this == CHOICE || this == MULTI_CHOICE;
    }

    public boolean isNumber() {
        return this == WHOLE || this == DECIMAL || this == MEASURE;
    }

    /** What differs by language is no value that goods have in common. */
    public boolean canBeFilteredBy() {
        return this != LOCALIZED_TEXT;
    }

    /** What tells variants apart is the same to everybody, and never left out. */
    public boolean canTellVariantsApart() {
        return this != LOCALIZED_TEXT && this != REFERENCE;
    }

    /** Goods that others refer to are found by their own names. */
    public boolean canBeSearched() {
        return this != REFERENCE;
    }
}
