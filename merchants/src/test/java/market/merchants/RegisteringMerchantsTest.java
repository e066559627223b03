package market.merchants;

import static market.merchants.MerchantsWorld.WORLD;
import static market.merchants.MerchantsWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import market.kernel.LocalizedText;
import market.kernel.MerchantId;
import org.junit.jupiter.api.Test;

/** How merchants come into the register. */
class RegisteringMerchantsTest {

    @Test
    void a_new_merchant_may_sell() {
        var command = new RegisterMerchant(
                WORLD.code(),
                MerchantKind.FAMILY_FARM,
                new LocalizedText("王家农场", "Wang Family Farm"),
                text("高山茶农"),
                "34",
                WORLD.licence(),
                null);

        var merchant = WORLD.merchants.register(command);

        assertThat(merchant)
                .isEqualTo(new Merchant(
                        merchant.id(),
                        command.code(),
                        MerchantKind.FAMILY_FARM,
                        command.name(),
                        command.description(),
                        "34",
                        command.licenceNumber(),
                        null,
                        Standing.ACTIVE,
                        null,
                        1));
        assertThat(merchant.isActive()).isTrue();
        assertThat(WORLD.merchants.find(merchant.id())).contains(merchant);
        assertThat(WORLD.merchants.findByCode(command.code())).contains(merchant);
    }

    @Test
    void registering_again_changes_nothing() {
        var command = WORLD.command(WORLD.code(), "六安合作社");

        var first = WORLD.merchants.register(command);

        assertThat(WORLD.merchants.register(command)).isEqualTo(first);
        assertThat(WORLD.said(first.id())).containsExactly("1");
    }

    @Test
    void registering_again_renews_what_is_known_and_leaves_the_standing() {
        var code = WORLD.code();
        var before = WORLD.merchants.register(WORLD.command(code, "六安合作社"));
        WORLD.setStanding(before.id(), Standing.SUSPENDED, "证照过期", 1);

        var after = WORLD.merchants.register(WORLD.command(code, "六安茶叶合作社"));

        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.name()).isEqualTo(text("六安茶叶合作社"));
        assertThat(after.licenceNumber()).isNotEqualTo(before.licenceNumber());
        assertThat(after.standing()).isEqualTo(Standing.SUSPENDED);
        assertThat(after.suspensionReason()).isEqualTo("证照过期");
        assertThat(after.version()).isEqualTo(3);
        assertThat(WORLD.said(after.id())).containsExactly("1", "2", "3");
    }

    @Test
    void pages_show_a_renewed_merchant_at_once_where_it_was_renewed() {
        var before = WORLD.merchant();
        assertThat(WORLD.merchants.recallAll(List.of(before.id()))).isEqualTo(Map.of(before.id(), before));

        var after = WORLD.merchants.register(WORLD.command(before.code(), "新名"));

        assertThat(WORLD.merchants.recallAll(List.of(before.id()))).isEqualTo(Map.of(before.id(), after));
        WORLD.setStanding(before.id(), Standing.SUSPENDED, "证照过期", 2);
        assertThat(WORLD.merchants.recallAll(List.of(before.id())).values())
                .singleElement()
                .matches(merchant -> !merchant.isActive());
    }

    @Test
    void many_who_register_one_merchant_at_once_register_it_once() throws Exception {
        var code = WORLD.code();
        var licence = WORLD.licence();
        var number = new AtomicInteger();

        var registered = MerchantsWorld.atOnce(
                16,
                () -> WORLD.merchants.register(new RegisterMerchant(
                        code,
                        MerchantKind.ENTERPRISE,
                        text("公司 " + number.incrementAndGet()),
                        text("茶"),
                        "34",
                        licence,
                        null)));

        assertThat(registered)
                .extracting(Merchant::id)
                .containsOnly(registered.getFirst().id());
        assertThat(WORLD.texts("SELECT id FROM merchants.merchant WHERE code = ?", code))
                .hasSize(1);
    }

    @Test
    void a_licence_belongs_to_one_merchant() {
        var one = WORLD.merchant();
        var code = WORLD.code();
        var thief = new RegisterMerchant(
                code, one.kind(), text("别人"), text("茶"), "34", one.licenceNumber(), one.foodLicence());

        assertThatThrownBy(() -> WORLD.merchants.register(thief)).hasMessageContaining("merchant_licence_unique");

        assertThat(WORLD.merchants.findByCode(code)).isEmpty();
        assertThat(WORLD.merchants.find(one.id())).contains(one);
    }

    @Test
    void a_merchant_sits_in_a_known_region() {
        var code = WORLD.code();
        var nowhere =
                new RegisterMerchant(code, MerchantKind.ENTERPRISE, text("公司"), text("茶"), "99", WORLD.licence(), null);

        assertThatThrownBy(() -> WORLD.merchants.register(nowhere)).hasMessageContaining("merchant_region");
        assertThat(WORLD.merchants.findByCode(code)).isEmpty();
    }

    @Test
    void merchants_are_found_together_and_unknown_ones_are_left_out() {
        var one = WORLD.merchant();
        var two = WORLD.merchant();
        var unknown = new MerchantId(WORLD.ids.next());

        assertThat(WORLD.merchants.findAll(List.of(one.id(), unknown, two.id())))
                .isEqualTo(Map.of(one.id(), one, two.id(), two));
        assertThat(WORLD.merchants.findAll(List.of())).isEmpty();
        assertThat(WORLD.merchants.find(unknown)).isEmpty();
        assertThat(WORLD.merchants.findByCode("nobody")).isEmpty();
    }

    @Test
    void the_register_is_read_in_the_order_of_codes() {
        var one = WORLD.merchant();
        var two = WORLD.merchant();
        var three = WORLD.merchant();

        assertThat(WORLD.merchants.list(one.code(), 1)).containsExactly(two);
        assertThat(WORLD.merchants.list(one.code(), 100)).startsWith(two, three);
        assertThat(WORLD.merchants.list(one.code(), 0)).isEmpty();
    }

    @Test
    void people_are_admitted_once_per_phone_and_role() {
        var merchant = WORLD.merchant();
        var phone = "13900" + WORLD.code();

        var owner = WORLD.staff.admit(merchant.id(), null, phone, "王", StaffRole.OWNER);
        var again = WORLD.staff.admit(merchant.id(), null, phone, "王小明", StaffRole.OWNER);
        var curator = WORLD.staff.admit(null, "liuan", phone, "王小明", StaffRole.CURATOR);

        assertThat(again).isEqualTo(owner);
        assertThat(WORLD.staff.list())
                .filteredOn(person -> person.phone().equals(phone))
                .containsExactlyInAnyOrder(
                        new StaffMember(owner, merchant.id(), null, phone, "王小明", StaffRole.OWNER),
                        new StaffMember(curator, null, "liuan", phone, "王小明", StaffRole.CURATOR));
    }

    @Test
    void nobody_works_for_a_merchant_and_for_the_operator_in_one_role() {
        var merchant = WORLD.merchant();
        var phone = "13901" + WORLD.code();

        assertThatThrownBy(() -> WORLD.staff.admit(merchant.id(), null, phone, "王", StaffRole.OPERATOR))
                .hasMessageContaining("staff_of_merchant");
        assertThatThrownBy(() -> WORLD.staff.admit(null, null, phone, "王", StaffRole.CURATOR))
                .hasMessageContaining("staff_of_pavilion");
        assertThat(WORLD.staff.list()).noneMatch(person -> person.phone().equals(phone));
    }
}
