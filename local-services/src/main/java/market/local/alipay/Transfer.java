package market.local.alipay;

import java.math.BigDecimal;

/**
 * Money paid out of the application's own account.
 *
 * @param status SUCCESS, DEALING, FAIL or REFUND, as the protocol spells them
 */
record Transfer(String outBizNo, String orderId, String payee, BigDecimal amount, String status, long atMillis) {

    Transfer turned(String next) {
        return new Transfer(outBizNo, orderId, payee, amount, next, atMillis);
    }
}
