package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import market.kernel.MerchantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Kinds of goods that are defined and changed while goods of them are on sale. */
class DefiningKindsTest {

    private static final UUID PERSON = new UUID(1, 2);

    private final String code = WORLD.fresh("crayfish").replace('-', '_');
    private final MerchantId merchant = WORLD.merchant();

    @Test
    void goods_of_a_new_kind_are_checked_by_its_attributes_at_once() {
        var set = set(0, size(20, 80, false));

        assertThat(set).isInstanceOf(SetProductTypeOutcome.Set.class);
        assertThat(((SetProductTypeOutcome.Set) set).type().version()).isEqualTo(1);
        assertThat(write(Map.of("size", "45"), 0)).isInstanceOf(SetProductOutcome.Set.class);
        assertThat(write(Map.of("size", "95"), 1))
                .isEqualTo(new SetProductOutcome.Invalid(List.of(new AttributeFault(
                        null,
                        "attributes.size",
                        "\"95\" is not a number of GRM from 20 to 80",
                        "“95”不是以 GRM 为单位的数字，不小于 20，不大于 80"))));
    }

    @Test
    void what_goods_on_file_would_break_is_refused_and_they_are_told() {
        set(0, size(20, 80, false));
        var product = written(Map.of("size", "45"), 0);

        var outcome = set(1, size(50, 80, false));

        assertThat(outcome)
                .isEqualTo(new SetProductTypeOutcome.Narrowed(
                        List.of(new SetProductTypeOutcome.Breach(
                                product.id(),
                                List.of(new AttributeFault(
                                        null,
                                        "attributes.size",
                                        "\"45\" is not a number of GRM from 50 to 80",
                                        "“45”不是以 GRM 为单位的数字，不小于 50，不大于 80")))),
                        1));
        assertThat(set(1)).isInstanceOf(SetProductTypeOutcome.Narrowed.class);
        assertThat(WORLD.taxonomy.productType(code).orElseThrow().version()).isEqualTo(1);
        assertThat(WORLD.product(product.id())).isEqualTo(product);
    }

    @Test
    void narrowing_that_no_goods_break_and_widening_are_taken_and_the_goods_are_found_anew() {
        set(0, size(20, 80, false));
        var product = written(Map.of("size", "45"), 0);

        assertThat(set(1, size(40, 50, true))).isInstanceOf(SetProductTypeOutcome.Set.class);
        assertThat(set(2, size(1, 100, false), attribute("fresh", AttributeKind.BOOLEAN, null, null)))
                .isInstanceOf(SetProductTypeOutcome.Set.class);

        assertThat(WORLD.product(product.id()).version()).isEqualTo(product.version() + 2);
        assertThat(write(Map.of("size", "90", "fresh", "true"), product.version() + 2))
                .isInstanceOf(SetProductOutcome.Set.class);
    }

    @Test
    void the_later_of_two_operators_hears_of_the_version_and_nothing_is_lost() throws Exception {
        set(0, size(20, 80, false));
        List<Callable<SetProductTypeOutcome>> both =
                List.of(() -> set(1, size(10, 80, false)), () -> set(1, size(20, 90, false)));

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = executor.invokeAll(both).stream()
                    .map(DefiningKindsTest::got)
                    .toList();

            assertThat(outcomes)
                    .containsOnlyOnce(new SetProductTypeOutcome.VersionConflict(2))
                    .hasAtLeastOneElementOfType(SetProductTypeOutcome.Set.class);
        }
        assertThat(set(0, size(20, 80, false))).isEqualTo(new SetProductTypeOutcome.VersionConflict(2));
    }

    @Test
    void narrowing_and_writing_goods_at_the_same_time_never_leave_goods_that_break_their_kind() throws Exception {
        set(0, size(20, 80, false));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 1; round <= 10; round++) {
                var version = WORLD.taxonomy.productType(code).orElseThrow().version();
                var key = WORLD.fresh("race");
                var writing = executor.submit(() -> WORLD.products.set(new SetProduct(goods(key, "25"), 0)));
                var narrowing = executor.submit(() -> set(version, size(30, 80, false)));
                var isWritten = writing.get() instanceof SetProductOutcome.Set;
                var isNarrowed = narrowing.get() instanceof SetProductTypeOutcome.Set;

                assertThat(isWritten).isNotEqualTo(isNarrowed);
                if (isWritten) {
                    return;
                }
                set(version + 1, size(20, 80, false));
            }
        }
    }

    @Test
    void a_definition_that_is_wrong_by_itself_is_refused_with_every_place() {
        var faulty = new Attribute(
                "Size",
                AttributeKind.TEXT,
                AttributeLevel.PRODUCT,
                text("规格"),
                "GRM",
                false,
                true,
                true,
                false,
                BigDecimal.ONE,
                null,
                List.of(new AttributeChoice("A", text("甲"))));

        var outcome = set(0, faulty);

        assertThat(outcome).isInstanceOf(SetProductTypeOutcome.Invalid.class);
        assertThat(((SetProductTypeOutcome.Invalid) outcome).faults())
                .extracting(TypeFault::path)
                .containsExactly(
                        "attributes.0.code",
                        "attributes.0.unit",
                        "attributes.0.min",
                        "attributes.0.isVariantAxis",
                        "attributes.0.choices");
        assertThat(WORLD.taxonomy.productType(code)).isEmpty();
    }

    private static SetProductTypeOutcome got(Future<SetProductTypeOutcome> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private SetProductTypeOutcome set(int expectedVersion, Attribute... attributes) {
        return WORLD.types.set(new SetProductType(
                new ProductType(code, text("小龙虾"), "tea", List.of(attributes)), expectedVersion, PERSON));
    }

    private static Attribute size(int min, int max, boolean isRequired) {
        return new Attribute(
                "size",
                AttributeKind.MEASURE,
                AttributeLevel.PRODUCT,
                text("单只重量"),
                "GRM",
                isRequired,
                true,
                false,
                false,
                BigDecimal.valueOf(min),
                BigDecimal.valueOf(max),
                List.of());
    }

    private static Attribute attribute(
            String code, AttributeKind kind, @Nullable BigDecimal min, @Nullable BigDecimal max) {
        return new Attribute(
                code, kind, AttributeLevel.PRODUCT, text(code), null, false, false, false, false, min, max, List.of());
    }

    private Product written(Map<String, String> attributes, int expectedVersion) {
        var outcome = write(attributes, expectedVersion);
        assertThat(outcome).isInstanceOf(SetProductOutcome.Set.class);
        return ((SetProductOutcome.Set) outcome).product();
    }

    private SetProductOutcome write(Map<String, String> attributes, int expectedVersion) {
        var key = code.replace('_', '-');
        return WORLD.products.set(new SetProduct(goods(key, attributes), expectedVersion));
    }

    private UpsertProduct goods(String key, String size) {
        return goods(key, Map.of("size", size));
    }

    private UpsertProduct goods(String key, Map<String, String> attributes) {
        return new UpsertProduct(
                merchant,
                key,
                key,
                code,
                "tea",
                text("小龙虾"),
                text("鲜活。"),
                "341524",
                attributes,
                null,
                "",
                List.of(spec("sku-" + key, 4_800)));
    }
}
