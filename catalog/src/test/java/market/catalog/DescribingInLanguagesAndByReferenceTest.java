package market.catalog;

import static market.catalog.CatalogWorld.WORLD;
import static market.catalog.CatalogWorld.spec;
import static market.catalog.CatalogWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import market.kernel.GlobalId;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attributes that are texts in every language, and attributes that refer to other goods of the merchant. */
class DescribingInLanguagesAndByReferenceTest {

    private static final UUID PERSON = new UUID(1, 2);

    private final String code = WORLD.fresh("stroller_part").replace('-', '_');
    private final MerchantId merchant = WORLD.merchant();

    @BeforeEach
    void define() {
        assertThat(set(0, care(true), fits())).isInstanceOf(SetProductTypeOutcome.Set.class);
    }

    @Test
    void a_text_in_languages_is_kept_by_language_and_its_change_is_told_by_language() {
        var key = WORLD.fresh("cover");
        var made = written(key, 0, Map.of("care.zh", "手洗", "care.en", "wash by hand"));

        assertThat(made.attributes()).isEqualTo(Map.of("care.zh", List.of("手洗"), "care.en", List.of("wash by hand")));
        assertThat(Attribute.text(made.attributes(), "care")).contains(new LocalizedText("手洗", "wash by hand"));

        var again = written(key, made.version(), Map.of("care.zh", "手洗"));

        assertThat(Attribute.text(again.attributes(), "care")).contains(text("手洗"));
        assertThat(WORLD.versions.of(List.of(made.id()), 1).get(made.id()))
                .singleElement()
                .satisfies(version -> assertThat(version.changes())
                        .extracting(EditOutcome.Change::field)
                        .containsExactly("attributes"));
    }

    @Test
    void a_text_without_chinese_one_that_is_too_long_and_a_language_nobody_reads_are_refused() {
        var key = WORLD.fresh("cover");

        assertThat(fields(write(key, 0, Map.of("care.en", "wash by hand")))).containsExactly("attributes.care.zh");
        assertThat(fields(write(key, 0, Map.of()))).containsExactly("attributes.care.zh");
        assertThat(fields(write(key, 0, Map.of("care.zh", "洗".repeat(501))))).containsExactly("attributes.care.zh");
        assertThat(fields(write(key, 0, Map.of("care.zh", "洗", "care.fr", "laver"))))
                .containsExactly("attributes.care.fr");
        assertThat(fields(write(key, 0, Map.of("care.zh", "洗", "care", "x")))).containsExactly("attributes.care");
        assertThat(WORLD.products.findByKey(merchant, key)).isEmpty();
    }

    @Test
    void a_reference_by_key_or_id_is_kept_as_the_id_of_the_merchants_own_product() {
        var stroller = written(WORLD.fresh("stroller"), 0, Map.of("care.zh", "擦拭"));
        var id = GlobalId.of("prd", stroller.id());
        var key = WORLD.fresh("cover");

        var byKey = written(key, 0, Map.of("care.zh", "手洗", "fits", stroller.key()));
        var byId = written(key, 1, Map.of("care.zh", "手洗", "fits", id));

        assertThat(byKey.attributes()).containsEntry("fits", List.of(id));
        assertThat(byId.attributes()).isEqualTo(byKey.attributes());
        assertThat(WORLD.taxonomy.productType(code).orElseThrow().references(byId.attributes()))
                .containsExactly(stroller.id());
    }

    @Test
    void goods_refer_neither_to_what_is_not_there_nor_to_others_goods_nor_to_themselves() {
        var foreign = WORLD.tea(WORLD.merchant());
        var key = WORLD.fresh("cover");
        var own = written(key, 0, Map.of("care.zh", "手洗"));

        for (var text : List.of(
                "no-such-key",
                GlobalId.of("prd", new UUID(7, 7)),
                GlobalId.of("prd", foreign.id()),
                foreign.key(),
                "",
                "\u0000",
                key,
                GlobalId.of("prd", own.id()))) {
            var outcome = write(key, 1, Map.of("care.zh", "手洗", "fits", text));

            assertThat(fields(outcome)).as(text).containsExactly("attributes.fits");
        }
        assertThat(WORLD.product(own.id())).isEqualTo(own);
    }

    @Test
    void edits_of_many_products_resolve_references_and_tell_those_that_lead_nowhere() {
        var stroller = written(WORLD.fresh("stroller"), 0, Map.of("care.zh", "擦拭"));
        var good = WORLD.fresh("good");
        var bad = WORLD.fresh("bad");

        var outcomes = WORLD.edits.apply(
                merchant,
                List.of(
                        edit(goods(good, Map.of("care.zh", "手洗", "fits", stroller.key()))),
                        edit(goods(bad, Map.of("care.zh", "手洗", "fits", good)))));
        var again = WORLD.edits.apply(
                merchant, List.of(edit(goods(good, Map.of("care.zh", "手洗", "fits", stroller.key())))));

        assertThat(outcomes.getFirst()).isInstanceOf(EditOutcome.Changed.class);
        assertThat(outcomes.getLast())
                .isInstanceOfSatisfying(
                        EditOutcome.Refused.class,
                        refused -> assertThat(refused.faults())
                                .extracting(AttributeFault::field)
                                .containsExactly("attributes.fits"));
        assertThat(WORLD.products.findByKey(merchant, good).orElseThrow().attributes())
                .containsEntry("fits", List.of(GlobalId.of("prd", stroller.id())));
        assertThat(WORLD.products.findByKey(merchant, bad)).isEmpty();
        assertThat(again).containsExactly(new EditOutcome.Unchanged());
    }

