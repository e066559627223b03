package market.local.alipay;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/**
 * Money given back; one request number is carried out once.
 *
 * @param takenBack by receiver: what of it those give back who got a share of the payment
 */
record Refund(String outRequestNo, BigDecimal amount, long atMillis, Map<String, BigDecimal> takenBack) {

    Refund {
        // Journals of before there were shares.
        takenBack = Map.copyOf(Objects.requireNonNullElse(takenBack, Map.of()));
    }

    static Refund of(String outRequestNo, BigDecimal amount, long atMillis) {
        return new Refund(outRequestNo, amount, atMillis, Map.of());
    }

    BigDecimal ofShares() {
        return takenBack.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
