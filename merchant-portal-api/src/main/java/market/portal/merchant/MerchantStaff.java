package market.portal.merchant;

import jakarta.inject.Singleton;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.merchants.StaffRole;
import market.portal.StaffDesk;

/** How people of this surface sign in. */
@Singleton
class MerchantStaff implements Resolvers {

    private final StaffDesk desk;

    MerchantStaff(StaffDesk desk) {
        this.desk = desk;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        desk.register(wiring, StaffRole.Desk.MERCHANT);
    }
}
