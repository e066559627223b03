package market.catalog;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;

/** The one way onto the shelf and off it: by hand, by the clock, and by the operator's decision. */
@Singleton
class Shelf {

    private final ProductRepository repository;
    private final ProductWriter writer;
    private final ListingGates gates;
    private final ReviewStore reviews;
    private final StatusDue due;

    Shelf(ProductRepository repository, ProductWriter writer, ListingGates gates, ReviewStore reviews, StatusDue due) {
        this.repository = repository;
        this.writer = writer;
        this.gates = gates;
        this.reviews = reviews;
        this.due = due;
    }

    /** By hand; guarded against lost updates. */
    @Transactional
    public SetStatusOutcome set(SetStatus command) {
        var version =
                repository.lock(command.product().value(), command.merchant().value());
        if (version.isEmpty()) {
            return new SetStatusOutcome.NotFound();
        }
        if (version.get() != command.expectedVersion()) {
            return new SetStatusOutcome.VersionConflict(version.get());
        }
        var before = product(command.product());
        var outcome = put(before, command.status());
        if (outcome instanceof SetStatusOutcome.Set set && set.product().status() != before.status()) {
            forgetSchedule(before.id(), command.status());
        }
        return outcome;
    }

    private void forgetSchedule(ProductId product, ProductStatus wanted) {
        switch (wanted) {
            case LISTED -> due.putOn(List.of(product));
            case DRAFT, WITHDRAWN -> due.takenOff(List.of(product));
            case IN_REVIEW -> {
                // Asked for ahead of the moment that is scheduled.
            }
        }
    }

    /**
     * In the caller's transaction.
     *
     * @param product locked, as it stands
     */
    SetStatusOutcome put(Product product, ProductStatus wanted) {
        return switch (wanted) {
            case DRAFT, WITHDRAWN ->
                new SetStatusOutcome.Set(wanted == product.status() ? product : move(product, wanted));
            case LISTED, IN_REVIEW -> putOn(product, wanted);
        };
    }

    private SetStatusOutcome putOn(Product product, ProductStatus wanted) {
        if (product.variants().isEmpty()) {
            return new SetStatusOutcome.NothingToSell();
        }
        if (product.status() == wanted && wanted == ProductStatus.LISTED) {
            return new SetStatusOutcome.Set(product);
        }
        var isToBeReviewed = product.status() != ProductStatus.LISTED && reviews.isNeeded(product);
        if (wanted == ProductStatus.IN_REVIEW && !isToBeReviewed) {
            return new SetStatusOutcome.NoReviewNeeded();
        }
        var status = isToBeReviewed ? ProductStatus.IN_REVIEW : ProductStatus.LISTED;
        if (status == product.status()) {
            return new SetStatusOutcome.Set(product);
        }
        var bars = gates.judge(product);
        return bars.isEmpty() ? new SetStatusOutcome.Set(move(product, status)) : new SetStatusOutcome.Barred(bars);
    }

    /** Whatever speaks against it; answers with the product as it is then. */
    Product move(Product product, ProductStatus status) {
        repository.setStatus(product.id().value(), status);
        writer.rewritten(product.id(), product.merchant());
        gates.review(List.of(product.id()));
        return product(product.id());
    }

    private Product product(ProductId id) {
        return repository.findById(id.value()).orElseThrow().toProduct();
    }
}
