package market.graphql;

import java.util.List;
import java.util.UUID;

/** Registers the documents of one build of a front-end, all of them or none. */
public record RegisterDocuments(String client, List<Document> documents, UUID staff) {

    /** A document with the hash that its client will send. */
    public record Document(String sha256, String text) {}
}
