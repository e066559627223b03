package market.inventory;

import jakarta.inject.Singleton;
import java.util.List;
import market.catalog.VariantId;
import market.kernel.MerchantId;

/** The stock of a flash sale: an earmark of its own, in the caller's transaction. */
@Singleton
class FlashShelf {

    private final Earmarks earmarks;
    private final StockBook book;
    private final LadderRepository ladders;
    private final StockRepository stock;

    FlashShelf(Earmarks earmarks, StockBook book, LadderRepository ladders, StockRepository stock) {
        this.earmarks = earmarks;
        this.book = book;
        this.ladders = ladders;
        this.stock = stock;
    }

    void takeTurn(MerchantId merchant) {
        book.takeTurn(merchant);
    }

    UnitStep step(VariantId variant) {
        return ladders.findByVariants(List.of(variant.value())).stream()
                .findFirst()
                .map(LadderRow::toStep)
                .orElseGet(() -> UnitStep.own(variant));
    }

    AdjustStockOutcome setAside(FlashSale sale) {
        return earmarks.move(new MoveEarmarks(
                sale.merchant(),
                null,
                List.of(new MoveEarmarks.Move(
                        sale.variant(), sale.product(), sale.location(), null, sale.channel(), sale.quantity()))));
    }

    /** By the pool that was set aside, wherever the variant stands on a ladder by now. */
    void giveBack(FlashSale sale) {
        earmarks.close(sale.merchant(), sale.channel(), List.of(sale.step().pool()));
    }

    /** Whole free pieces at the sale's place. */
    long free(FlashSale sale) {
        return stock.findByVariants(List.of(sale.variant().value())).stream()
                .map(StockRow::toLevel)
                .filter(level -> level.location().equals(sale.location()))
                .mapToLong(StockLevel::available)
                .sum();
    }
}
