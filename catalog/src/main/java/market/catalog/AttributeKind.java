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
    BOOLEAN;

    public boolean isChoice() {
        return this == CHOICE || this == MULTI_CHOICE;
    }

    public boolean isNumber() {
        return this == WHOLE || this == DECIMAL || this == MEASURE;
    }
}
