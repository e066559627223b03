package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.tea;
import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ways through the catalogue: the tree of goods, pages of products, offers, and what a pavilion shows. */
class BrowsingTest {

    @Test
    void the_tree_of_goods_is_walked_up_and_down() {
        var root = WORLD.fresh("food");
        var dry = category(root + "-dry", root, 2);
        var nuts = category(root + "-nuts", dry.code(), 1);
        var fresh = category(root + "-fresh", root, 1);
        WORLD.taxonomy.load(List.of(category(root, null, 3), dry, nuts, fresh), List.of());

        assertThat(WORLD.taxonomy.path(nuts.code()))
                .extracting(Category::code)
                .containsExactly(root, dry.code(), nuts.code());
        assertThat(WORLD.taxonomy.subtree(root)).containsExactlyInAnyOrder(root, dry.code(), nuts.code(), fresh.code());
        assertThat(WORLD.taxonomy.subtree(dry.code())).containsExactly(dry.code(), nuts.code());
        assertThat(WORLD.taxonomy.categories())
                .extracting(Category::code)
                .containsSubsequence(root, dry.code(), nuts.code());
        assertThat(WORLD.taxonomy.path("nothing")).isEmpty();
        assertThat(WORLD.taxonomy.subtree("nothing")).isEmpty();
        assertThat(WORLD.taxonomy.category("nothing")).isEmpty();
        assertThat(WORLD.taxonomy.productType("nothing")).isEmpty();
    }

    @Test
    void a_renewed_type_is_known_at_once_with_all_it_says() {
        var code = WORLD.fresh("type");
        var attribute = new Attribute(
                "altitude",
                AttributeKind.MEASURE,
                AttributeLevel.PRODUCT,
                text("海拔"),
                "MTR",
                true,
                true,
                false,
                true,
                new BigDecimal("0"),
                new BigDecimal("3000.5"),
                List.of(new AttributeChoice("A", text("甲"))));
        WORLD.taxonomy.load(List.of(), List.of(new ProductType(code, text("茶"), "tea", List.of())));
        assertThat(WORLD.taxonomy.productType(code).orElseThrow().attributes()).isEmpty();

        WORLD.taxonomy.load(List.of(), List.of(new ProductType(code, text("名茶"), "tea", List.of(attribute))));

        assertThat(WORLD.taxonomy.productType(code))
                .contains(new ProductType(
                        code,
                        text("名茶"),
                        "tea",
                        DeliveryKind.PARCEL,
                        ProductType.VOUCHER_VALID_DAYS,
                        List.of(attribute),
                        2));
    }

