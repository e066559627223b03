package market.portal.operator;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Payload;
import market.graphql.RegisterDocuments;
import market.graphql.RegisterDocumentsOutcome;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.TrustedDocument;
import market.graphql.TrustedDocuments;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import market.portal.Scopes;
import market.portal.operator.OperatorUserError.Code;

/** Which operations the storefront's front-ends may send by hash alone. */
@Singleton
class OperatorDocuments implements Resolvers {

    private static final String SCOPE = "system.read";
    private static final int HASH_BYTES = 32;
    private static final String ORDER = "trusted-documents";
    private static final int CLIENT_LENGTH_MAX = 100;
    private static final int DOCUMENTS_MAX = 200;
    private static final LocalizedText WRONG_HASH =
            new LocalizedText("哈希值与文档不符", "The hash is not that of the document");
    private static final LocalizedText WRONG_DOCUMENT =
            new LocalizedText("文档不是有效的商城操作：", "The document is no valid operation of the storefront: ");

    private final TrustedDocuments documents;

    OperatorDocuments(TrustedDocuments documents) {
        this.documents = documents;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("trustedDocuments", this::page)
                .mutation("trustedDocumentsRegister", this::register)
                .mutation("trustedDocumentRemove", this::remove)
                .payload("TrustedDocumentsRegisterPayload", "documents")
                .payload("TrustedDocumentRemovePayload", "document")
                .field("TrustedDocument", TrustedDocument.class, "id", (document, _) -> id(document.sha256()))
                .pairNode("tdc", this::find)
                .connection("TrustedDocumentConnection", "TrustedDocumentEdge");
    }

    /** The hash is twice as long as an id of ours, so it is carried as a pair. */
    private static String id(String sha256) {
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(sha256));
        var first = new UUID(bytes.getLong(), bytes.getLong());
        return GlobalId.of("tdc", new GlobalId.Pair(first, new UUID(bytes.getLong(), bytes.getLong())));
    }

    private Optional<TrustedDocument> find(GlobalId.Pair id, Call call) {
        Scopes.require(call, SCOPE);
        var bytes = ByteBuffer.allocate(HASH_BYTES);
        for (var half : List.of(id.first(), id.second())) {
            bytes.putLong(half.getMostSignificantBits()).putLong(half.getLeastSignificantBits());
        }
        return documents.read(HexFormat.of().formatHex(bytes.array()));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 1).map(List::getFirst).orElse("");
        return Connection.of(
                documents.list(after, paging.first()), paging, document -> Cursor.of(ORDER, document.sha256()));
    }

    private Payload register(Call call) {
        var input = call.input();
        var client = input.text("client").strip();
        if (client.isEmpty() || client.length() > CLIENT_LENGTH_MAX) {
            return refused(Code.INVALID, call, "client");
        }
        var given = input.objects("documents");
        if (given.isEmpty() || given.size() > DOCUMENTS_MAX) {
            return refused(Code.INVALID, call, "documents");
        }
        var candidates = given.stream()
                .map(each -> new RegisterDocuments.Document(each.text("sha256"), each.text("document")))
                .toList();
        return switch (documents.register(
                new RegisterDocuments(client, candidates, call.operator().staff()))) {
            case RegisterDocumentsOutcome.Registered registered -> Payload.of(registered.documents());
            case RegisterDocumentsOutcome.Refused refused ->
                Payload.refused(refused.faults().stream()
                        .map(fault -> error(fault, call))
                        .toList());
        };
    }

    private Payload remove(Call call) {
        return documents
                .remove(call.input().text("sha256"))
                .map(Payload::of)
                .orElseGet(() -> refused(Code.NOT_FOUND, call, "sha256"));
    }

    private static OperatorUserError error(RegisterDocumentsOutcome.Fault fault, Call call) {
        var path = new ArrayList<>(call.input().pathOf("documents"));
        path.add(String.valueOf(fault.index()));
        path.add(fault.isHash() ? "sha256" : "document");
        var text = fault.isHash() ? WRONG_HASH : WRONG_DOCUMENT;
        return new OperatorUserError(Code.INVALID, path, text.in(call.language()) + fault.detail(), null);
    }

    private static Payload refused(Code code, Call call, String member) {
        return Payload.refused(OperatorUserError.of(code, call, member));
    }
}
