package market.portal.merchant;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import market.catalog.CertificateForm;
import market.catalog.CertificateKinds;
import market.catalog.Certificates;
import market.catalog.FiledCertificate;
import market.catalog.Notice;
import market.catalog.Notices;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.portal.FiledCertificateFields;
import market.portal.PageStart;
import market.portal.Scopes;

/** A merchant's certificates, and what it must know of them and of its goods. */
@Singleton
class MerchantCertificates implements Resolvers {

    private static final String SCOPE = "products.read";
    private static final String ORDER = "certificates";
    private static final String NOTICE_ORDER = "notices";
    private static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");

    private final Certificates certificates;
    private final CertificateKinds kinds;
    private final Notices notices;
    private final CertificateMutation mutation;
    private final Clock clock;

    MerchantCertificates(
            Certificates certificates,
            CertificateKinds kinds,
            Notices notices,
            CertificateMutation mutation,
            Clock clock) {
        this.certificates = certificates;
        this.kinds = kinds;
        this.notices = notices;
        this.mutation = mutation;
        this.clock = clock;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("certificates", this::page)
                .query("certificateKinds", _ -> kinds.list())
                .query("notices", this::notices)
                .mutation("certificateSubmit", mutation::submit)
                .payload("CertificateSubmitPayload", "certificate")
                .connection("CertificateConnection", "CertificateEdge")
                .connection("NoticeConnection", "NoticeEdge")
                .node("crt", this::find)
                .node("ntc", this::notice)
                .field("Notice", Notice.class, "id", (notice, _) -> GlobalId.of("ntc", notice.id()))
                .field(
                        "Notice",
                        Notice.class,
                        "text",
                        (notice, call) -> notice.text().in(call.language()))
                .field(
                        "CertificateKind",
                        CertificateForm.class,
                        "name",
                        (kind, call) -> kind.name().in(call.language()))
                .field(
                        "Certificate",
                        FiledCertificate.class,
                        "productIds",
                        (filed, _) -> filed.products().stream()
                                .map(product -> GlobalId.of("prd", product))
                                .toList());
        FiledCertificateFields.register(wiring, kinds, () -> LocalDate.ofInstant(clock.instant(), TRADE_ZONE));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var after = paging.after(ORDER, 1)
                .map(values -> PageStart.uuid(values.getFirst()))
                .orElse(Certificates.FIRST);
        return Connection.of(
                certificates.pageOfMerchant(call.merchantUser().merchant(), after, paging.first()),
                paging,
                filed -> Cursor.of(ORDER, filed.certificate().id().toString()));
    }

    private Connection notices(Call call) {
        var paging = call.paging();
        var before = paging.after(NOTICE_ORDER, 1)
                .map(values -> PageStart.uuid(values.getFirst()))
                .orElse(Notices.NEWEST);
        return Connection.of(
                notices.page(call.merchantUser().merchant(), before, paging.first()),
                paging,
                notice -> Cursor.of(NOTICE_ORDER, notice.id().toString()));
    }

    private Optional<FiledCertificate> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        var own = call.merchantUser().merchant();
        return certificates.find(id).filter(filed -> filed.merchant().equals(own));
    }

    private Optional<Notice> notice(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return notices.find(call.merchantUser().merchant(), id);
    }
}
