package market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import market.catalog.Audience;
import market.catalog.ListTier;
import market.catalog.ListedPrice;
import market.catalog.PriceLists;
import market.catalog.ProductId;
import market.catalog.SetListPrices;
import market.catalog.SetListPricesOutcome;
import market.catalog.SetPriceList;
import market.kernel.Money;
import market.merchants.Standing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What changed in PostgreSQL is found, soon and in the right order. */
final class ProjectingProductsTest {

    private static final SearchWorld WORLD = new SearchWorld();
    /** Promised to be two seconds; the machine of a test has other things to do as well. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void a_new_product_and_its_new_price_are_found() {
        var id = sell("priced", "PR-1");
        findable("PR-1");

        WORLD.setPrice(id, "77.00");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(WORLD.search
                                .search(ListingQuery.of("PR-1").with(price(77_00L)))
                                .hits())
                        .extracting(hit ->
                                hit.product().variants().getFirst().price().minor())
                        .containsExactly(77_00L));
    }

    @Test
    void prices_of_a_list_for_everybody_are_found_from_its_moment_on_and_a_companys_never() {
        var id = sell("listed", "LI-1");
        findable("LI-1");
        var begins = Instant.now().plusSeconds(2);
        list(id, "COMPANY", new Audience(null, "合肥商行", null, null), null, 11_00);
        list(id, "SPRING", new Audience(null, null, null, null), begins, 77_00);
        await().atMost(SOON).until(() -> hasLists("LI-1", 2));
        assertThat(keysAt(11_00)).isEmpty();

        await().atMost(SOON.plusSeconds(2)).until(() -> keysAt(77_00).equals(List.of("listed")));

        assertThat(Instant.now()).isAfterOrEqualTo(begins);
        assertThat(keysAt(11_00)).isEmpty();
        assertThat(keysAt(100_00)).isEmpty();
        assertThat(priceOf("LI-1")).isEqualTo(100_00L);
    }

    private static List<String> keysAt(long minor) {
        return SearchWorld.keys(WORLD.search.search(ListingQuery.of("LI-1").with(price(minor))));
    }

    private static boolean hasLists(String sku, int count) {
        var hits = WORLD.index.search(ListingQuery.of(sku)).hits();
        return hits.getFirst().product().variants().getFirst().lists().size() == count;
    }

    private static void list(ProductId id, String code, Audience audience, @Nullable Instant from, long fen) {
        var lists = WORLD.bean(PriceLists.class);
        var by = UUID.randomUUID();
        var product = WORLD.products.find(id).orElseThrow();
        lists.set(new SetPriceList(product.merchant(), by, code, code, "CNY", audience, 0, from, null, 0));
        var made = lists.findByCode(product.merchant(), code).orElseThrow();
        var tier = new ListTier(1, Money.cny(fen), null, null);
        var row = new SetListPrices.Entry(
                product.variants().getFirst().id(), List.of(new ListedPrice.Version(null, List.of(tier))));
        assertThat(lists.setPrices(new SetListPrices(product.merchant(), by, made.id(), List.of(row), 1)))
                .isInstanceOf(SetListPricesOutcome.Set.class);
    }

    @Test
    void stock_that_came_is_seen() {
        sell("stocked", "SK-1");
        findable("SK-1");
        var inStock = ListingQuery.of("SK-1").with(new ListingFilter.InStock());
        assertThat(WORLD.search.search(inStock).hits()).isEmpty();

        WORLD.stock("SK-1", 1);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SearchWorld.keys(WORLD.search.search(inStock)))
                        .containsExactly("stocked"));
    }

    @Test
    void goods_are_found_by_where_they_are_sent_and_that_follows_their_merchant() {
        WORLD.merchant("local", "同城鲜食", "341502");
        WORLD.sell(SearchWorld.stroller("local-goods", "同城童车", null).of("local").variant("LO-1", "10.00", Map.of()));
        findable("LO-1");
        assertThat(sentTo("341502")).as("kept nowhere").isEmpty();

        WORLD.stock("LO-1", 3);
        await().atMost(SOON).until(() -> sentTo("110101").equals(List.of("local-goods")));

        Sending.to(WORLD, "local", "3415");
        await().atMost(SOON).until(() -> sentTo("110101").isEmpty());
        assertThat(sentTo("341502001")).containsExactly("local-goods");
        assertThat(sentTo("34")).as("a part of a province is not the province").isEmpty();
    }

    private static List<String> sentTo(String region) {
        return SearchWorld.keys(
                WORLD.search.search(ListingQuery.of("LO-1").with(new ListingFilter.DeliverableTo(region))));
    }

    @Test
    void goods_of_a_suspended_merchant_leave_and_come_back() {
        WORLD.merchant("closing", "六安临时商行", "341502");
        WORLD.sell(SearchWorld.stroller("closing-goods", "临时童车", null)
                .of("closing")
                .variant("CL-1", "10.00", Map.of()));
        findable("CL-1");

        WORLD.setStanding("closing", Standing.SUSPENDED);
        await().atMost(SOON).until(() -> WORLD.find("CL-1").isEmpty());

        WORLD.setStanding("closing", Standing.ACTIVE);
        findable("CL-1");
    }

    @Test
    void a_withdrawn_product_leaves() {
        var id = sell("withdrawn", "WD-1");
        findable("WD-1");

        WORLD.sql("UPDATE catalog.product SET status = 'WITHDRAWN' WHERE id = '" + id.value() + "'");
        WORLD.dirty.mark(List.of(id));

        await().atMost(SOON).until(() -> WORLD.find("WD-1").isEmpty());
    }

    @Test
    void a_late_write_changes_nothing_and_brings_nothing_back() {
        var id = sell("raced", "RC-1");
        findable("RC-1");
        var old = WORLD.reader.read(List.of(id)).getFirst();
        var early = WORLD.dirty.nextVersion();

        WORLD.setPrice(id, "55.00");
        WORLD.settled();
        var late = WORLD.index.write(List.of(new IndexWrite.Put(old, early)), Optional.empty());
        WORLD.settled();

        assertThat(late.refused()).isEmpty();
        assertThat(priceOf("RC-1")).isEqualTo(55_00L);

        WORLD.index.write(List.of(new IndexWrite.Remove(id, WORLD.dirty.nextVersion())), Optional.empty());
        WORLD.index.write(List.of(new IndexWrite.Put(old, early)), Optional.empty());
        WORLD.settled();

        assertThat(WORLD.index.search(ListingQuery.of("RC-1")).hits()).isEmpty();
    }

    @Test
    void a_late_part_changes_nothing_and_one_in_time_changes_prices_and_stock_but_no_text() {
        var id = sell("parted", "PT-1");
        findable("PT-1");
        var old = WORLD.reader.read(List.of(id)).getFirst();
        var early = WORLD.dirty.nextVersion();
        WORLD.setPrice(id, "55.00");
        WORLD.settled();

        write(new IndexWrite.Offer(old, early));
        assertThat(priceOf("PT-1")).isEqualTo(55_00L);

        write(new IndexWrite.Offer(old, WORLD.dirty.nextVersion()));
        assertThat(priceOf("PT-1")).isEqualTo(100_00L);
        assertThat(WORLD.find("测试童车")).contains("parted");

        write(new IndexWrite.Remove(id, WORLD.dirty.nextVersion()));
        write(new IndexWrite.Offer(old, WORLD.dirty.nextVersion()));
        assertThat(WORLD.index.search(ListingQuery.of("PT-1")).hits()).isEmpty();
    }

    @Test
    void a_part_of_goods_that_the_index_has_not_is_written_whole() {
        var id = sell("missed", "MS-1");
        findable("MS-1");
        var alias = WORLD.index.form().substring(0, WORLD.index.form().length() - 1);
        WORLD.elasticsearch.ask("DELETE", "/" + alias + "/_doc/" + id.value() + "?refresh=true", "");
        WORLD.settled();
        assertThat(WORLD.find("MS-1")).isEmpty();

        WORLD.setPrice(id, "66.00");

        findable("MS-1");
        assertThat(priceOf("MS-1")).isEqualTo(66_00L);
    }

    @Test
    void what_this_copy_remembers_gives_way_to_what_another_wrote_since() {
        var id = sell("raced", "RC-1");
        findable("RC-1");
        var alias = WORLD.index.form().substring(0, WORLD.index.form().length() - 1);
        WORLD.elasticsearch.ask(
                "POST",
                "/" + alias + "/_update/" + id.value() + "?refresh=true",
                "{\"doc\": {\"version\": " + Long.MAX_VALUE / 2 + "}}");
        var late = new IndexWrite.Remove(id, WORLD.dirty.nextVersion());

        write(late);

        assertThat(WORLD.find("RC-1")).containsExactly("raced");
    }

    @Test
    void who_found_nothing_finds_goods_as_soon_as_they_are_in_the_index() {
        sell("awaited", "AW-1");
        var wanted = ListingQuery.of("AW-1");

        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(SearchWorld.soon())
                .ignoreException(IndexAwayException.class)
                .until(() -> {
                    var isThere = WORLD.index.search(wanted).totalCount() == 1;
                    // Asked before as well: what was said then must not be said again.
                    var found = WORLD.find("AW-1");
                    if (isThere) {
                        assertThat(found).containsExactly("awaited");
                    }
                    return isThere;
                });
    }

    @Test
    void a_number_finds_its_article_and_not_what_is_named_after_it_unless_there_is_none() {
        sell("numbered", "QX77-40K");
        WORLD.sell(SearchWorld.stroller("lid", "遮阳棚 QX77 40K", null).variant("LID-1", "9.00", Map.of()));
        findable("QX77-40K");
        findable("LID-1");

        assertThat(WORLD.find("QX77-40K")).containsExactly("numbered");
        assertThat(WORLD.find("QX77-41K")).containsExactly("lid");
    }

    private static void write(IndexWrite write) {
        var outcome = WORLD.index.write(List.of(write), Optional.empty());
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.wanting()).isEmpty();
        WORLD.settled();
    }

    private static ProductId sell(String key, String sku) {
        return WORLD.sell(SearchWorld.stroller(key, "测试童车", "Test stroller").variant(sku, "100.00", Map.of()));
    }

    private static void findable(String sku) {
        await().atMost(SearchWorld.soon()).until(() -> WORLD.find(sku).size() == 1);
    }

    private static long priceOf(String sku) {
        var hits = WORLD.index.search(ListingQuery.of(sku)).hits();
        return hits.getFirst().product().variants().getFirst().price().minor();
    }

    private static ListingFilter price(long minor) {
        return new ListingFilter.Price(minor, minor, Currency.getInstance("CNY"));
    }

    @Test
    void the_audit_finds_what_the_index_has_otherwise_and_mends_it() {
        var id = WORLD.sell(SearchWorld.stroller("audited", "稽核童车", null).variant("AU-1", "10.00", Map.of()));
        WORLD.settled();
        var audit = WORLD.bean(IndexAudit.class);
        var before = new ProductId(
                new UUID(id.value().getMostSignificantBits(), id.value().getLeastSignificantBits() - 1));
        assertThat(audit.compare(before)).isEmpty();

        WORLD.index.write(List.of(new IndexWrite.Remove(id, WORLD.dirty.nextVersion())), Optional.empty());
        WORLD.settled();
        assertThat(WORLD.find("AU-1")).isEmpty();
        assertThat(audit.compare(before)).containsExactly(id);

        WORLD.settled();
        assertThat(WORLD.find("AU-1")).containsExactly("audited");
        assertThat(audit.compare(before)).isEmpty();
    }
}
