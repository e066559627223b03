package market.inventory;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.inventory.AdjustStockOutcome.FaultKind;
import market.kernel.Outbox;

/** The steps of a flash sale's life, each one transaction. */
@Singleton
class FlashSaleDeeds {

    private final FlashSaleRepository repository;
    private final FlashPoolRepository pools;
    private final FlashPurchases purchases;
    private final FlashShelf shelf;
    private final Outbox outbox;
    private final Clock clock;

    FlashSaleDeeds(
            FlashSaleRepository repository,
            FlashPoolRepository pools,
            FlashPurchases purchases,
            FlashShelf shelf,
            Outbox outbox,
            Clock clock) {
        this.repository = repository;
        this.pools = pools;
        this.purchases = purchases;
        this.shelf = shelf;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    CreateFlashSaleOutcome create(FlashSaleId id, CreateFlashSale command) {
        shelf.takeTurn(command.merchant());
        if (repository.findOpenOf(command.variant().value()).isPresent()) {
            return new CreateFlashSaleOutcome.AlreadyOnSale();
        }
        var sale = new FlashSale(
                id,
                command.merchant(),
                command.product(),
                command.variant(),
                shelf.step(command.variant()),
                command.location(),
                command.quantity(),
                command.perBuyerLimit(),
                command.startsAt(),
                command.endsAt(),
                FlashSaleState.SCHEDULED,
                null);
        return switch (shelf.setAside(sale)) {
            case AdjustStockOutcome.Refused refused ->
                refused.faults().getFirst().kind() == FaultKind.NOT_FOUND
                        ? new CreateFlashSaleOutcome.NotFound()
                        : new CreateFlashSaleOutcome.NotEnough(shelf.free(sale));
            case AdjustStockOutcome.Adjusted _ -> {
                repository.insert(FlashSaleRow.of(sale));
                purchases.settle(List.of(sale));
                say(sale);
                yield new CreateFlashSaleOutcome.Created(sale);
            }
        };
    }

    @Transactional
    boolean start(FlashSale sale) {
        var isFirst = repository.start(sale.id().value(), clock.instant()) == 1;
        if (isFirst) {
            say(sale);
        }
        return isFirst;
    }

    /** True for the one who ended it, in whose transaction its rest became free; whatever dies, that is one or none. */
    @Transactional
    boolean end(FlashSaleId id) {
        if (repository.end(id.value(), clock.instant()) == 0) {
            return false;
        }
        var sale = repository.find(id.value()).orElseThrow().toSale();
        shelf.giveBack(sale);
        purchases.settle(List.of(sale));
        say(sale);
        return true;
    }

    Map<FlashSaleId, Long> left(Collection<FlashSale> sales) {
        return sales.isEmpty()
                ? Map.of()
                : pools
                        .findBySales(
                                sales.stream().map(sale -> sale.id().value()).toList())
                        .stream()
                        .collect(Collectors.toMap(
                                row -> new FlashSaleId(row.variantId()), row -> row.onHand() / row.baseUnits()));
    }

    private void say(FlashSale sale) {
        outbox.append(List.of(new FlashSaleChanged(sale.id(), sale.product(), sale.variant())));
    }
}
