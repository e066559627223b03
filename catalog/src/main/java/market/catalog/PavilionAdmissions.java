package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import market.kernel.Ids;
import market.kernel.MerchantId;
import market.kernel.Slice;
import org.jspecify.annotations.Nullable;

/** Whose goods pavilions may show, and at which fee: merchants apply, curators decide. */
@Singleton
public class PavilionAdmissions {

    private static final int TEXT_LENGTH_MAX = 500;

    private final PavilionAdmissionRepository repository;
    private final PavilionListingRepository listings;
    private final PavilionShelves shelves;
    private final PavilionTurns turns;
    private final ProductWriter writer;
    private final Ids ids;
    private final Clock clock;

    PavilionAdmissions(
            PavilionAdmissionRepository repository,
            PavilionListingRepository listings,
            PavilionShelves shelves,
            PavilionTurns turns,
            ProductWriter writer,
            Ids ids,
            Clock clock) {
        this.repository = repository;
        this.listings = listings;
        this.shelves = shelves;
        this.turns = turns;
        this.writer = writer;
        this.ids = ids;
        this.clock = clock;
    }

    public Optional<PavilionAdmission> find(UUID id) {
        return repository.findById(id).map(PavilionAdmissionRow::toAdmission);
    }

    /** In the order in which they were applied for; start with the id zero. */
    public Slice<PavilionAdmission> page(
            Pavilion pavilion, Set<PavilionAdmission.State> states, UUID after, int limit) {
        var wanted = states.stream().map(Enum::name).toList();
        var rows = repository.page(pavilion.id(), wanted, after, limit + 1);
        return Slice.of(rows, limit).map(PavilionAdmissionRow::toAdmission);
    }

    public Slice<PavilionAdmission> ofMerchant(MerchantId merchant, UUID after, int limit) {
        var rows = repository.pageOfMerchant(merchant.value(), after, limit + 1);
        return Slice.of(rows, limit).map(PavilionAdmissionRow::toAdmission);
    }

    /** What pavilions get of sales of admitted merchants; those that are not admitted are left out. */
    public Map<PavilionSeat, BigDecimal> fees(Collection<PavilionSeat> seats) {
        if (seats.isEmpty()) {
            return Map.of();
        }
        var handles = seats.stream().map(PavilionSeat::pavilion).distinct().toList();
        var merchants =
                seats.stream().map(seat -> seat.merchant().value()).distinct().toList();
        return repository.fees(handles, merchants).stream()
                .collect(Collectors.toMap(
                        row -> new PavilionSeat(row.handle(), new MerchantId(row.merchantId())),
                        AgreedFeeRow::feeRate));
    }

    /** An application that is open is rewritten, a merchant that is admitted stays so: repeating it is harmless. */
    @Transactional
    public SetRecordOutcome<PavilionAdmission> apply(ApplyToPavilion command) {
        var faults = new ArrayList<TypeFault>();
        checkFee("feeRate", command.offeredFee(), PavilionAdmission.FEE_MAX, faults);
        if (isTooLong(command.message())) {
            faults.add(textFault("message"));
        }
        if (!faults.isEmpty()) {
            return new SetRecordOutcome.Invalid<>(faults);
        }
        // Nobody decides meanwhile: what is open here stays open.
        turns.share();
        var pavilion = command.pavilion().id();
        var merchant = command.merchant().value();
        repository.apply(ids.next(), pavilion, merchant, command.offeredFee(), command.message(), clock.instant());
        var open = repository.findOpen(pavilion, merchant).orElseThrow();
        repository.applyAnew(open.id(), command.offeredFee(), command.message());
        return new SetRecordOutcome.Set<>(find(open.id()).orElseThrow());
    }

