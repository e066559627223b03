package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import market.catalog.ListedPrice.Version;
import market.catalog.SetListPrices.Entry;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.jspecify.annotations.Nullable;

/** A tea at ten yuan, and short words for what price lists say of it. */
abstract class GoodsInLists {

    static final Audience EVERYBODY = new Audience(null, null, null, null);

    final UUID by = WORLD.ids.next();
    final MerchantId merchant = WORLD.merchant();
    final Product tea = WORLD.tea(merchant);
    final VariantId variant = tea.variants().getFirst().id();

    SetPriceList open(String code) {
        return spring(code, EVERYBODY, null, null);
    }

    SetPriceList spring(String code, Audience audience, @Nullable Instant from, @Nullable Instant until) {
        return new SetPriceList(merchant, by, code, "春季价", "CNY", audience, 0, from, until, 0);
    }

    static PriceList made(SetRecordOutcome<PriceList> outcome) {
        assertThat(outcome).isInstanceOf(SetRecordOutcome.Set.class);
        return ((SetRecordOutcome.Set<PriceList>) outcome).stored();
    }

    static void set(PriceList list, VariantId variant, List<Version> versions) {
        var version = list(list).version();
        assertThat(WORLD.lists.setPrices(new SetListPrices(
                        list.merchant(), WORLD.ids.next(), list.id(), List.of(new Entry(variant, versions)), version)))
                .isInstanceOf(SetListPricesOutcome.Set.class);
    }

    static List<Version> prices(long fen) {
        return List.of(new Version(null, tiers(fen)));
    }

    static List<ListTier> tiers(long fen) {
        return List.of(new ListTier(1, Money.cny(fen), null, null));
    }

    static Purchase by(String group, @Nullable String company, Instant at) {
        return new Purchase(group, company, Purchase.STOREFRONT, null, at);
    }

    static PriceList list(PriceList list) {
        return WORLD.lists.find(list.merchant(), list.id()).orElseThrow();
    }

    PriceListEntry entry(PriceList list) {
        return WORLD.lists.entry(merchant, list.id(), variant).orElseThrow();
    }

    static Variant current(Product product) {
        return WORLD.product(product.id()).variants().getFirst();
    }

    long unitPrice(Product product, Purchase purchase) {
        var found = product.equals(tea) ? current(product) : product.variants().getFirst();
        return Pricing.firstPrice(found, purchase).minor();
    }
}
