package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.local.testing.Drawings.jpeg;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

class SettingMediaTest {

    private final MerchantId merchant = WORLD.merchant();
    private final Product product = WORLD.tea(merchant);

    private static Media picture(MerchantId owner) {
        try {
            var made = WORLD.library.create(owner, WORLD.fresh("upload"), () -> jpeg(40, 30));
            return ((CreateMediaOutcome.Created) made).media();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SetMediaOutcome set(int version, PlacedMedia... media) {
        return WORLD.products.setMedia(new SetMedia(merchant, product.id(), List.of(media), version));
    }

    private static PlacedMedia placed(Media media, String zh, String en) {
        return new PlacedMedia(media.id(), new LocalizedText(zh, en));
    }

    private static List<MediaId> shown(Product product) {
        return product.media().stream().map(each -> each.media().id()).toList();
    }

    @Test
    void pictures_are_shown_in_the_order_that_was_set_and_lists_show_the_first() {
        var front = picture(merchant);
        var back = picture(merchant);

        set(1, placed(front, "正面", "Front"), new PlacedMedia(back.id(), null));
        set(2, new PlacedMedia(back.id(), null), placed(front, "正面", "Front"));

        var after = WORLD.product(product.id());
        assertThat(after.version()).isEqualTo(3);
        assertThat(after.media())
                .containsExactly(
                        new ProductMedia(back, null), new ProductMedia(front, new LocalizedText("正面", "Front")));
        assertThat(after.picture()).isEqualTo(back.widest().path());
        assertThat(WORLD.said(product.id())).containsExactly(1, 2, 3);
    }

    @Test
    void every_version_keeps_which_pictures_were_shown() {
        var front = picture(merchant);

        set(1, placed(front, "正面", "Front"));
        set(2);

        var changes = WORLD.versions.of(List.of(product.id()), 5).getOrDefault(product.id(), List.of());
        assertThat(changes.get(0).changes())
                .containsExactly(
                        new EditOutcome.Change(null, "media", front.id().value() + " 正面 Front", null));
        assertThat(changes.get(1).changes())
                .containsExactly(
                        new EditOutcome.Change(null, "media", null, front.id().value() + " 正面 Front"));
    }

    @Test
    void rewriting_a_product_leaves_its_pictures() {
        var front = picture(merchant);
        set(1, placed(front, "正面", "Front"));

        WORLD.products.set(
                new SetProduct(CatalogWorld.tea(merchant, product.key(), CatalogWorld.spec(product.key(), 2_000)), 2));

        assertThat(shown(WORLD.product(product.id()))).containsExactly(front.id());
    }

    @Test
    void pictures_of_others_and_unknown_ones_are_refused_by_their_place_and_nothing_changes() {
        var own = picture(merchant);
        set(1, new PlacedMedia(own.id(), null));

        var outcome = set(
                2,
                new PlacedMedia(picture(WORLD.merchant()).id(), null),
                new PlacedMedia(own.id(), null),
                new PlacedMedia(new MediaId(WORLD.ids.next()), null));

        assertThat(outcome).isEqualTo(new SetMediaOutcome.UnknownMedia(List.of(0, 2)));
        assertThat(WORLD.product(product.id()).version()).isEqualTo(2);
        assertThat(shown(WORLD.product(product.id()))).containsExactly(own.id());
    }

    @Test
    void a_product_of_somebody_else_is_not_found() {
        var other = WORLD.merchant();

        assertThat(WORLD.products.setMedia(new SetMedia(other, product.id(), List.of(), 1)))
                .isEqualTo(new SetMediaOutcome.NotFound());
        assertThat(WORLD.product(product.id()).version()).isEqualTo(1);
    }

    @Test
    void of_many_who_set_the_pictures_at_once_one_does_and_the_others_are_told() throws Exception {
        var pictures = IntStream.range(0, 6).mapToObj(_ -> picture(merchant)).toList();

        var outcomes = CatalogWorld.atOnce(
                6, number -> () -> set(1, new PlacedMedia(pictures.get(number).id(), null)));

        assertThat(outcomes.stream().filter(each -> each instanceof SetMediaOutcome.Set))
                .hasSize(1);
        assertThat(outcomes.stream().filter(new SetMediaOutcome.VersionConflict(2)::equals))
                .hasSize(5);
        var winner = outcomes.stream()
                .flatMap(each -> each instanceof SetMediaOutcome.Set set ? Stream.of(set) : Stream.empty())
                .findFirst()
                .orElseThrow();
        assertThat(shown(WORLD.product(product.id()))).isEqualTo(shown(winner.product()));
    }

    @Test
    void products_that_share_pictures_are_set_at_once_without_waiting_for_each_other_for_good() throws Exception {
        var pictures = IntStream.range(0, 8).mapToObj(_ -> picture(merchant)).toList();
        var products = IntStream.range(0, 8).mapToObj(_ -> WORLD.tea(merchant)).toList();

        var outcomes = CatalogWorld.atOnce(8, number -> () -> {
            var order = number % 2 == 0 ? pictures : pictures.reversed();
            var media =
                    order.stream().map(each -> new PlacedMedia(each.id(), null)).toList();
            var id = products.get(number).id();
            WORLD.products.setMedia(new SetMedia(merchant, id, media, 1));
            return WORLD.products.setMedia(new SetMedia(merchant, id, media.reversed(), 2));
        });

        assertThat(outcomes).allMatch(each -> each instanceof SetMediaOutcome.Set);
    }

    @Test
    void two_products_exchange_their_pictures_at_the_same_moment() throws Exception {
        var pictures = List.of(picture(merchant), picture(merchant));
        var products = List.of(WORLD.tea(merchant), WORLD.tea(merchant));
        for (var round = 0; round < 20; round++) {
            var version = round + 1;
            var shift = round;

            var outcomes = CatalogWorld.atOnce(
                    2,
                    number -> () -> WORLD.products.setMedia(new SetMedia(
                            merchant,
                            products.get(number).id(),
                            List.of(new PlacedMedia(
                                    pictures.get((number + shift) % 2).id(), null)),
                            version)));

            assertThat(outcomes).allMatch(each -> each instanceof SetMediaOutcome.Set);
        }
    }

    @Test
    void a_picture_that_is_swept_while_it_is_set_is_shown_or_refused_but_never_missing() throws Exception {
        for (var round = 0; round < 10; round++) {
            var teas = WORLD.tea(merchant);
            var old = picture(merchant);
            WORLD.write(
                    "UPDATE catalog.media SET needed_at = now() - interval '2 days' WHERE id = ?",
                    old.id().value());

            CatalogWorld.atOnce(
                    2,
                    number -> () -> number == 0
                            ? WORLD.library.deleteOld()
                            : WORLD.products.setMedia(
                                    new SetMedia(merchant, teas.id(), List.of(new PlacedMedia(old.id(), null)), 1)));

            var after = WORLD.product(teas.id());
            assertThat(Map.of(after.version(), after.media().size())).isIn(Map.of(1, 0), Map.of(2, 1));
            for (var each : after.media()) {
                assertThat(WORLD.pictures.find(each.media().widest().path())).isPresent();
            }
        }
    }
}
