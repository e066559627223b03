package market.portal;

import static market.portal.PortalWorld.WORLD;
import static market.portal.PortalWorld.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import market.graphql.Refusal;
import market.graphql.Surface;
import market.kernel.Actor;
import market.merchants.CredentialOwner;
import market.merchants.StaffRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldingScopesTest {

    private static final Duration LIFETIME = Duration.ofDays(30);

    private static void assertForbidden(Actor actor, String query, Object... variables) {
        assertThatThrownBy(() -> WORLD.merchant(actor, query, variables))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.FORBIDDEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ merchant { id } }",
                "{ products { edges { node { id } } } }",
                "{ product(by: { key: \"x\" }) { id } }",
                "{ locations { id } }",
                "{ stockLevels { edges { node { onHand } } } }",
                "{ orders { edges { node { id } } } }",
                "{ order(id: \"x\") { id } }",
                "{ settlementStatements { edges { node { id } } } }",
                "{ settlementStatement(id: \"x\") { id } }",
                "{ pavilion { id } }",
                "{ pavilionListings { edges { node { title } } } }"
            })
    void nothing_is_read_without_its_scope(String query) {
        assertForbidden(WORLD.seller(Set.of("webhooks.write")).user(), query);
    }

    @Test
    void stock_of_a_product_needs_the_scope_of_stock() {
        var seller = WORLD.seller(Set.of("products.read"));

        assertForbidden(
                seller.user(),
                "{ products { edges { node { variants { edges { node { stockLevels { onHand } } } } } } } }");
    }

    @Test
    void who_may_only_read_changes_nothing() {
        var seller = WORLD.seller(Set.of("products.read", "stock.read", "orders.read"));
        var order = WORLD.order(seller, "PAID");

        assertForbidden(
                seller.user(),
                "mutation ($v0: VariantPriceSetInput!) { variantPriceSet(input: $v0) { userErrors { code } } }",
                Map.of("variantId", seller.smallId(), "price", "1.00", "currency", "CNY", "expectedVersion", 1));
        assertForbidden(
                seller.user(),
                "mutation ($v0: StockAdjustInput!) { stockAdjust(input: $v0) { userErrors { code } } }",
                Map.of(
                        "changes",
                        List.of(Map.of("variantId", seller.smallId(), "locationId", seller.locationId(), "delta", "1")),
                        "reason",
                        "COUNT",
                        "idempotencyKey",
                        key()));
        assertForbidden(
                seller.user(),
                "mutation ($v0: FulfillmentCreateInput!) { fulfillmentCreate(input: $v0) { userErrors { code } } }",
                Map.of(
                        "orderId",
                        order,
                        "expectedVersion",
                        1,
                        "carrier",
                        "EMS",
                        "trackingNumber",
                        key(),
                        "idempotencyKey",
                        key()));

        assertThat(WORLD.products.find(seller.product()).orElseThrow().version())
                .isEqualTo(1);
        assertThat(WORLD.onHand(seller.small())).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mer", "prd", "var", "loc", "mor", "stm", "pav"})
    void a_node_needs_the_scope_of_its_kind_whether_it_exists_or_not(String prefix) {
        var seller = WORLD.seller(Set.of("webhooks.write"));

        var answer = WORLD.merchant(seller.user(), "query ($v0: ID!) { node(id: $v0) { id } }", WORLD.unknown(prefix));

        assertThat(answer.at("/data/node").isNull()).isTrue();
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    }

    @Test
    void a_key_is_known_on_the_surface_of_its_owner_only() {
        var seller = WORLD.seller();
        var curator = WORLD.staff.admit(null, "luan", "13900000001", "李馆长", StaffRole.CURATOR);
        var operator = WORLD.staff.admit(null, null, "13900000002", "赵运营", StaffRole.OPERATOR);
        var ofMerchant = issue(new CredentialOwner.OfMerchant(seller.merchant()));
        var ofCurator = issue(new CredentialOwner.OfCurator(curator, "luan"));
        var ofOperator = issue(new CredentialOwner.OfOperator(operator));

        assertThat(WORLD.authenticate(Surface.MERCHANT, ofMerchant))
                .singleElement()
                .isInstanceOfSatisfying(
                        Actor.MerchantUser.class,
                        user -> assertThat(user.merchant()).isEqualTo(seller.merchant()));
        assertThat(WORLD.authenticate(Surface.MERCHANT, ofCurator))
                .containsExactly(new Actor.Curator(curator, "luan", Set.of("products.read")));
        assertThat(WORLD.authenticate(Surface.OPERATOR, ofOperator))
                .containsExactly(new Actor.Operator(operator, Set.of("products.read")));
        assertThat(WORLD.authenticate(Surface.MERCHANT, ofOperator)).isEmpty();
        assertThat(WORLD.authenticate(Surface.OPERATOR, ofMerchant)).isEmpty();
        assertThat(WORLD.authenticate(Surface.OPERATOR, ofCurator)).isEmpty();
        assertThat(WORLD.authenticate(Surface.MERCHANT, UUID.randomUUID().toString()))
                .isEmpty();
    }

    private static String issue(CredentialOwner owner) {
        return WORLD.credentials.issue(
                owner, "test", Set.of("products.read"), WORLD.clock.instant().plus(LIFETIME));
    }
}
