package market.local.alipay;

import java.util.List;

/**
 * Payments of several orders in one go; each stays a trade of its own.
 *
 * @param preOrderNo by which the buyer's device asks for the cashier
 */
record Merge(String cashierId, String preOrderNo, String outMergeNo, List<PaymentOrder> orders) {

    Merge {
        orders = List.copyOf(orders);
    }

    boolean asksTheSameAs(Merge other) {
        if (!outMergeNo.equals(other.outMergeNo) || orders.size() != other.orders.size()) {
            return false;
        }
        for (var i = 0; i < orders.size(); i++) {
            if (!orders.get(i).asksTheSameAs(other.orders.get(i))) {
                return false;
            }
        }
        return true;
    }
}
