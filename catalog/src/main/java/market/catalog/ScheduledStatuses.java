package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.kernel.Language;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;

/** At which moments products go on sale or off it by themselves: of each product, at most one of either. */
@Singleton
public class ScheduledStatuses {

    private static final Duration AHEAD_MAX = Duration.ofDays(5 * 366);

    private final ProductRepository repository;
    private final StatusDue due;
    private final Shelf shelf;
    private final Notices notices;
    private final Clock clock;

    ScheduledStatuses(ProductRepository repository, StatusDue due, Shelf shelf, Notices notices, Clock clock) {
        this.repository = repository;
        this.due = due;
        this.shelf = shelf;
        this.notices = notices;
        this.clock = clock;
    }

    /** The earliest first; products without any are left out. */
    @Transactional(readOnly = true)
    public Map<ProductId, List<ScheduledStatus>> of(Collection<ProductId> products) {
        return due.of(products).stream().collect(Collectors.groupingBy(ScheduledStatus::product));
    }

    /** Takes the place of what was scheduled for the same status before; guarded against lost updates. */
    @Transactional
    public SetRecordOutcome<Product> set(SetStatus command, Instant at) {
        var now = clock.instant();
        if (command.status() != ProductStatus.LISTED && command.status() != ProductStatus.WITHDRAWN) {
            return invalid("status", "只能预定上架或下架", "only LISTED and WITHDRAWN can be scheduled");
        }
        if (!at.isAfter(now) || at.isAfter(now.plus(AHEAD_MAX))) {
            return invalid("at", "须为五年内的将来时刻", "must lie ahead, within five years");
        }
        var version =
                repository.lock(command.product().value(), command.merchant().value());
        if (version.isEmpty()) {
            return new SetRecordOutcome.NotFound<>();
        }
        if (version.get() != command.expectedVersion()) {
            return new SetRecordOutcome.VersionConflict<>(version.get());
        }
        due.set(command.product(), command.status(), at.truncatedTo(ChronoUnit.MICROS));
        return new SetRecordOutcome.Set<>(product(command.product()));
    }

    /** Not found, too, when nothing was scheduled. */
    @Transactional
    public SetRecordOutcome<Product> cancel(MerchantId merchant, ProductId product, ProductStatus status) {
        return repository.lock(product.value(), merchant.value()).isPresent() && due.cancel(product, status)
                ? new SetRecordOutcome.Set<>(product(product))
                : new SetRecordOutcome.NotFound<>();
    }

    @Transactional(readOnly = true)
    List<ProductId> due(int limit) {
        return due.due(clock.instant(), limit);
    }

    /** Carries out the earliest change of a product that is due; false when there is none, or another copy was first. */
    @Transactional
    boolean carryOut(ProductId id) {
        var merchant = repository.merchantOf(id.value());
        if (merchant.isEmpty() || repository.lock(id.value(), merchant.get()).isEmpty()) {
            return false;
        }
        var taken = due.take(id, clock.instant());
        taken.ifPresent(change -> carryOut(product(id), change));
        return taken.isPresent();
    }

    private void carryOut(Product product, ScheduledStatus change) {
        if (change.status() == ProductStatus.WITHDRAWN && product.status() == ProductStatus.DRAFT) {
            return; // It never came on sale, so there is nothing to take off.
        }
        switch (shelf.put(product, change.status())) {
            case SetStatusOutcome.Set set -> {
                if (set.product().status() == ProductStatus.IN_REVIEW) {
                    tell(product, new LocalizedText("须先通过审核，现已提交审核", "it is in review first"));
                }
            }
            case SetStatusOutcome.Barred barred -> tell(product, reasons(barred.bars()));
            case SetStatusOutcome.NothingToSell _ -> tell(product, new LocalizedText("商品没有规格", "it has no variant"));
            case SetStatusOutcome.NoReviewNeeded _, SetStatusOutcome.NotFound _, SetStatusOutcome.VersionConflict _ ->
                throw new IllegalStateException("A scheduled change asks for none of this");
        }
    }

    private void tell(Product product, LocalizedText reason) {
        notices.tell(
                product.merchant(),
                Notice.Kind.SCHEDULE_FAILED,
                product.handle(),
                new LocalizedText(
                        "定时上架未能完成：" + reason.zh(), "It could not go on sale as scheduled: " + english(reason)));
    }

    private static LocalizedText reasons(List<ProductBar> bars) {
        return new LocalizedText(
                bars.stream().map(bar -> bar.reason().zh()).collect(Collectors.joining("；")),
                bars.stream().map(bar -> english(bar.reason())).collect(Collectors.joining("; ")));
    }

    private static String english(LocalizedText text) {
        return text.in(Language.EN);
    }

    private Product product(ProductId id) {
        return repository.findById(id.value()).orElseThrow().toProduct();
    }

    private static SetRecordOutcome<Product> invalid(String path, String zh, String en) {
        return new SetRecordOutcome.Invalid<>(List.of(new TypeFault(path, zh, en)));
    }
}
