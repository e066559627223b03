package market.portal.merchant;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import market.catalog.ProductType;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Refusal;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.portal.PageStart;
import market.portal.Scopes;
import market.portal.bulk.ProductExports;
import market.portal.bulk.ProductImport;
import market.portal.bulk.ProductImports;
import market.portal.bulk.TableFormat;
import market.portal.bulk.Uploads;

/** A merchant's files of goods. */
@Singleton
class MerchantImports implements Resolvers {

    private static final String SCOPE = "products.read";
    private static final String ORDER = "imports";
    private static final int FOUND_MAX = 100;

    private final ProductImports imports;
    private final ImportMutations mutations;
    private final String publicUrl;

    MerchantImports(
            ProductImports imports, ImportMutations mutations, @Value("${market.public-url:}") String publicUrl) {
        this.imports = imports;
        this.mutations = mutations;
        this.publicUrl = publicUrl;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("productImports", this::page)
                .query(
                        "productImport",
                        call -> call.arguments()
                                .id("id", "imp")
                                .flatMap(id -> own(id, call))
                                .orElse(null))
                .connection("ProductImportConnection", "ProductImportEdge")
                .node("imp", this::find)
                .type("ProductImportChange", ProductImport.FoundChange.class)
                .mutation("uploadCreate", mutations::createUpload)
                .payload("UploadCreatePayload", "upload")
                .mutation("productImportCreate", mutations::create)
                .payload("ProductImportCreatePayload", "productImport")
                .mutation("productImportApply", mutations::apply)
                .payload("ProductImportApplyPayload", "productImport")
                .mutation("productExportCreate", mutations::export)
                .payload("ProductExportCreatePayload", "export")
                .field(
                        "Upload",
                        Uploads.Link.class,
                        "id",
                        (link, _) -> GlobalId.of("upl", link.upload().id()))
                .field("Upload", Uploads.Link.class, "url", (link, _) -> publicUrl + "/uploads/" + link.secret())
                .field(
                        "Upload",
                        Uploads.Link.class,
                        "expiresAt",
                        (link, _) -> link.upload().expiresAt())
                .field(
                        "ProductExport",
                        ProductExports.Link.class,
                        "url",
                        (link, _) -> publicUrl + "/exports/" + link.secret())
                .field("ProductKind", ProductType.class, "templateUrl", this::template);
        importFields(wiring);
    }

    private void importFields(Wiring wiring) {
        wiring.field("ProductImport", ProductImport.class, "id", (work, _) -> GlobalId.of("imp", work.id()))
                .field("ProductImport", ProductImport.class, "reportUrl", this::report)
                .field(
                        "ProductImport",
                        ProductImport.class,
                        "faults",
                        (work, call) -> imports.faults(work.id(), limit(call)))
                .field(
                        "ProductImport",
                        ProductImport.class,
                        "changes",
                        (work, call) -> imports.changes(work.id(), limit(call)))
                .field(
                        "ProductImportFault",
                        ProductImport.FoundFault.class,
                        "reason",
                        (fault, call) -> fault.reason().in(call.language()));
        count(wiring, "rowsRead", ProductImport::rows);
        count(wiring, "productsTotal", ProductImport::products);
        count(wiring, "productsDone", ProductImport::done);
        count(wiring, "productsCreated", work -> work.counts().created());
        count(wiring, "productsChanged", work -> work.counts().changed());
        count(wiring, "productsUnchanged", work -> work.counts().unchanged());
        count(wiring, "productsRefused", work -> work.counts().refused());
        count(wiring, "productsForReview", work -> work.counts().forReview());
        count(wiring, "faultsFound", work -> work.counts().faults());
        count(wiring, "warningsFound", work -> work.counts().warnings());
        wiring.field(
                "ProductImportFault",
                ProductImport.FoundFault.class,
                "row",
                (fault, _) -> BigDecimal.valueOf(fault.row()));
    }

    private static void count(Wiring wiring, String field, ToLongFunction<ProductImport> count) {
        wiring.field(
                "ProductImport", ProductImport.class, field, (work, _) -> BigDecimal.valueOf(count.applyAsLong(work)));
    }

    private static int limit(Call call) {
        var first = call.arguments().integer("first");
        if (first < 1 || first > FOUND_MAX) {
            throw Refusal.badInput(List.of("first"), "must be between 1 and " + FOUND_MAX);
        }
        return first;
    }

    private String template(ProductType kind, Call call) {
        var format = call.arguments().choice("format", TableFormat.class);
        return publicUrl + "/templates/" + kind.code() + "." + format.ending() + language(call);
    }

    private String report(ProductImport work, Call call) {
        var format = call.arguments().choice("format", TableFormat.class);
        return publicUrl + "/imports/" + work.reportSecret() + "/report." + format.ending() + language(call);
    }

    private static String language(Call call) {
        return "?lang=" + call.language().tag();
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var before = paging.after(ORDER, 1)
                .map(values -> PageStart.uuid(values.getFirst()))
                .orElse(ProductImports.LAST);
        return Connection.of(
                imports.page(call.merchantUser().merchant(), before, paging.first()),
                paging,
                work -> Cursor.of(ORDER, work.id().toString()));
    }

    private Optional<ProductImport> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return own(id, call);
    }

    private Optional<ProductImport> own(UUID id, Call call) {
        return imports.find(id, call.merchantUser().merchant());
    }
}
