package market.local.alipay;

import java.math.BigDecimal;

/** Money given back; one request number is carried out once. */
record Refund(String outRequestNo, BigDecimal amount, long atMillis) {}
