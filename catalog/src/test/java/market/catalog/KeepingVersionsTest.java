package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.tea;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import market.kernel.Money;
import org.junit.jupiter.api.Test;

/** Every version that somebody wrote is kept, whichever way it was written. */
class KeepingVersionsTest {

    private final MerchantId merchant = WORLD.merchant();
    private final String key = WORLD.fresh("tea");

    private Product set(int version, long fen) {
        var outcome = WORLD.products.set(new SetProduct(tea(merchant, key, spec("sku-" + key, fen)), version));
        assertThat(outcome).isInstanceOf(SetProductOutcome.Set.class);
        return ((SetProductOutcome.Set) outcome).product();
    }

    private List<String> history(ProductId product) {
        return WORLD.versions.of(List.of(product), 100).getOrDefault(product, List.of()).stream()
                .map(version -> version.version() + ": "
                        + version.changes().stream()
                                .map(change -> change.field() + " " + change.before() + " -> " + change.after())
                                .toList())
                .toList();
    }

    @Test
    void each_write_is_a_version_that_tells_what_it_changed() {
        var product = set(0, 1_000);
        var variant = product.variants().getFirst();
        WORLD.products.setPrice(new SetPrice(merchant, variant.id(), Money.cny(1_100), 1));
        WORLD.products.setTexts(new SetTexts(merchant, product.id(), new LocalizedText("新标题", null), null, null, 2));
        WORLD.products.setStatus(new SetStatus(merchant, product.id(), ProductStatus.LISTED, 3));
        var outcome = WORLD.edits.apply(
                merchant,
                List.of(new ProductEdit(
                        key, null, null, _ -> ProductEdit.Edited.of(tea(merchant, key, spec("sku-" + key, 1_200))))));
        assertThat(outcome).singleElement().isInstanceOf(EditOutcome.Changed.class);

        assertThat(history(product.id()))
                .hasSize(5)
                .contains("4: [status DRAFT -> LISTED]", "2: [price_minor 1000 -> 1100]", "1: []")
                .anyMatch(version -> version.startsWith("5: ") && version.contains("price_minor 1100 -> 1200"))
                .anyMatch(version -> version.startsWith("3: [title_zh ") && version.endsWith(" -> 新标题]"));
    }

    @Test
    void a_version_of_a_new_price_says_all_that_a_whole_one_says() {
        var product = set(0, 1_000);
        var variant = product.variants().getFirst().id();
        WORLD.products.setPrice(new SetPrice(merchant, variant, Money.cny(1_100), 1));
        set(2, 1_100);
        // Certificates and the like raise a version of which nothing is kept.
        WORLD.write(
                "UPDATE catalog.product SET version = 4 WHERE id = ?",
                product.id().value());
        WORLD.products.setPrice(new SetPrice(merchant, variant, Money.cny(1_200), 4));
        set(5, 1_200);

        assertThat(history(product.id()))
                .containsExactly(
                        "6: []", "5: [price_minor 1100 -> 1200]", "3: []", "2: [price_minor 1000 -> 1100]", "1: []");
    }

    @Test
    void the_beginning_and_the_end_of_a_pre_sale_are_versions() {
        var product = set(0, 1_000);
        var variant = product.variants().getFirst().id();
        var shipsFrom = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(30);
        var endsAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(7));
        WORLD.preSales.set(new SetPreSale(merchant, variant, new PreSale(shipsFrom, endsAt), 1));
        WORLD.products.setPrice(new SetPrice(merchant, variant, Money.cny(1_100), 2));
        WORLD.preSales.set(new SetPreSale(merchant, variant, null, 3));

        var end = endsAt.toString().replace('T', ' ').replace("Z", "");
        assertThat(history(product.id()))
                .containsExactly(
                        "4: [ships_from " + shipsFrom + " -> null, pre_sale_ends_at " + end + " -> null]",
                        "3: [price_minor 1000 -> 1100]",
                        "2: [ships_from null -> " + shipsFrom + ", pre_sale_ends_at null -> " + end + "]",
                        "1: []");
    }

    @Test
    void what_was_refused_is_no_version() {
        var product = set(0, 1_000);
        assertThat(WORLD.products.set(new SetProduct(tea(merchant, key, spec("sku-" + key, 2_000)), 9)))
                .isEqualTo(new SetProductOutcome.VersionConflict(1));

        assertThat(history(product.id())).containsExactly("1: []");
    }
}
