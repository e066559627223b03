package market.graphql;

import java.util.Optional;

/** Reads a document as the storefront would; what is wrong with it, if anything. Set apart because schemas know the rooms. */
public interface DocumentCheck {

    Optional<String> fault(String document);
}
