package market.portal.operator;

import jakarta.inject.Singleton;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.merchants.StaffRole;
import market.portal.StaffDesk;

/** How people of this surface sign in. */
@Singleton
class OperatorStaff implements Resolvers {

    private final StaffDesk desk;

    OperatorStaff(StaffDesk desk) {
        this.desk = desk;
    }

    @Override
    public Surface surface() {
        return Surface.OPERATOR;
    }

    @Override
    public void register(Wiring wiring) {
        desk.register(wiring, StaffRole.Desk.OPERATOR);
        desk.registerIssuing(wiring);
    }
}