    @Test
    void what_goods_are_referred_to_by_stays_when_they_leave_the_shelf_and_when_the_kind_grows() {
        var stroller = written(WORLD.fresh("stroller"), 0, Map.of("care.zh", "擦拭"));
        var cover = written(WORLD.fresh("cover"), 0, Map.of("care.zh", "手洗", "fits", stroller.key()));
        WORLD.products.setStatus(new SetStatus(merchant, stroller.id(), ProductStatus.WITHDRAWN, stroller.version()));

        assertThat(set(1, care(true), fits(), plain("colour", AttributeKind.TEXT)))
                .isInstanceOf(SetProductTypeOutcome.Set.class);
        // Required is narrower, so that all goods are checked anew: the cover passes, the stroller does not.
        assertThat(set(2, care(true), required(fits())))
                .isInstanceOfSatisfying(
                        SetProductTypeOutcome.Narrowed.class,
                        narrowed -> assertThat(narrowed.goods())
                                .extracting(SetProductTypeOutcome.Breach::product)
                                .containsExactly(stroller.id()));
        assertThat(WORLD.product(cover.id()).attributes()).isEqualTo(cover.attributes());
    }

    @Test
    void a_plain_text_turns_into_neither_as_long_as_goods_say_it() {
        set(1, care(false), fits(), plain("colour", AttributeKind.TEXT));
        var stroller = written(WORLD.fresh("stroller"), 0, Map.of());
        var id = GlobalId.of("prd", stroller.id());
        var painted = written(WORLD.fresh("painted"), 0, Map.of("colour", id));

        for (var kind : List.of(AttributeKind.LOCALIZED_TEXT, AttributeKind.REFERENCE)) {
            assertThat(set(2, care(false), fits(), plain("colour", kind)))
                    .isInstanceOfSatisfying(
                            SetProductTypeOutcome.Narrowed.class,
                            narrowed -> assertThat(narrowed.goods())
                                    .extracting(SetProductTypeOutcome.Breach::product)
                                    .containsExactly(painted.id()));
        }
    }

    @Test
    void what_such_attributes_cannot_be_is_refused_at_its_place() {
        var faulty = set(
                1,
                new Attribute(
                        "care",
                        AttributeKind.LOCALIZED_TEXT,
                        AttributeLevel.VARIANT,
                        text("洗涤"),
                        null,
                        false,
                        true,
                        true,
                        true,
                        null,
                        null,
                        List.of()),
                new Attribute(
                        "fits",
                        AttributeKind.REFERENCE,
                        AttributeLevel.VARIANT,
                        text("适配"),
                        null,
                        false,
                        true,
                        true,
                        true,
                        null,
                        null,
                        List.of()));

        assertThat(faulty)
                .isInstanceOfSatisfying(
                        SetProductTypeOutcome.Invalid.class,
                        invalid -> assertThat(invalid.faults())
                                .extracting(TypeFault::path)
                                .containsExactly(
                                        "attributes.0.isFilterable",
                                        "attributes.0.isVariantAxis",
                                        "attributes.1.isVariantAxis",
                                        "attributes.1.isSearchable",
                                        "attributes.1.level"));
        assertThat(WORLD.taxonomy.productType(code).orElseThrow().version()).isEqualTo(1);
    }

    private SetProductTypeOutcome set(int expectedVersion, Attribute... attributes) {
        return WORLD.types.set(new SetProductType(
                new ProductType(code, text("推车配件"), "tea", List.of(attributes)), expectedVersion, PERSON));
    }

    private static Attribute care(boolean isRequired) {
        return of("care", AttributeKind.LOCALIZED_TEXT, isRequired, true, false);
    }

    private static Attribute fits() {
        return of("fits", AttributeKind.REFERENCE, false, false, true);
    }

    private static Attribute required(Attribute attribute) {
        return of(attribute.code(), attribute.kind(), true, attribute.isSearchable(), attribute.isFilterable());
    }

    private static Attribute plain(String code, AttributeKind kind) {
        return of(code, kind, false, false, false);
    }

    private static Attribute of(
            String code, AttributeKind kind, boolean isRequired, boolean isSearchable, boolean isFilterable) {
        return new Attribute(
                code,
                kind,
                AttributeLevel.PRODUCT,
                text(code),
                null,
                isRequired,
                isFilterable,
                false,
                isSearchable,
                null,
                null,
                List.of());
    }

    private Product written(String key, int expectedVersion, Map<String, String> attributes) {
        var outcome = write(key, expectedVersion, attributes);
        assertThat(outcome).isInstanceOf(SetProductOutcome.Set.class);
        return ((SetProductOutcome.Set) outcome).product();
    }

    private SetProductOutcome write(String key, int expectedVersion, Map<String, String> attributes) {
        return WORLD.products.set(new SetProduct(goods(key, attributes), expectedVersion));
    }

    private static List<String> fields(SetProductOutcome outcome) {
        assertThat(outcome).isInstanceOf(SetProductOutcome.Invalid.class);
        return ((SetProductOutcome.Invalid) outcome)
                .faults().stream().map(AttributeFault::field).toList();
    }

    private static ProductEdit edit(UpsertProduct goods) {
        return new ProductEdit(goods.key(), null, null, _ -> new ProductEdit.Edited(goods, null, List.of()));
    }

    private UpsertProduct goods(String key, Map<String, String> attributes) {
        return new UpsertProduct(
                merchant,
                key,
                key,
                code,
                "tea",
                text("推车配件"),
                text("耐用。"),
                "341524",
                attributes,
                null,
                "",
                List.of(spec("sku-" + key, 4_800)));
    }
}
