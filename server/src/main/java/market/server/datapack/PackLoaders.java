package market.server.datapack;

import jakarta.inject.Singleton;
import java.nio.file.Path;

/** The parts of a pack in the order in which they build on each other. */
@Singleton
final class PackLoaders {

    private final TaxonomyLoader taxonomy;
    private final GateLoader gates;
    private final MerchantLoader merchants;
    private final ProductLoader products;
    private final ProofLoader proofs;
    private final LadderLoader ladders;
    private final StockLoader stock;
    private final PavilionLoader pavilions;
    private final TradeLoader trade;

    PackLoaders(
            TaxonomyLoader taxonomy,
            GateLoader gates,
            MerchantLoader merchants,
            ProductLoader products,
            ProofLoader proofs,
            LadderLoader ladders,
            StockLoader stock,
            PavilionLoader pavilions,
            TradeLoader trade) {
        this.taxonomy = taxonomy;
        this.gates = gates;
        this.merchants = merchants;
        this.products = products;
        this.proofs = proofs;
        this.ladders = ladders;
        this.stock = stock;
        this.pavilions = pavilions;
        this.trade = trade;
    }

    void load(Path pack, LoadState state) {
        taxonomy.load(pack, state);
        gates.load(pack, state);
        merchants.load(pack, state);
        products.load(pack, state);
        proofs.load(pack, state);
        ladders.load(pack, state);
        stock.load(pack, state);
        pavilions.load(pack, state);
        trade.load(pack, state);
    }
}