    @Test
    void a_merchants_products_are_paged_without_gaps() {
        var merchant = WORLD.merchant();
        var made = IntStream.range(0, 5).mapToObj(_ -> WORLD.tea(merchant)).toList();
        var read = new ArrayList<Product>();

        var page = WORLD.products.pageOfMerchant(merchant, Products.FIRST, 2);
        read.addAll(page.items());
        while (page.hasNext()) {
            page = WORLD.products.pageOfMerchant(
                    merchant, page.items().getLast().id(), 2);
            read.addAll(page.items());
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(made).doesNotHaveDuplicates();
    }

    @Test
    void offers_hold_the_variants_that_were_asked_for() {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");
        var made = WORLD.upserted(tea(merchant, key, spec(key + "a", 1_000), spec(key + "b", 2_000)));
        var other = WORLD.tea(merchant);
        var second = made.variants().get(1);
        var unknown = new VariantId(WORLD.ids.next());

        var offers = WORLD.products.findOffers(
                List.of(second, unknown, other.variants().getFirst().id()));

        assertThat(offers).containsOnlyKeys(second, other.variants().getFirst().id());
        var offer = Objects.requireNonNull(offers.get(second));
        assertThat(offer.variant().sku()).isEqualTo(key + "b");
        assertThat(offer.product().id()).isEqualTo(made.id());
        assertThat(offer.product().variants()).containsExactly(offer.variant());
        assertThat(WORLD.products.findOffers(List.of())).isEmpty();
        assertThat(WORLD.products.findAll(List.of())).isEmpty();
        assertThat(WORLD.products.findAll(List.of(other.id()))).containsOnlyKeys(other.id());
    }

    @Test
    void words_of_the_last_resort_are_taken_as_written() {
        var merchant = WORLD.merchant();
        var key = WORLD.fresh("tea");
        var word = "全100%_\\" + key;
        var command = tea(merchant, key, spec(key, 1_000));
        var id = WORLD.upserted(new UpsertProduct(
                        merchant,
                        key,
                        key,
                        "tea",
                        "tea",
                        text("毛峰 " + word),
                        text(""),
                        "34",
                        Map.of(),
                        null,
                        "",
                        command.variants()))
                .id();

        assertThat(found(word)).containsExactly(id);
        assertThat(found("  " + word + " ")).containsExactly(id);
        assertThat(found("全100__" + "_" + key)).isEmpty();
        assertThat(found("' OR true --")).isEmpty();
    }

    @Test
    void a_pavilion_shows_its_listings_in_its_own_order() {
        var handle = WORLD.fresh("pavilion");
        WORLD.pavilions.open(handle, text("六安馆"), text("六安"), "3415");
        var pavilion = WORLD.pavilions.findByHandle(handle).orElseThrow();
        var merchant = WORLD.merchant();
        var goods = IntStream.range(0, 4).mapToObj(_ -> WORLD.tea(merchant)).toList();
        for (var i = 0; i < 4; i++) {
            WORLD.pavilions.list(pavilion, goods.get(i), i < 2 ? 7 : 5 - i);
        }

        assertThat(listed(pavilion, 2))
                .containsExactly(
                        goods.get(3).id(),
                        goods.get(2).id(),
                        goods.get(0).id(),
                        goods.get(1).id());
        WORLD.pavilions.list(pavilion, goods.get(1), 0);
        assertThat(listed(pavilion, 3)).startsWith(goods.get(1).id());
        assertThat(WORLD.pavilions.find(pavilion.id())).contains(pavilion);
        assertThat(WORLD.pavilions.list()).contains(pavilion);
        assertThat(WORLD.said(goods.get(1).id())).containsExactly(1, 2, 3);
    }

    @Test
    void opening_a_pavilion_again_renews_it() {
        var handle = WORLD.fresh("pavilion");
        WORLD.pavilions.open(handle, text("六安馆"), text("六安"), "3415");
        var before = WORLD.pavilions.findByHandle(handle).orElseThrow();

        WORLD.pavilions.open(handle, text("六安特产馆"), text("六安"), "3415");

        assertThat(WORLD.pavilions.findByHandle(handle))
                .contains(new Pavilion(
                        before.id(),
                        handle,
                        text("六安特产馆"),
                        text("六安"),
                        "3415",
                        List.of(),
                        PavilionOrder.NEWEST,
                        2,
                        false));
    }

    private static List<ProductId> listed(Pavilion pavilion, int limit) {
        var ids = new ArrayList<ProductId>();
        var page = WORLD.pavilions.shelf(pavilion, Pavilions.After.BEGINNING, limit);
        page.items().forEach(listing -> ids.add(listing.product().id()));
        while (page.hasNext()) {
            page = WORLD.pavilions.shelf(
                    pavilion, Pavilions.After.of(page.items().getLast()), limit);
            page.items().forEach(listing -> ids.add(listing.product().id()));
        }
        return ids;
    }

    private static List<ProductId> found(String words) {
        return WORLD.products.searchPlainly(words, Products.FIRST, 10).items().stream()
                .map(Product::id)
                .toList();
    }

    private static Category category(String code, @Nullable String parent, int position) {
        return new Category(code, parent, text(code), new BigDecimal("0.0500"), position);
    }
}