    @Transactional
    public DecideAdmissionOutcome decide(DecideAdmission command) {
        turns.takeAlone();
        var pavilion = command.pavilion().id();
        var current = find(command.admission())
                .filter(admission -> admission.pavilion().equals(pavilion));
        if (current.isEmpty()) {
            return new DecideAdmissionOutcome.NotFound();
        }
        if (current.get().version() != command.expectedVersion()) {
            return new DecideAdmissionOutcome.VersionConflict(current.get().version());
        }
        if (current.get().state() != command.decision().from()) {
            return new DecideAdmissionOutcome.WrongState();
        }
        var faults = faults(command, current.get());
        if (!faults.isEmpty()) {
            return new DecideAdmissionOutcome.Invalid(faults);
        }
        if (!write(command, current.get())) {
            // The merchant rewrote its application since it was read.
            return new DecideAdmissionOutcome.VersionConflict(
                    find(command.admission()).orElseThrow().version());
        }
        switch (command.decision()) {
            case ADMIT -> letRulesFind(command.pavilion());
            case REFUSE -> {}
            case END -> clear(pavilion, current.get().merchant());
        }
        return new DecideAdmissionOutcome.Decided(find(command.admission()).orElseThrow());
    }

    private boolean write(DecideAdmission command, PavilionAdmission current) {
        var isAdmitted = command.decision() == PavilionAdmission.Decision.ADMIT;
        var agreed = command.feeRate() == null ? current.offeredFee() : command.feeRate();
        return repository.decide(
                        current.id(),
                        command.decision().to(),
                        isAdmitted ? agreed : null,
                        isAdmitted ? null : command.reason(),
                        clock.instant(),
                        command.curator(),
                        command.expectedVersion())
                == 1;
    }

    /** Admits a merchant of whom a data pack lists goods, unless its curator has decided about it; tells whether it is admitted. */
    boolean admitListed(Pavilion pavilion, MerchantId merchant) {
        if (repository.admitFirst(ids.next(), pavilion.id(), merchant.value(), clock.instant()) == 1) {
            letRulesFind(pavilion);
        }
        return isAdmitted(pavilion, merchant);
    }

    /** Stays so until the transaction ends, if the caller has a share in the turn. */
    boolean isAdmitted(Pavilion pavilion, MerchantId merchant) {
        return !repository
                .admitted(List.of(pavilion.id()), List.of(merchant.value()))
                .isEmpty();
    }

    private void letRulesFind(Pavilion pavilion) {
        if (!pavilion.rules().isEmpty()) {
            shelves.beginReview(pavilion.id());
        }
    }

    private void clear(UUID pavilion, MerchantId merchant) {
        var goods = listings.productsOf(pavilion, merchant.value());
        listings.removeOf(pavilion, merchant.value());
        writer.touchAll(goods.stream().map(ProductId::new).toList());
    }

    private static List<TypeFault> faults(DecideAdmission command, PavilionAdmission current) {
        var faults = new ArrayList<TypeFault>();
        var fee = command.feeRate();
        var reason = command.reason();
        if (command.decision() == PavilionAdmission.Decision.ADMIT) {
            if (fee != null) {
                checkFee("feeRate", fee, current.offeredFee(), faults);
            }
        } else if (reason == null || isTooLong(reason)) {
            faults.add(textFault("reason"));
        }
        return faults;
    }

    private static void checkFee(String path, BigDecimal fee, BigDecimal most, List<TypeFault> faults) {
        if (!PavilionAdmission.isFee(fee, most)) {
            var bound = most.stripTrailingZeros().toPlainString();
            faults.add(new TypeFault(
                    path,
                    "须在 0 与 " + bound + " 之间，至多四位小数",
                    "must lie between 0 and " + bound + ", with at most four decimals"));
        }
    }

    private static boolean isTooLong(@Nullable String text) {
        return text != null && text.length() > TEXT_LENGTH_MAX;
    }

    private static TypeFault textFault(String path) {
        return new TypeFault(
                path, "须为 1 至 " + TEXT_LENGTH_MAX + " 个字符", "must have 1 to " + TEXT_LENGTH_MAX + " characters");
    }
}
