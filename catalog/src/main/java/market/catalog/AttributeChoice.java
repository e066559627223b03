package market.catalog;

import market.kernel.LocalizedText;

/** One value of a choice attribute. */
public record AttributeChoice(String value, LocalizedText name) {}
