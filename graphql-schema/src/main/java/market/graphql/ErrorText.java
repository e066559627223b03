package market.graphql;

import market.kernel.LocalizedText;

/**
 * A code of a user error with what people are told. Implemented by one enum per area; the engine does not start while a code
 * of the contract has no text in both languages.
 */
public interface ErrorText {

    LocalizedText text();
}
