package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import market.catalog.Batch;
import market.catalog.BatchRecalls;
import market.catalog.Batches;
import market.catalog.DigitalLink;
import market.catalog.Products;
import market.catalog.Recall;
import market.catalog.TraceEvent;
import market.catalog.Variant;
import market.checkout.RecallMessage;
import market.checkout.Recalls;
import market.graphql.Call;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.GlobalId;
import market.portal.RecallFields;
import market.portal.Scopes;
import org.jspecify.annotations.Nullable;

/** A merchant's batches, the way they took, and those that were called back. */
@Singleton
class MerchantBatches implements Resolvers {

    private static final String SCOPE = "products.read";

    private final Batches batches;
    private final Products products;
    private final Recalls recalls;
    private final BatchRecalls called;
    private final BatchMutations mutations;

    MerchantBatches(
            Batches batches, Products products, Recalls recalls, BatchRecalls called, BatchMutations mutations) {
        this.batches = batches;
        this.products = products;
        this.recalls = recalls;
        this.called = called;
        this.mutations = mutations;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("batch", this::batch)
                .query(
                        "recalls",
                        call -> RecallFields.page(
                                call,
                                (after, limit) -> called.pageOfMerchant(
                                        call.merchantUser().merchant(), after, limit)))
                .mutation("batchSet", mutations::set)
                .payload("BatchSetPayload", "batch")
                .mutation("traceEventAdd", mutations::addEvent)
                .payload("TraceEventAddPayload", "batch")
                .mutation("recallOpen", mutations::recall)
                .payload("RecallOpenPayload", "recall")
                .node("bat", this::find)
                .node("rcl", this::findRecall)
                .node("rco", this::findRecalledOrder)
                .field("Batch", Batch.class, "id", (batch, _) -> GlobalId.of("bat", batch.id()))
                .field("Batch", Batch.class, "productId", (batch, _) -> GlobalId.of("prd", batch.productId()))
                .field("Batch", Batch.class, "digitalLinkPath", (batch, _) -> digitalLink(batch))
                .field(
                        "TraceEvent",
                        TraceEvent.class,
                        "description",
                        (event, call) -> event.description().in(call.language()));
        new RecallFields(recalls).register(wiring);
    }

    @Nullable
    private Batch batch(Call call) {
        var code = call.arguments().text("code");
        return own(Optional.ofNullable(batches.findByCodes(List.of(code)).get(code)), call)
                .orElse(null);
    }

    private Optional<Batch> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return own(batches.find(id), call);
    }

    private Optional<Batch> own(Optional<Batch> found, Call call) {
        var merchant = call.merchantUser().merchant();
        return found.filter(batch -> products.find(batch.productId())
                .filter(product -> product.merchant().equals(merchant))
                .isPresent());
    }

    private Optional<Recall> findRecall(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        var merchant = call.merchantUser().merchant();
        return called.find(id).filter(recall -> recall.merchant().equals(merchant));
    }

    private Optional<RecallMessage> findRecalledOrder(UUID id, Call call) {
        return recalls.findMessage(id)
                .filter(message -> findRecall(message.recall(), call).isPresent());
    }

    private @Nullable String digitalLink(Batch batch) {
        return products.find(batch.productId()).stream()
                .flatMap(product -> product.variants().stream())
                .map(Variant::barcode)
                .filter(Objects::nonNull)
                .findFirst()
                .map(gtin -> DigitalLink.path(gtin, batch.code()))
                .orElse(null);
    }
}
