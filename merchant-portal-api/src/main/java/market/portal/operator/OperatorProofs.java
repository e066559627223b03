package market.portal.operator;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import market.catalog.CertificateForm;
import market.catalog.CertificateKinds;
import market.catalog.CertificateState;
import market.catalog.Certificates;
import market.catalog.FiledCertificate;
import market.catalog.ListingGate;
import market.catalog.ListingGates;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.merchants.Merchants;
import market.portal.FiledCertificateFields;
import market.portal.PageStart;
import market.portal.Scopes;

/** What proves goods, and what goods need: certificates, their kinds, and the gates of categories. */
@Singleton
class OperatorProofs implements Resolvers {

    private static final String SCOPE = "catalog.read";
    private static final String ORDER = "certificates";
    private static final ZoneId TRADE_ZONE = ZoneId.of("Asia/Shanghai");

    private final Certificates certificates;
    private final CertificateKinds kinds;
    private final ListingGates gates;
    private final Merchants merchants;
    private final ProofMutations mutations;
    private final Clock clock;

    OperatorProofs(
            Certificates certificates,
            CertificateKinds kinds,
            ListingGates gates,
            Merchants merchants,
            ProofMutations mutations,
            Clock clock) {
        this.certificates = certificates;
        this.kinds = kinds;
        this.gates = gates;
        this.merchants = merchants;
        this.mutations = mutations;
        this.clock = clock;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("certificates", this::page)
                .query("certificateKinds", _ -> kinds.list())
                .query("listingGates", _ -> gates.list())
                .mutation("certificateDecide", mutations::decide)
                .payload("CertificateDecidePayload", "certificate")
                .mutation("certificateKindSet", mutations::setKind)
                .payload("CertificateKindSetPayload", "certificateKind")
                .mutation("listingGateSet", mutations::setGate)
                .payload("ListingGateSetPayload", "listingGate")
                .mutation("listingGateRemove", mutations::removeGate)
                .payload("ListingGateRemovePayload", "code")
                .connection("CertificateConnection", "CertificateEdge")
                .node("crt", this::find)
                .type("ListingGateAttribute", ListingGate.Demand.class)
                .field(
                        "ListingGate",
                        ListingGate.class,
                        "reason",
                        (gate, call) -> gate.reason().in(call.language()))
                .field(
                        "CertificateKind",
                        CertificateForm.class,
                        "name",
                        (kind, call) -> kind.name().in(call.language()))
                .field(
                        "Certificate",
                        FiledCertificate.class,
                        "merchant",
                        (filed, _) -> merchants.find(filed.merchant()).orElse(null));
        FiledCertificateFields.register(wiring, kinds, () -> LocalDate.ofInstant(clock.instant(), TRADE_ZONE));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var state = call.arguments().choice("state", CertificateState.class);
        var order = ORDER + state;
        var after = paging.after(order, 1)
                .map(values -> PageStart.uuid(values.getFirst()))
                .orElse(Certificates.FIRST);
        return Connection.of(
                certificates.page(state, after, paging.first()),
                paging,
                filed -> Cursor.of(order, filed.certificate().id().toString()));
    }

    private Optional<FiledCertificate> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return certificates.find(id);
    }
}
