package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import market.kernel.MerchantId;
import market.kernel.Slice;

/** Certificates of merchants for their goods. Only those that the operator verified count, and only while they are valid. */
@Singleton
public class Certificates {

    /** Sorts before every id. */
    public static final UUID FIRST = new UUID(0, 0);

    private final CertificateRepository repository;
    private final CertificateWriter writer;
    private final CertificateRules rules;
    private final ListingGates gates;
    private final ProductWriter products;
    private final Clock clock;

    Certificates(
            CertificateRepository repository,
            CertificateWriter writer,
            CertificateRules rules,
            ListingGates gates,
            ProductWriter products,
            Clock clock) {
        this.repository = repository;
        this.writer = writer;
        this.rules = rules;
        this.gates = gates;
        this.products = products;
        this.clock = clock;
    }

    public Optional<FiledCertificate> find(UUID id) {
        return repository.findById(id).map(FiledCertificateRow::toFiled);
    }

    /** A merchant's own, oldest first; start with {@link #FIRST}. */
    public Slice<FiledCertificate> pageOfMerchant(MerchantId merchant, UUID after, int limit) {
        return page(repository.pageOfMerchant(merchant.value(), after, limit + 1), limit);
    }

    /** Those of all merchants in a state, oldest first: what waits for the operator comes in the order it was submitted. */
    public Slice<FiledCertificate> page(CertificateState state, UUID after, int limit) {
        return page(repository.pageOfState(state.name(), after, limit + 1), limit);
    }

    private static Slice<FiledCertificate> page(List<FiledCertificateRow> rows, int limit) {
        return Slice.of(rows, limit).map(FiledCertificateRow::toFiled);
    }

    /**
     * Registers or renews a certificate that somebody has verified already, and adds goods of the same merchant to those it
     * covers.
     */
    @Transactional
    public UUID register(RegisterCertificate command) {
        if (!writer.areGoodsOf(command.merchant(), command.products())) {
            throw new IllegalArgumentException("A certificate covers goods of its merchant only");
        }
        var id = writer.register(command);
        writer.cover(id, command.products());
        tell(id, command.merchant());
        return id;
    }

    /**
     * A merchant submits a certificate, or one anew: it does not count until the operator has verified it, and one in force
     * counts until then.
     */
    @Transactional
    public SetRecordOutcome<FiledCertificate> submit(SubmitCertificate command) {
        products.takeTurn(turn(command.merchant(), command.kindCode(), command.number()));
        var current = repository
                .findSubmitted(command.merchant().value(), command.kindCode(), command.number())
                .map(FiledCertificateRow::toFiled);
        var version = current.map(FiledCertificate::version).orElse(0);
        if (version != command.expectedVersion()) {
            return new SetRecordOutcome.VersionConflict<>(version);
        }
        var faults = rules.faults(command);
        if (!faults.isEmpty()) {
            return new SetRecordOutcome.Invalid<>(faults);
        }
        var id = writer.submit(command);
        writer.uncover(id);
        writer.cover(id, command.products());
        return new SetRecordOutcome.Set<>(find(id).orElseThrow());
    }

    /** The operator verifies, rejects or revokes a certificate; goods that hang on it come or go in the same transaction. */
    @Transactional
    public SetRecordOutcome<FiledCertificate> decide(DecideCertificate command) {
        var known = find(command.certificate());
        if (known.isEmpty()) {
            return new SetRecordOutcome.NotFound<>();
        }
        var named = known.get().certificate();
        products.takeTurn(turn(known.get().merchant(), named.kindCode(), named.number()));
        var version = repository.lock(command.certificate());
        if (version.isEmpty()) {
            return new SetRecordOutcome.NotFound<>();
        }
        if (version.get() != command.expectedVersion()) {
            return new SetRecordOutcome.VersionConflict<>(version.get());
        }
        var before = find(command.certificate()).orElseThrow();
        var isAllowed = switch (command.state()) {
            case SUBMITTED, REPLACED -> false;
            case VERIFIED, REJECTED -> before.state() == CertificateState.SUBMITTED;
            case REVOKED -> before.state() == CertificateState.VERIFIED;
        };
        if (!isAllowed) {
            return new SetRecordOutcome.Invalid<>(List.of(new TypeFault(
                    "decision",
                    "当前状态 " + before.state() + " 下不能这样决定",
                    "a certificate that is " + before.state() + " cannot be so decided")));
        }
        if (command.state() == CertificateState.VERIFIED) {
            writer.replaceEarlier(before);
        }
        repository.decide(
                command.certificate(), command.state().name(), command.reason(), command.person(), clock.instant());
        tell(command.certificate(), before.merchant());
        return new SetRecordOutcome.Set<>(find(command.certificate()).orElseThrow());
    }

    /** One at a time submits, decides and charges what goes by one number: a renewal takes over what was used. */
    static String turn(MerchantId merchant, String kind, String number) {
        return "certificate " + merchant.value() + kind + number;
    }

    /** Whatever a certificate is shown on says so, and what hangs on it is judged anew. */
    void tell(UUID certificate, MerchantId merchant) {
        var covered = writer.covered(certificate);
        covered.forEach(product -> products.touch(product, merchant));
        gates.review(covered);
        gates.reviewLicensed(merchant);
    }
}
